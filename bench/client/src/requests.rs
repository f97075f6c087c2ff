//! What the client adds to a request, and what a long stream keeps in memory.
//!
//! CPU time is that of the one thread on which client and connection run; the server has another. Both sides post the
//! same bytes to the same server in turns, and the best of many turns counts.

mod server;
mod system;

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use oasmith_bench::{Target, row};
use openai_typed::Client;
use openai_typed::types::CreateResponse;
use serde_json::{Value, json};

/// Requests of one turn.
const REQUESTS: u32 = 400;
/// Turns of each side.
const TURNS: u32 = 15;
/// Events of the long stream: 1 GB.
const EVENTS: u64 = 4_000_000;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // The bare client has no set-up of its own for TLS.
    drop(rustls::crypto::ring::default_provider().install_default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        requests().await?;
        stream().await
    })
}

async fn requests() -> Outcome<()> {
    let answer = json!({
        "id": "r_1", "object": "thing", "model": "m",
        "output": [{"type": "message", "content": [{"type": "text", "text": "word ".repeat(60)}]}],
        "usage": {"input_tokens": 12, "output_tokens": 60, "total_tokens": 72},
    });
    let server = server::answering(&answer.to_string())?;
    let ours = client(&server)?;
    let theirs = reqwest::Client::new();
    for size in [200, 20_000] {
        let body = json!({"model": "m", "input": "x".repeat(size - 44), "temperature": 0.5});
        let text = body.to_string();
        compare(
            &format!("CPU of a request of {size} bytes: of bare reqwest's"),
            Target::AtMost(1.15),
            async || {
                let call = ours.post("/things").bytes("application/json", text.clone());
                Ok(call.await?)
            },
            async || bare(&theirs, &server, text.clone()).await,
        )
        .await?;
        compare(
            &format!("CPU of a value of {size} bytes as JSON: of bare reqwest's"),
            Target::None,
            async || Ok(ours.post("/things").json(&body).await?),
            async || bare(&theirs, &server, body.to_string()).await,
        )
        .await?;
    }
    Ok(())
}

/// Both sides in turns.
async fn compare(
    what: &str,
    target: Target,
    ours: impl AsyncFn() -> Outcome<Value>,
    bare: impl AsyncFn() -> Outcome<Value>,
) -> Outcome<()> {
    let (mut our_best, mut their_best) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        our_best = our_best.min(turn(&ours).await?);
        their_best = their_best.min(turn(&bare).await?);
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(REQUESTS);
    row(
        "client",
        what,
        our_best.as_secs_f64() / their_best.as_secs_f64(),
        target,
        &format!("{:.1} µs to {:.1} µs", each(our_best), each(their_best)),
    );
    Ok(())
}

async fn turn(request: &impl AsyncFn() -> Outcome<Value>) -> Outcome<Duration> {
    let since = system::cpu_time();
    for _ in 0..REQUESTS {
        black_box(request().await?);
    }
    Ok(system::cpu_time() - since)
}

/// The same exchange by hand: the same headers, the same bytes, the answer as JSON.
async fn bare(client: &reqwest::Client, server: &str, body: String) -> Outcome<Value> {
    let answer = client
        .post(format!("{server}/things"))
        .bearer_auth("key")
        .header("user-agent", "bench/1")
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await?;
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}

async fn stream() -> Outcome<()> {
    let event = json!({
        "type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0,
        "delta": "x".repeat(130), "sequence_number": 1, "logprobs": [],
    });
    let event = format!("data: {event}\n\n");
    let size = event.len() as u64;
    let server = server::streaming(&event, EVENTS)?;
    let request = CreateResponse::new().with_model("m").with_input("x");
    let mut stream = client(&server)?
        .responses()
        .create(request)
        .stream()
        .await?;
    let (mut read, mut first, mut last) = (0_u64, 0, 0);
    while let Some(item) = stream.next().await {
        black_box(item?);
        read += 1;
        if read.is_multiple_of(EVENTS / 10) {
            last = system::memory();
            if first == 0 {
                first = last;
            }
        }
    }
    if read != EVENTS {
        return Err(format!("{read} of {EVENTS} events were read").into());
    }
    row(
        "client",
        "memory after 1 GB of a stream: of that after a tenth",
        last as f64 / first as f64,
        Target::AtMost(1.05),
        &format!(
            "{last} kB to {first} kB, {} MB read",
            read * size / 1_000_000
        ),
    );
    Ok(())
}

fn client(server: &str) -> Outcome<Client> {
    Ok(Client::builder().api_key("key").base_url(server).build()?)
}
