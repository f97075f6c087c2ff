//! Decoding and encoding: times as ratios.

mod bare;
mod samples;

use async_openai::types as theirs;
use oasmith_bench::Target::{AtLeast, AtMost, None};
use oasmith_bench::{Target, pair, row, shown, work};
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
        "stream event: times the speed of async-openai",
        &delta,
        AtLeast(1.8),
    );
    cost::<ours::ResponseStreamEvent, bare::TextDelta>(
        "stream event: cost of the bare struct",
        &delta,
        AtMost(1.35),
    );
    speed::<ours::ResponseStreamEvent, theirs::responses::ResponseStreamEvent>(
        "stream event, tag third: times the speed of async-openai",
        &late,
        None,
    );
    cost::<ours::ResponseStreamEvent, bare::TextDelta>(
        "stream event, tag third: cost of the bare struct",
        &late,
        None,
    );
    speed::<
        ours::CreateChatCompletionStreamResponse,
        theirs::chat::CreateChatCompletionStreamResponse,
    >(
        "chat chunk: times the speed of async-openai",
        &chunk,
        AtLeast(1.0),
    );
    speed::<ours::Response, theirs::responses::Response>(
        "response of 500 kB: times the speed of async-openai",
        &response,
        AtLeast(1.3),
    );
    speed::<ours::Response, theirs::responses::Response>(
        "response of 500 kB, tags last: times the speed of async-openai",
        &samples::sorted_response(),
        None,
    );
    cost::<ours::RealtimeServerEvent, bare::AudioDelta>(
        "audio delta: cost of the bare struct",
        &audio,
        AtMost(1.2),
    );
    encode();
}

/// How many times as fast as the peer.
fn speed<Ours: DeserializeOwned, Theirs: DeserializeOwned>(what: &str, json: &str, target: Target) {
    let (one, other) = decoded::<Ours, Theirs>(json);
    row(
        "decode",
        what,
        other.as_secs_f64() / one.as_secs_f64(),
        target,
        &sides(one, other),
    );
}

/// How many times the yardstick's time.
fn cost<Ours: DeserializeOwned, Bare: DeserializeOwned>(what: &str, json: &str, target: Target) {
    let (one, other) = decoded::<Ours, Bare>(json);
    row(
        "decode",
        what,
        one.as_secs_f64() / other.as_secs_f64(),
        target,
        &sides(one, other),
    );
}

/// Bytes to a value and away with it, as an answer or a stream does.
fn decoded<Ours: DeserializeOwned, Theirs: DeserializeOwned>(
    json: &str,
) -> (std::time::Duration, std::time::Duration) {
    let bytes = json.as_bytes();
    pair(
        work(|| openai_typed::runtime::codec::decode::<Ours>(bytes).expect("ours takes it")),
        work(|| serde_json::from_slice::<Theirs>(bytes).expect("theirs takes it")),
    )
}

fn encode() {
    let conversation = samples::conversation();
    let ours: ours::CreateChatCompletionRequest =
        serde_json::from_value(conversation.clone()).expect("ours takes it");
    let bare: bare::Chat = serde_json::from_value(conversation).expect("bare takes it");
    let (one, other) = pair(
        work(|| serde_json::to_vec(&ours).expect("JSON")),
        work(|| serde_json::to_vec(&bare).expect("JSON")),
    );
    row(
        "encode",
        "request with 1 MB of messages: cost of the bare struct",
        one.as_secs_f64() / other.as_secs_f64(),
        AtMost(1.1),
        &sides(one, other),
    );
}

fn sides(one: std::time::Duration, other: std::time::Duration) -> String {
    format!("{} to {}", shown(one), shown(other))
}
