//! Measures decoding and encoding relative to serde's derives. `cargo bench -p oasmith-runtime --bench codec`.
//!
//! Every row alternates with its baseline, and the best of many runs counts, so that other load on the machine affects
//! both equally.

#![allow(missing_docs, dead_code, unused_imports, clippy::print_stdout)] // only part of the codec is used

#[path = "codec/ours.rs"]
mod ours;
#[path = "codec/runtime.rs"]
mod runtime;
#[path = "codec/theirs.rs"]
mod theirs;

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;

fn main() {
    let event = r#"{"type":"stream.code_run.failed","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hello","sequence_number":12,"logprobs":[]}"#;
    let late = r#"{"item_id":"msg_1","type":"stream.code_run.failed","output_index":0,"content_index":0,"delta":"Hello","sequence_number":12,"logprobs":[]}"#;
    let audio = event.replace("Hello", &"QUJDREVGR0hJSktMTU5PUA".repeat(500));
    let history = format!("[{}]", vec![late; 4_000].join(","));

    println!("decode                                   ours       baseline   ratio");
    for (name, json) in [
        ("stream event", event),
        ("stream event, id before type", late),
        ("audio delta, 11 kB", &audio),
    ] {
        print_row(
            &format!("{name} / serde(tag)"),
            decode::<ours::Event>(json),
            decode::<theirs::Event>(json),
        );
        print_row(
            &format!("{name} / bare struct"),
            decode::<ours::Event>(json),
            decode::<theirs::Bare>(json),
        );
        print_row(
            &format!("{name}, bare record / bare struct"),
            decode::<ours::Event38>(json),
            decode::<theirs::Bare>(json),
        );
    }
    print_row(
        "stream event, bytes / serde(tag), bytes",
        decode_bytes::<ours::Event>(event),
        from_slice::<theirs::Event>(event),
    );
    print_row(
        "4000 items / serde(tag)",
        decode::<Vec<ours::Event>>(&history),
        decode::<Vec<theirs::Event>>(&history),
    );
    print_row(
        "4000 items / bare structs",
        decode::<Vec<ours::Event>>(&history),
        decode::<Vec<theirs::Bare>>(&history),
    );

    println!("encode");
    print_row(
        "4000 items / serde(tag)",
        encode::<Vec<ours::Event>>(&history),
        encode::<Vec<theirs::Event>>(&history),
    );
    let talk = format!("[{}]", vec![audio.as_str(); 100].join(","));
    print_row(
        "1 MB of text / serde(tag)",
        encode::<Vec<ours::Event>>(&talk),
        encode::<Vec<theirs::Event>>(&talk),
    );

    for (name, size) in [
        ("Extra", size_of::<runtime::codec::Extra>()),
        (
            "unknown union variant",
            size_of::<runtime::codec::Unknown>(),
        ),
    ] {
        println!("{name}: {size} bytes");
    }
}

type Work<'a> = Box<dyn Fn() + 'a>;

fn decode<'a, T: DeserializeOwned + 'a>(json: &'a str) -> Work<'a> {
    Box::new(move || {
        drop(black_box(
            serde_json::from_str::<T>(black_box(json)).expect("matches"),
        ))
    })
}

fn decode_bytes<'a, T: DeserializeOwned + 'a>(json: &'a str) -> Work<'a> {
    let decode = |json: &str| runtime::codec::decode::<T>(json.as_bytes()).expect("matches");
    Box::new(move || drop(black_box(decode(black_box(json)))))
}

fn from_slice<'a, T: DeserializeOwned + 'a>(json: &'a str) -> Work<'a> {
    let decode = |json: &str| serde_json::from_slice::<T>(json.as_bytes()).expect("matches");
    Box::new(move || drop(black_box(decode(black_box(json)))))
}

fn encode<'a, T: DeserializeOwned + serde::Serialize + 'a>(json: &str) -> Work<'a> {
    let value: T = serde_json::from_str(json).expect("matches");
    Box::new(move || {
        drop(black_box(
            serde_json::to_vec(black_box(&value)).expect("JSON"),
        ))
    })
}

fn print_row(name: &str, ours: Work<'_>, theirs: Work<'_>) {
    let repeat = 1 + Duration::from_millis(2).as_nanos() / time(&ours, 1).as_nanos().max(1);
    let repeat = u32::try_from(repeat).unwrap_or(u32::MAX);
    let (mut best, mut baseline) = (Duration::MAX, Duration::MAX);
    for _ in 0..60 {
        best = best.min(time(&ours, repeat) / repeat);
        baseline = baseline.min(time(&theirs, repeat) / repeat);
    }
    let ratio = best.as_secs_f64() / baseline.as_secs_f64();
    println!(
        "{name:<40}{best:>9.1?}{baseline:>11.1?}   {ratio:>5.2}  ({:.2} times the speed)",
        1.0 / ratio
    );
}

fn time(work: &Work<'_>, repeat: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeat {
        work();
    }
    start.elapsed()
}
