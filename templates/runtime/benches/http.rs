//! What the client adds to a request, and what a long stream keeps in memory. `cargo bench -p oasmith-runtime --bench http`.
//!
//! CPU time is that of the one thread on which client and connection run; the server has another. Both sides post the
//! same bytes to the same server in turns, and the best of many turns counts.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

#[path = "http/cpu.rs"]
mod cpu;
#[path = "http/server.rs"]
mod server;

use std::hint::black_box;
use std::time::Duration;

use oasmith_runtime::runtime::{
    Client, ClientBuilder, Method, Operation, OperationSpec, Place, SchemeSpec, ServiceSpec,
    StreamSwitch, WireNames, reply,
};
use serde_json::{Value, json};

/// Requests of one turn.
const REQUESTS: u32 = 400;
/// Turns of each side.
const TURNS: u32 = 15;

static SERVICE: ServiceSpec = ServiceSpec {
    user_agent: "bench/1",
    schemes: &[SchemeSpec {
        name: "Key",
        place: Place::Bearer,
        env: &[],
    }],
    wire: WireNames {
        request_id: "x-request-id",
        retry_count: "x-retry-count",
        ..WireNames::NONE
    },
    ..ServiceSpec::new("Bench", "http://127.0.0.1/v1")
};

enum Post {}

impl Operation for Post {
    const SPEC: OperationSpec = OperationSpec {
        security: &["Key"],
        stream_switch: Some(StreamSwitch::flag("stream")),
        ..OperationSpec::new("post", Method::POST, "/things")
    };
    type Reply = reply::JsonOrEvents<Value, Value>;
}

fn main() {
    // The bare client has no set-up of its own for TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        requests().await;
        stream().await;
    });
}

async fn requests() {
    let answer = json!({
        "id": "r_1", "object": "thing", "model": "m",
        "output": [{"type": "message", "content": [{"type": "text", "text": "word ".repeat(60)}]}],
        "usage": {"input_tokens": 12, "output_tokens": 60, "total_tokens": 72},
    });
    let server = server::answering(&answer.to_string());
    let ours = client(&server);
    let theirs = reqwest::Client::new();
    println!("CPU per request, microseconds            ours       bare      ratio");
    for size in [200, 20_000] {
        let body = json!({"model": "m", "input": "x".repeat(size - 44), "temperature": 0.5});
        let text = body.to_string();
        let bytes = text.len();
        compare(
            &format!("{bytes} bytes"),
            async || {
                ours.call::<Post>()
                    .bytes("application/json", text.clone())
                    .await
                    .unwrap()
            },
            async || bare(&theirs, &server, text.clone()).await,
        )
        .await;
        compare(
            &format!("a value, {bytes} bytes as JSON"),
            async || ours.call::<Post>().json(&body).await.unwrap(),
            async || bare(&theirs, &server, body.to_string()).await,
        )
        .await;
    }
}

/// Both sides in turns.
async fn compare(name: &str, ours: impl AsyncFn() -> Value, bare: impl AsyncFn() -> Value) {
    let (mut our_best, mut their_best) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        let since = cpu::time();
        for _ in 0..REQUESTS {
            black_box(ours().await);
        }
        our_best = our_best.min(cpu::time() - since);
        let since = cpu::time();
        for _ in 0..REQUESTS {
            black_box(bare().await);
        }
        their_best = their_best.min(cpu::time() - since);
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(REQUESTS);
    println!(
        "{name:<36} {:>8.1} {:>10.1} {:>10.2}",
        each(our_best),
        each(their_best),
        our_best.as_secs_f64() / their_best.as_secs_f64()
    );
}

/// The same exchange by hand: the same headers, the same bytes, the answer as JSON.
async fn bare(client: &reqwest::Client, server: &str, body: String) -> Value {
    let answer = client
        .post(format!("{server}/things"))
        .bearer_auth("key")
        .header("user-agent", "bench/1")
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .unwrap();
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

async fn stream() {
    const EVENTS: u64 = 5_000_000;
    let event = json!({"type": "delta", "text": "x".repeat(170)}).to_string();
    let size = event.len() as u64 + 8;
    let server = server::streaming(format!("data: {event}\n\n"), EVENTS);
    let call = client(&server).call::<Post>().json(&json!({"model": "m"}));
    let mut stream = call.stream().await.unwrap();
    println!(
        "\nA stream of {} MB: memory of the process, and its ratio to that after the first tenth",
        EVENTS * size / 1_000_000
    );
    let (mut read, mut first) = (0_u64, None);
    while let Some(item) = stream.next().await {
        black_box(item.unwrap());
        read += 1;
        if read.is_multiple_of(EVENTS / 10) {
            let now = cpu::memory();
            let ratio = now as f64 / *first.get_or_insert(now) as f64;
            println!(
                "{:>6} MB read: {now:>8} kB {ratio:>6.2}",
                read * size / 1_000_000
            );
        }
    }
    assert_eq!(read, EVENTS);
}

fn client(server: &str) -> Client {
    ClientBuilder::new(&SERVICE)
        .api_key("key")
        .base_url(server)
        .build()
        .unwrap()
}
