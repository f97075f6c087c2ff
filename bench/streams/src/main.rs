//! Events of a Responses stream per second, here and in async-openai, from the same server in the same run.
//!
//! Both read on one thread, the server writes on another as fast as it can. The best of several turns counts.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use async_openai::config::OpenAIConfig;
use async_openai::types::responses::ResponseStreamEvent as TheirEvent;
use futures_util::StreamExt;
use oasmith_bench::{Target, row};
use openai_typed::types::{CreateResponse, ResponseStreamEvent};
use serde_json::json;

/// Events of one stream.
const EVENTS: usize = 200_000;
/// Streams that each side reads.
const TURNS: usize = 5;
/// Events that are written at once.
const BATCH: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let url = server()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        ours = ours.min(runtime.block_on(read_here(&url))?);
        theirs = theirs.min(runtime.block_on(read_there(&url))?);
    }
    let rate = |time: Duration| EVENTS as f64 / time.as_secs_f64();
    row(
        "streams",
        "events of a stream per second: times async-openai",
        rate(ours) / rate(theirs),
        Target::AtLeast(3.0),
        &format!("{:.0} and {:.0} per second", rate(ours), rate(theirs)),
    );
    Ok(())
}

async fn read_here(url: &str) -> Result<Duration, Box<dyn Error>> {
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
    checked(count, since)
}

async fn read_there(url: &str) -> Result<Duration, Box<dyn Error>> {
    let config = OpenAIConfig::new().with_api_base(url).with_api_key("key");
    let client = async_openai::Client::with_config(config);
    let request = serde_json::from_value(json!({"model": "m", "input": "x"}))?;
    let since = Instant::now();
    let mut stream = client.responses().create_stream(request).await?;
    let mut count = 0;
    while let Some(event) = stream.next().await {
        count += usize::from(matches!(event?, TheirEvent::ResponseOutputTextDelta(_)));
    }
    checked(count, since)
}

fn checked(count: usize, since: Instant) -> Result<Duration, Box<dyn Error>> {
    match count {
        EVENTS => Ok(since.elapsed()),
        _ => Err(format!("{count} of {EVENTS} events were read").into()),
    }
}

/// Answers every request with the stream; gives its base URL.
fn server() -> Result<String, Box<dyn Error>> {
    let event = json!({
        "type": "response.output_text.delta",
        "item_id": "msg_0123456789abcdef0123456789abcdef",
        "output_index": 0,
        "content_index": 0,
        "delta": " word",
        "logprobs": [],
        "sequence_number": 7,
    });
    let text = format!("event: response.output_text.delta\ndata: {event}\n\n").repeat(BATCH);
    let chunk = format!("{:x}\r\n{text}\r\n", text.len());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/v1", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let chunk = chunk.clone();
            thread::spawn(move || serve(stream, &chunk));
        }
    });
    Ok(url)
}

fn serve(mut stream: TcpStream, chunk: &str) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().ok()?;
        }
        if line.is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length]).ok()?;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).ok()?;
    for _ in 0..EVENTS / BATCH {
        stream.write_all(chunk.as_bytes()).ok()?;
    }
    stream.write_all(b"0\r\n\r\n").ok()
}
