//! Measures the cost of a channel relative to bare `tokio-tungstenite` with `serde_json::Value`.
//! `cargo bench -p oasmith-runtime --bench socket`.
//!
//! Both ends of a connection run in one thread, connected by a pipe. The remote end only writes prepared frames or
//! discards what it reads. The benchmark measures the processor time of that thread and takes the best of many runs,
//! alternating between the channel and the baseline.

#![allow(missing_docs, dead_code, unused_imports, clippy::print_stdout)] // only part of the codec is used

#[path = "codec/ours.rs"]
mod ours;
#[path = "codec/runtime.rs"]
mod runtime;

use std::hint::black_box;
use std::time::Duration;
#[cfg(not(unix))]
use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{SinkExt, StreamExt};
use oasmith_runtime::generated::ServiceSpec;
use oasmith_runtime::media::{decode_base64, encode_base64};
use oasmith_runtime::websocket::{Channel, ChannelSpec, Connect, Connection, Target};
use oasmith_runtime::{BoxError, ClientBuilder};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::{WebSocketStream, accept_async};

/// 24 kHz, 16 bits, mono.
const PCM_BYTES_PER_SECOND: f64 = 48_000.0;
/// The audio of one event: a tenth of a second.
const PIECE: usize = 4_800;
const TURNS: usize = 30;
const PIPE: usize = 256 * 1024;

static SERVICE: ServiceSpec = ServiceSpec::new("Bench", "http://host.test");

enum Talk {}

impl Channel for Talk {
    const SPEC: ChannelSpec = ChannelSpec::new("talk", "/talk");
    type Client = Value;
    type Server = ours::Event;
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    let event = |delta: &str| {
        format!(
            r#"{{"type":"stream.code_run.failed","item_id":"item_1","output_index":0,"content_index":0,"delta":"{delta}","sequence_number":12,"logprobs":[]}}"#
        )
    };
    let audio: Vec<u8> = (0..PIECE).map(|index| (index * 31 % 251) as u8).collect();
    let small = Frames::of(&event("Hello"), 10_000);
    let large = Frames::of(&event(&STANDARD.encode(&audio)), 2_000);

    println!("per event                                ours       baseline   ratio");
    let text = runtime.block_on(compare(
        async || read_ours(&small, false).await,
        async || read_raw(&small, false).await,
    ));
    text.row("text deltas received", small.count);
    let heard = runtime.block_on(compare(
        async || read_ours(&large, true).await,
        async || read_raw(&large, true).await,
    ));
    heard.row("audio received, as bytes", large.count);
    let said = runtime.block_on(compare(
        async || write_ours(&audio, large.count).await,
        async || write_raw(&audio, large.count).await,
    ));
    said.row("audio sent, from bytes", large.count);

    println!("text deltas received, events per second");
    let rate = |cost: Duration| small.count as f64 / cost.as_secs_f64();
    let (own, raw) = (rate(text.ours), rate(text.raw));
    println!("{:<40}{own:>9.0}{raw:>11.0}   {:>5.2}", "", own / raw);
    println!("processor time per MB of audio");
    let megabytes = (large.count * PIECE) as f64 / 1e6;
    for (name, pair) in [("received", &heard), ("sent", &said)] {
        let cost = |cost: Duration| cost.div_f64(megabytes);
        let (own, raw) = (cost(pair.ours), cost(pair.raw));
        println!("{name:<40}{own:>9.1?}{raw:>11.1?}   {:>5.2}", pair.ratio());
    }
    let both = (heard.ours + said.ours).as_secs_f64() / megabytes;
    let share = both * 100.0 * PCM_BYTES_PER_SECOND / 1e6;
    println!(
        "100 sessions of 24 kHz PCM, both ways: {:.1}% of one processor",
        100.0 * share
    );
}

/// The same text frame, repeated.
struct Frames {
    bytes: Vec<u8>,
    count: usize,
}

impl Frames {
    fn of(event: &str, count: usize) -> Self {
        let frame = Frame::message(event.to_owned(), OpCode::Data(Data::Text), true);
        let mut one = Vec::new();
        frame.format(&mut one).expect("a frame");
        Self {
            bytes: one.repeat(count),
            count,
        }
    }
}

/// The best times of the channel and the baseline.
struct Pair {
    ours: Duration,
    raw: Duration,
}

impl Pair {
    fn ratio(&self) -> f64 {
        self.ours.as_secs_f64() / self.raw.as_secs_f64()
    }

