//! The table by which other libraries were measured ("What they do with the same JSON" of `peer-generators.md`): nine
//! inputs, each an error or a silent loss in at least one of them. Here every one is "ok", decoded in full, or "kept":
//! decoded, with the new thing in its place, and the same JSON when it is encoded again.

use oasmith_tests::json::by_value;
use std::fmt::Debug;

use openai_typed::runtime::codec::{decode, encode, survey};
use openai_typed::types::{
    CreateChatCompletionResponse, CreateChatCompletionStreamResponse, RealtimeServerEvent,
    Response, ResponseStreamEvent,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::payloads::{chunk, completion, response, text_delta, transcript_delta, with, without};

/// What becomes of an input, in the table's words, and the value.
fn verdict<T: DeserializeOwned + Serialize + Debug>(json: &Value) -> (&'static str, Option<T>) {
    let Ok(value) = decode::<T>(json.to_string().as_bytes()) else {
        return ("error", None);
    };
    let bytes = encode(&value).expect("JSON");
    let again: Value = serde_json::from_slice(&bytes).expect("JSON");
    let verdict = match (
        by_value(&again) == by_value(json),
        survey(&value).is_empty(),
    ) {
        (false, _) => "dropped",
        (true, true) => "ok",
        (true, false) => "kept",
    };
    (verdict, Some(value))
}

#[test]
fn peer_generators_second_table() {
    let completion_with = |pointer: &str, value| {
        verdict::<CreateChatCompletionResponse>(&with(completion(), pointer, value))
    };

    // unknown `finish_reason`
    let (told, value) = completion_with("/choices/0/finish_reason", json!("exhausted"));
    assert_eq!(told, "kept");
    assert_eq!(
        value.expect("kept").choices[0].finish_reason.as_str(),
        "exhausted"
    );

    // unknown `service_tier`
    let (told, value) = completion_with("/service_tier", json!("express"));
    assert_eq!(told, "kept");
    let tier = value.expect("kept").service_tier.expect("it was sent");
    assert_eq!(serde_json::to_value(tier).expect("JSON"), "express");

    // undeclared response field
    let (told, value) = completion_with("/mood", json!({"joy": 1}));
    assert_eq!(told, "kept");
    assert_eq!(
        value.expect("kept").extra.get("mood"),
        Some(&json!({"joy": 1}))
    );

    // required `id` missing
    let (told, value) = verdict::<Response>(&without(response(), "id"));
    assert_eq!(told, "kept");
    assert!(value.expect("kept").extra.is_missing("id"));

    // chat chunk with `finish_reason: null`
    let (told, value) = verdict::<CreateChatCompletionStreamResponse>(&chunk());
    assert_eq!(told, "ok");
    assert_eq!(value.expect("ok").choices[0].finish_reason, None);

    // `response.output_text.delta`
    let (told, value) = verdict::<ResponseStreamEvent>(&text_delta());
    assert_eq!(told, "ok");
    let Some(ResponseStreamEvent::ResponseOutputTextDelta(delta)) = value else {
        panic!("{value:?}");
    };
    assert_eq!((delta.delta.as_str(), delta.sequence_number), ("Par", 4));

    // unknown stream tag
    let (told, value) =
        verdict::<ResponseStreamEvent>(&with(text_delta(), "/type", json!("response.smell.delta")));
    assert_eq!(told, "kept");
    assert!(
        matches!(value, Some(ResponseStreamEvent::Unknown(unknown)) if unknown.reason().is_none())
    );

    // Realtime event, known
    let (told, value) = verdict::<RealtimeServerEvent>(&transcript_delta());
    assert_eq!(told, "ok");
    assert!(matches!(
        value,
        Some(RealtimeServerEvent::ResponseOutputAudioTranscriptDelta(delta)) if delta.delta == "Par"
    ));

    // Realtime event, unknown
    let (told, value) =
        verdict::<RealtimeServerEvent>(&with(transcript_delta(), "/type", json!("session.slept")));
    assert_eq!(told, "kept");
    assert!(matches!(value, Some(RealtimeServerEvent::Unknown(_))));
}
