//! Counts the allocations of decoding.

#[allow(dead_code, reason = "shared with the program that measures times")]
mod plain;
#[allow(dead_code, reason = "shared with the program that measures times")]
mod samples;

use async_openai::types as theirs;
use oasmith_bench::{Target, row};
use openai_typed::types as ours;
use serde::de::DeserializeOwned;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() {
    let _profiler = dhat::Profiler::builder().testing().build();
    compare::<ours::ResponseStreamEvent, theirs::responses::ResponseStreamEvent>(
        "stream event",
        &samples::text_delta(),
    );
    compare::<ours::ResponseStreamEvent, theirs::responses::ResponseStreamEvent>(
        "stream event, tag third",
        &samples::late_text_delta(),
    );
    compare::<ours::ResponseStreamEvent, plain::TextDelta>(
        "stream event, compared with the plain struct",
        &samples::text_delta(),
    );
    compare::<
        ours::CreateChatCompletionStreamResponse,
        theirs::chat::CreateChatCompletionStreamResponse,
    >("chat chunk", &samples::chat_chunk());
    compare::<ours::RealtimeServerEvent, theirs::realtime::RealtimeServerEvent>(
        "audio delta",
        &samples::audio_delta(),
    );
    compare::<ours::Response, theirs::responses::Response>(
        "response of 500 kB",
        &samples::response(),
    );
}

fn compare<Ours: DeserializeOwned, Theirs: DeserializeOwned>(what: &str, json: &str) {
    let bytes = json.as_bytes();
    let ours =
        count_allocations(|| openai_typed::unknown::decode::<Ours>(bytes).expect("a valid sample"));
    let theirs =
        count_allocations(|| serde_json::from_slice::<Theirs>(bytes).expect("a valid sample"));
    let details = format!(
        "{} allocations with {} bytes vs {} with {}",
        ours.count, ours.bytes, theirs.count, theirs.bytes
    );
    let figure = ours.count as f64 / theirs.count as f64;
    row(
        "allocations",
        &format!("{what}: number of allocations relative to async-openai"),
        figure,
        Target::None,
        &details,
    );
}

/// The allocations of a function.
struct Allocations {
    count: u64,
    bytes: u64,
}

/// Counts the allocations until the value is returned.
fn count_allocations<T>(make: impl Fn() -> T) -> Allocations {
    let before = dhat::HeapStats::get();
    let value = make();
    let after = dhat::HeapStats::get();
    drop(value);
    Allocations {
        count: after.total_blocks - before.total_blocks,
        bytes: after.total_bytes - before.total_bytes,
    }
}
