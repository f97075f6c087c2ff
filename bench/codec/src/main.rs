//! Benchmarks decoding and encoding, and prints the times as ratios.

mod plain;
mod recorded;
mod samples;

use std::hint::black_box;

use async_openai::types as theirs;
use oasmith_bench::Target::{AtLeast, AtMost, None};
use oasmith_bench::{Target, best_times, row, shown, work};
use openai_typed::types as ours;
use serde::de::DeserializeOwned;

fn main() {
    let (delta, late) = (samples::text_delta(), samples::late_text_delta());
    let (chunk, audio, response) = (
        samples::chat_chunk(),
        samples::audio_delta(),
        samples::response(),
    );
    speed::<ours::ResponseStreamEvent, theirs::responses::ResponseStreamEvent>(
        "stream event: speed relative to async-openai",
        &delta,
        AtLeast(1.8),
    );
    cost::<ours::ResponseStreamEvent, plain::TextDelta>(
        "stream event: time relative to the plain struct",
        &delta,
        AtMost(1.35),
    );
    speed::<ours::ResponseStreamEvent, theirs::responses::ResponseStreamEvent>(
        "stream event, tag third: speed relative to async-openai",
        &late,
        None,
    );
    cost::<ours::ResponseStreamEvent, plain::TextDelta>(
        "stream event, tag third: time relative to the plain struct",
        &late,
        None,
    );
    speed::<
        ours::CreateChatCompletionStreamResponse,
        theirs::chat::CreateChatCompletionStreamResponse,
    >(
        "chat chunk: speed relative to async-openai",
        &chunk,
        AtLeast(1.0),
    );
    speed::<ours::Response, theirs::responses::Response>(
        "response of 500 kB: speed relative to async-openai",
        &response,
        AtLeast(1.3),
    );
    speed::<ours::Response, theirs::responses::Response>(
        "response of 500 kB, tags last: speed relative to async-openai",
        &samples::sorted_response(),
        None,
    );
    cost::<ours::RealtimeServerEvent, plain::AudioDelta>(
        "audio delta: time relative to the plain struct",
        &audio,
        AtMost(1.2),
    );
    recorded_traffic();
    encode();
}

/// Prints the rows for recorded traffic. None without the folder of recorded traffic.
fn recorded_traffic() {
    let chunks = recorded::recorded("chat.completion.chunk");
    let responses = recorded::recorded("response");
    let events = recorded::recorded("response.stream_event");
    if chunks.is_empty() {
        return;
    }
    type Chunk = ours::CreateChatCompletionStreamResponse;
    type TheirChunk = theirs::chat::CreateChatCompletionStreamResponse;
    samples_speed::<Chunk, TheirChunk>("recorded chat chunks", &chunks, AtLeast(1.4));
    let (one, other) = best_times(
        work(|| decode_all::<Chunk>(&chunks)),
        work(|| parse_all::<plain::Chunk>(&chunks)),
    );
    row(
        "decode",
        "recorded chat chunks: time relative to the plain struct",
        one.as_secs_f64() / other.as_secs_f64(),
        AtMost(1.15),
        &sides(one, other),
    );
    samples_speed::<ours::Response, theirs::responses::Response>(
        "recorded responses",
        &responses,
        None,
    );
    samples_speed::<ours::ResponseStreamEvent, theirs::responses::ResponseStreamEvent>(
        "recorded events of responses",
        &events,
        None,
    );
}

/// Measures the speed relative to async-openai: from bytes, and with `serde_json` from strings.
fn samples_speed<Ours: DeserializeOwned, Theirs: DeserializeOwned>(
    what: &str,
    samples: &[String],
    target: Target,
) {
    // Only what both crates decode.
    let mut samples = samples.to_vec();
    samples.retain(|json| serde_json::from_str::<Theirs>(json).is_ok());
    let (one, other) = best_times(
        work(|| decode_all::<Ours>(&samples)),
        work(|| {
            for json in &samples {
                black_box(serde_json::from_slice::<Theirs>(json.as_bytes()).is_ok());
            }
        }),
    );
    row(
        "decode",
        &format!("{what}: speed relative to async-openai"),
        other.as_secs_f64() / one.as_secs_f64(),
        target,
        &sides(one, other),
    );
    let (one, other) = best_times(
        work(|| parse_all::<Ours>(&samples)),
        work(|| parse_all::<Theirs>(&samples)),
    );
    row(
        "decode",
        &format!("{what}, with `serde_json` from `&str`: speed relative to async-openai"),
        other.as_secs_f64() / one.as_secs_f64(),
        None,
        &sides(one, other),
    );
}

fn decode_all<T: DeserializeOwned>(samples: &[String]) {
    for json in samples {
        black_box(openai_typed::unknown::decode::<T>(json.as_bytes()).is_ok());
    }
}

fn parse_all<T: DeserializeOwned>(samples: &[String]) {
    for json in samples {
        black_box(serde_json::from_str::<T>(json).is_ok());
    }
}

/// Measures the speed relative to async-openai.
fn speed<Ours: DeserializeOwned, Theirs: DeserializeOwned>(what: &str, json: &str, target: Target) {
    let (one, other) = decoding_times::<Ours, Theirs>(json);
    row(
        "decode",
        what,
        other.as_secs_f64() / one.as_secs_f64(),
        target,
        &sides(one, other),
    );
}

/// Measures the time relative to the plain struct.
fn cost<Ours: DeserializeOwned, Plain: DeserializeOwned>(what: &str, json: &str, target: Target) {
    let (one, other) = decoding_times::<Ours, Plain>(json);
    row(
        "decode",
        what,
        one.as_secs_f64() / other.as_secs_f64(),
        target,
        &sides(one, other),
    );
}

/// Measures decoding bytes to a value and dropping it.
fn decoding_times<Ours: DeserializeOwned, Theirs: DeserializeOwned>(
    json: &str,
) -> (std::time::Duration, std::time::Duration) {
    let bytes = json.as_bytes();
    best_times(
        work(|| openai_typed::unknown::decode::<Ours>(bytes).expect("a valid sample")),
        work(|| serde_json::from_slice::<Theirs>(bytes).expect("a valid sample")),
    )
}

fn encode() {
    let conversation = samples::conversation();
    let ours: ours::CreateChatCompletionRequest =
        serde_json::from_value(conversation.clone()).expect("a valid sample");
    let plain: plain::Chat = serde_json::from_value(conversation).expect("a valid sample");
    let (one, other) = best_times(
        work(|| serde_json::to_vec(&ours).expect("JSON")),
        work(|| serde_json::to_vec(&plain).expect("JSON")),
    );
    row(
        "encode",
        "request with 1 MB of messages: time relative to the plain struct",
        one.as_secs_f64() / other.as_secs_f64(),
        AtMost(1.1),
        &sides(one, other),
    );
}

fn sides(one: std::time::Duration, other: std::time::Duration) -> String {
    format!("{} vs {}", shown(one), shown(other))
}
