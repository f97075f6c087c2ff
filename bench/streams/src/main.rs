//! Events per second of a Responses stream, compared with async-openai, from the same server in the same run.
//!
//! Each client reads on one thread; the server writes on another, as fast as possible. The best of several turns counts.

#[path = "../../client/src/server.rs"]
mod server;

use std::error::Error;
use std::time::{Duration, Instant};

use async_openai::config::OpenAIConfig;
use async_openai::types::responses::ResponseStreamEvent as TheirEvent;
use futures_util::StreamExt;
use oasmith_bench::{Target, row};
use openai_typed::types::{CreateResponse, ResponseStreamEvent};
use serde_json::json;

/// An event, with properties in the order in which the service sends them.
const EVENT: &str = r#"{"type":"response.output_text.delta","sequence_number":7,"item_id":"msg_0123456789abcdef0123456789abcdef","output_index":0,"content_index":0,"delta":" word","logprobs":[]}"#;
/// Number of events per stream.
const EVENTS: usize = 200_000;
/// Number of streams per client.
const TURNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let event = format!("event: response.output_text.delta\ndata: {EVENT}\n\n");
    let url = server::with_events(&event, EVENTS as u64)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        ours = ours.min(runtime.block_on(read_ours(&url))?);
        theirs = theirs.min(runtime.block_on(read_theirs(&url))?);
    }
    let rate = |time: Duration| EVENTS as f64 / time.as_secs_f64();
    row(
        "client",
        "events of a stream per second: relative to async-openai",
        rate(ours) / rate(theirs),
        Target::AtLeast(3.0),
        &format!("{:.0} vs {:.0} per second", rate(ours), rate(theirs)),
    );
    Ok(())
}

async fn read_ours(url: &str) -> Result<Duration, Box<dyn Error>> {
    let client = openai_typed::Client::builder()
        .api_key("key")
        .base_url(url)
        .build()?;
    let request = CreateResponse::new().with_model("m").with_input("x");
    let since = Instant::now();
    let mut stream = client.responses().create(request).stream().await?;
    let mut count = 0;
    while let Some(event) = stream.next().await {
        count += usize::from(matches!(
            event?,
            ResponseStreamEvent::ResponseOutputTextDelta(_)
        ));
    }
    elapsed(count, since)
}

async fn read_theirs(url: &str) -> Result<Duration, Box<dyn Error>> {
    let config = OpenAIConfig::new().with_api_base(url).with_api_key("key");
    let client = async_openai::Client::with_config(config);
    let request = serde_json::from_value(json!({"model": "m", "input": "x"}))?;
    let since = Instant::now();
    let mut stream = client.responses().create_stream(request).await?;
    let mut count = 0;
    while let Some(event) = stream.next().await {
        count += usize::from(matches!(event?, TheirEvent::ResponseOutputTextDelta(_)));
    }
    elapsed(count, since)
}

fn elapsed(count: usize, since: Instant) -> Result<Duration, Box<dyn Error>> {
    match count {
        EVENTS => Ok(since.elapsed()),
        _ => Err(format!("read {count} of {EVENTS} events").into()),
    }
}
