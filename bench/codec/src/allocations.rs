//! Decoding and encoding: allocations, counted.

mod bare;
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
    compare::<ours::ResponseStreamEvent, bare::TextDelta>(
        "stream event beside the bare struct",
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
        counted(|| openai_typed::runtime::codec::decode::<Ours>(bytes).expect("ours takes it"));
    let theirs = counted(|| serde_json::from_slice::<Theirs>(bytes).expect("theirs takes it"));
    let details = format!(
        "{} allocations of {} bytes in all, to {} of {}",
        ours.0, ours.1, theirs.0, theirs.1
    );
    let figure = ours.0 as f64 / theirs.0 as f64;
    row(
        "allocations",
        &format!("{what}: of the peer's number"),
        figure,
        Target::None,
        &details,
    );
}

/// Blocks and bytes that were asked for until the value was there.
fn counted<T>(make: impl Fn() -> T) -> (u64, u64) {
    let before = dhat::HeapStats::get();
    let value = make();
    let after = dhat::HeapStats::get();
    drop(value);
    (
        after.total_blocks - before.total_blocks,
        after.total_bytes - before.total_bytes,
    )
}