    fn row(&self, name: &str, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let (own, raw) = (self.ours / count, self.raw / count);
        println!("{name:<40}{own:>9.1?}{raw:>11.1?}   {:>5.2}", self.ratio());
    }
}

async fn compare(ours: impl AsyncFn() -> Duration, raw: impl AsyncFn() -> Duration) -> Pair {
    let mut best = Pair {
        ours: Duration::MAX,
        raw: Duration::MAX,
    };
    for _ in 0..TURNS {
        best.ours = best.ours.min(ours().await);
        best.raw = best.raw.min(raw().await);
    }
    best
}

/// Creates a channel connection, and the remote end of its pipe.
async fn connect() -> (Connection<Talk>, DuplexStream) {
    let client = ClientBuilder::new(&SERVICE).build().expect("a client");
    let (theirs, accepted) = tokio::sync::oneshot::channel();
    let theirs = std::sync::Mutex::new(Some(theirs));
    let connect = Connect::<Talk>::new(&client).connector(move |_: Target| {
        let theirs = theirs.lock().expect("no panic").take();
        async move {
            let (near, far) = duplex(PIPE);
            tokio::spawn(async move {
                let socket = accept_async(far).await.expect("a handshake");
                let _ = theirs.expect("one connection").send(socket.into_inner());
            });
            Ok::<_, BoxError>(near)
        }
    });
    let connection = connect.await.expect("a connection");
    (connection, accepted.await.expect("the remote end"))
}

/// Creates a bare connection, and the remote end of its pipe.
async fn connect_raw() -> (WebSocketStream<DuplexStream>, DuplexStream) {
    let (near, far) = duplex(PIPE);
    let socket = WebSocketStream::from_raw_socket(near, Role::Client, None).await;
    (socket, far)
}

fn play(frames: &Frames, mut to: DuplexStream) {
    let bytes = frames.bytes.clone();
    tokio::spawn(async move {
        let _ = to.write_all(&bytes).await;
        // Until the reader disconnects.
        let _ = to.read_to_end(&mut Vec::new()).await;
    });
}

async fn read_ours(frames: &Frames, as_bytes: bool) -> Duration {
    let (mut connection, far) = connect().await;
    play(frames, far);
    let clock = Clock::start();
    for _ in 0..frames.count {
        let event = connection.next().await.expect("an event").expect("JSON");
        if as_bytes {
            let ours::Event::Event38(event) = &event else {
                panic!("unexpected event");
            };
            black_box(decode_base64(&event.delta).expect("base64"));
        }
        black_box(event);
    }
    clock.stop()
}

async fn read_raw(frames: &Frames, as_bytes: bool) -> Duration {
    let (mut socket, far) = connect_raw().await;
    play(frames, far);
    let clock = Clock::start();
    for _ in 0..frames.count {
        let message = socket.next().await.expect("a message").expect("a message");
        let text = message.into_text().expect("a string");
        let event: Value = serde_json::from_str(&text).expect("JSON");
        if as_bytes {
            let delta = event["delta"].as_str().expect("a string");
            black_box(STANDARD.decode(delta).expect("base64"));
        }
        black_box(event);
    }
    clock.stop()
}

fn drain(mut from: DuplexStream) {
    tokio::spawn(async move {
        let mut buffer = vec![0; PIPE];
        while from.read(&mut buffer).await.is_ok_and(|read| read > 0) {}
    });
}

async fn write_ours(audio: &[u8], count: usize) -> Duration {
    let (mut connection, far) = connect().await;
    drain(far);
    let clock = Clock::start();
    for _ in 0..count {
        let mut text = String::with_capacity(64 + audio.len() * 4 / 3);
        text.push_str(r#"{"type":"audio.append","audio":""#);
        text.push_str(&encode_base64(audio));
        text.push_str("\"}");
        connection.send_json(text).await.expect("sent");
    }
    clock.stop()
}

async fn write_raw(audio: &[u8], count: usize) -> Duration {
    let (mut socket, far) = connect_raw().await;
    drain(far);
    let clock = Clock::start();
    for _ in 0..count {
        let event = json!({"type": "audio.append", "audio": STANDARD.encode(audio)});
        let message = Message::text(event.to_string());
        socket.send(message).await.expect("sent");
    }
    clock.stop()
}

/// The processor time of this thread, or the wall-clock time where the system does not provide it.
struct Clock(Duration);

impl Clock {
    fn start() -> Self {
        Self(now())
    }

    fn stop(self) -> Duration {
        now() - self.0
    }
}

#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let (seconds, nanos) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.expect("a time"), nanos.expect("a time"))
}

#[cfg(not(unix))]
fn now() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
