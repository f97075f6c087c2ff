//! Load on one client: many streams at once, and a steady request rate. `cargo bench -p oasmith-runtime --bench load`.
//!
//! `LOAD_STREAMS` sets the number of concurrent streams, `LOAD_RATE` the number of requests per second, and
//! `LOAD_SECONDS` the duration. The server is a separate process, so that only the memory of the client is measured.
//! The order of events is checked; everything else is printed.

#![allow(missing_docs, clippy::print_stdout)]

#[path = "load/server.rs"]
mod server;

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use oasmith_runtime::generated::ServiceSpec;
use oasmith_runtime::{Client, ClientBuilder, Error};
use serde_json::Value;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use self::server::EVENTS;

static SERVICE: ServiceSpec = ServiceSpec::new("Load", "http://host.test");

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    if std::env::var_os(server::VARIABLE).is_some() {
        runtime.block_on(server::serve());
        return;
    }
    let mut server = start_server();
    let url = server::address(&mut server);
    let client = ClientBuilder::new(&SERVICE)
        .base_url(url)
        .without_credentials()
        .max_retries(0)
        .http(|http| http.no_proxy())
        .build()
        .expect("a client");
    runtime.block_on(async {
        streams(&client, setting("LOAD_STREAMS", 10_000)).await;
        requests(
            &client,
            setting("LOAD_RATE", 2_000),
            setting("LOAD_SECONDS", 60),
        )
        .await;
    });
    server.kill().expect("the server is ended");
    server.wait().expect("the server has ended");
}

fn start_server() -> Child {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    let command = command.env(server::VARIABLE, "1").stdout(Stdio::piped());
    command.spawn().expect("the server starts")
}

fn setting(name: &str, default: usize) -> usize {
    let set = std::env::var(name).ok();
    set.map_or(default, |set| set.parse().expect("a number"))
}

/// Opens all streams, and reads them when all are open.
async fn streams(client: &Client, count: usize) {
    let before = resident();
    let open = Arc::new(Barrier::new(count + 1));
    let mut readers = JoinSet::new();
    for number in 0..count {
        readers.spawn(read(client.clone(), number, open.clone()));
        // The server queues only a limited number of connections that it has not accepted yet.
        if number % 100 == 99 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    open.wait().await;
    let memory = resident().saturating_sub(before);
    let since = Instant::now();
    let mut times = Vec::new();
    while let Some(read) = readers.join_next().await {
        times.push(read.expect("no panic").expect("a stream"));
    }
    let seconds = since.elapsed().as_secs_f64();
    println!("{count} streams of {EVENTS} events on one client");
    println!(
        "  events per second   {:>10.0}",
        (count * EVENTS) as f64 / seconds
    );
    println!(
        "  memory per stream   {:>10.1} kB",
        memory as f64 / count as f64 / 1e3
    );
    print_times("until the last event", &mut times);
}

/// Reads a stream, and checks that no event is missing, repeated or from another stream.
async fn read(client: Client, number: usize, open: Arc<Barrier>) -> Result<Duration, Error> {
    let call = client.get(format!("/streams/{number}"));
    let mut stream = call.stream_as::<Value>().await?;
    open.wait().await;
    let since = Instant::now();
    for expected in 0..EVENTS {
        let event = stream.next().await.expect("another event")?;
        assert_eq!(
            (event["stream"].as_u64(), event["event"].as_u64()),
            (Some(number as u64), Some(expected as u64))
        );
    }
    assert!(stream.next().await.is_none(), "an extra event");
    Ok(since.elapsed())
}

/// Sends requests at a fixed rate, without waiting for the responses to earlier ones.
async fn requests(client: &Client, rate: usize, seconds: usize) {
    let count = rate * seconds;
    let failures = Arc::new(AtomicUsize::new(0));
    let mut running = JoinSet::new();
    let since = Instant::now();
    for number in 0..count {
        let due = since + Duration::from_secs_f64(number as f64 / rate as f64);
        if due > Instant::now() {
            tokio::time::sleep_until(due.into()).await;
        }
        let (client, failures) = (client.clone(), failures.clone());
        running.spawn(async move {
            let since = Instant::now();
            if client.get(format!("/values/{number}")).await.is_err() {
                failures.fetch_add(1, Ordering::Relaxed);
            }
            since.elapsed()
        });
    }
    let mut times = Vec::new();
    while let Some(time) = running.join_next().await {
        times.push(time.expect("no panic"));
    }
    let achieved = count as f64 / since.elapsed().as_secs_f64();
    println!("{rate} requests per second for {seconds} s on one client");
    println!("  requests per second {achieved:>10.0}");
    println!(
        "  failures            {:>10}",
        failures.load(Ordering::Relaxed)
    );
    print_times("until the response", &mut times);
}

fn print_times(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let part = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    let (median, last) = (part(50), part(99));
    println!(
        "  {name:<20}{median:>9.1} ms (p50), {last:.1} ms (p99), ratio {:.2}",
        last / median
    );
}

/// Returns the resident memory of this process in bytes, or 0 on systems that do not report it.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.map_or(0, |pages: usize| pages * 4096)
}
