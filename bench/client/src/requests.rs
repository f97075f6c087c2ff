//! CPU time of requests compared with bare `reqwest`, and memory during a long stream.
//!
//! CPU time is measured for the thread that runs the client and its connection; the server has another thread. Both clients
//! send the same bytes to the same server alternately; the best turn of each counts. Each turn uses a new connection,
//! because the processor on which the system runs the server affects the time of both sides.

mod server;
mod system;

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use oasmith_bench::{Target, row};
use openai_typed::Client;
use openai_typed::types::CreateResponse;
use serde_json::{Value, json};

/// Number of requests per turn.
const REQUESTS: u32 = 400;
/// Number of turns per client.
const TURNS: u32 = 60;
/// Number of events in the long stream, 1 GB in total.
const EVENTS: u64 = 4_000_000;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // The bare client requires a TLS provider.
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
    let response = json!({
        "id": "r_1", "object": "thing", "model": "m",
        "output": [{"type": "message", "content": [{"type": "text", "text": "word ".repeat(60)}]}],
        "usage": {"input_tokens": 12, "output_tokens": 60, "total_tokens": 72},
    });
    let server = server::with_response(&response.to_string())?;
    for size in [200, 20_000] {
        let body = json!({"model": "m", "input": "x".repeat(size - 44), "temperature": 0.5});
        let text = body.to_string();
        compare(
            &format!("CPU time of a request of {size} bytes: relative to bare reqwest"),
            Target::AtMost(1.15),
            &server,
            async |ours| {
                let call = ours.post("/things").bytes("application/json", text.clone());
                Ok(call.await?)
            },
            async |theirs| bare(theirs, &server, text.clone()).await,
        )
        .await?;
        compare(
            &format!("CPU time of a JSON value of {size} bytes: relative to bare reqwest"),
            Target::None,
            &server,
            async |ours| Ok(ours.post("/things").json(&body).await?),
            async |theirs| bare(theirs, &server, body.to_string()).await,
        )
        .await?;
    }
    Ok(())
}

/// Measures both clients alternately.
async fn compare(
    what: &str,
    target: Target,
    server: &str,
    ours: impl AsyncFn(&Client) -> Outcome<Value>,
    bare: impl AsyncFn(&reqwest::Client) -> Outcome<Value>,
) -> Outcome<()> {
    let (mut our_best, mut their_best) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        our_best = our_best.min(turn(&client(server)?, &ours).await?);
        their_best = their_best.min(turn(&reqwest::Client::new(), &bare).await?);
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(REQUESTS);
    row(
        "client",
        what,
        our_best.as_secs_f64() / their_best.as_secs_f64(),
        target,
        &format!("{:.1} µs vs {:.1} µs", each(our_best), each(their_best)),
    );
    Ok(())
}

/// Measures the CPU time of many requests on one connection. A first request that opens it is not measured.
async fn turn<C>(client: &C, request: &impl AsyncFn(&C) -> Outcome<Value>) -> Outcome<Duration> {
    black_box(request(client).await?);
    let since = system::cpu_time();
    for _ in 0..REQUESTS {
        black_box(request(client).await?);
    }
    Ok(system::cpu_time() - since)
}

/// Sends the same request with bare `reqwest`: the same headers, the same bytes, a JSON response.
async fn bare(client: &reqwest::Client, server: &str, body: String) -> Outcome<Value> {
    let response = client
        .post(format!("{server}/things"))
        .bearer_auth("key")
        .header("user-agent", "bench/1")
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

async fn stream() -> Outcome<()> {
    let event = json!({
        "type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0,
        "delta": "x".repeat(130), "sequence_number": 1, "logprobs": [],
    });
    let event = format!("data: {event}\n\n");
    let size = event.len() as u64;
    let server = server::with_events(&event, EVENTS)?;
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
        return Err(format!("read {read} of {EVENTS} events").into());
    }
    row(
        "client",
        "memory after 1 GB of a stream: relative to a tenth of it",
        last as f64 / first as f64,
        Target::AtMost(1.05),
        &format!(
            "{last} kB vs {first} kB, {} MB read",
            read * size / 1_000_000
        ),
    );
    Ok(())
}

fn client(server: &str) -> Outcome<Client> {
    Ok(Client::builder().api_key("key").base_url(server).build()?)
}
