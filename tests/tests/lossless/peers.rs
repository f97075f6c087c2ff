//! Nine payloads that at least one other library rejects or silently changes.
//!
//! Here, each payload is "ok" (modeled completely) or "kept" (decoded with its unknown data, and encoded to the same
//! JSON).

use oasmith_tests::json::by_value;
use std::fmt::Debug;

use openai_typed::types::{
    CreateChatCompletionResponse, CreateChatCompletionStreamResponse, RealtimeServerEvent,
    Response, ResponseStreamEvent,
};
use openai_typed::unknown::{decode, encode, find_unmodeled};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::payloads::{chunk, completion, response, text_delta, transcript_delta, with, without};

/// Decodes a payload and encodes it again. Returns the verdict and the value.
fn verdict<T: DeserializeOwned + Serialize + Debug>(json: &Value) -> (&'static str, Option<T>) {
    let Ok(value) = decode::<T>(json.to_string().as_bytes()) else {
        return ("error", None);
    };
    let bytes = encode(&value).expect("JSON");
    let again: Value = serde_json::from_slice(&bytes).expect("JSON");
    let verdict = match (
        by_value(&again) == by_value(json),
        find_unmodeled(&value).is_empty(),
    ) {
        (false, _) => "dropped",
        (true, true) => "ok",
        (true, false) => "kept",
    };
    (verdict, Some(value))
}

#[test]
fn payloads_that_other_libraries_lose_are_kept() {
    let completion_with = |pointer: &str, value| {
        verdict::<CreateChatCompletionResponse>(&with(completion(), pointer, value))
    };

    // unknown `finish_reason`
    let (outcome, value) = completion_with("/choices/0/finish_reason", json!("exhausted"));
    assert_eq!(outcome, "kept");
    assert_eq!(
        value.expect("kept").choices[0].finish_reason.as_str(),
        "exhausted"
    );

    // unknown `service_tier`
    let (outcome, value) = completion_with("/service_tier", json!("express"));
    assert_eq!(outcome, "kept");
    let tier = value.expect("kept").service_tier.expect("a service tier");
    assert_eq!(serde_json::to_value(tier).expect("JSON"), "express");

    // undeclared response field
    let (outcome, value) = completion_with("/mood", json!({"joy": 1}));
    assert_eq!(outcome, "kept");
    assert_eq!(
        value.expect("kept").extra.get("mood"),
        Some(&json!({"joy": 1}))
    );

    // required `id` missing
    let (outcome, value) = verdict::<Response>(&without(response(), "id"));
    assert_eq!(outcome, "kept");
    assert!(value.expect("kept").extra.is_missing("id"));

    // chat chunk with `finish_reason: null`
    let (outcome, value) = verdict::<CreateChatCompletionStreamResponse>(&chunk());
    assert_eq!(outcome, "ok");
    assert_eq!(value.expect("ok").choices[0].finish_reason, None);

    // `response.output_text.delta`
    let (outcome, value) = verdict::<ResponseStreamEvent>(&text_delta());
    assert_eq!(outcome, "ok");
    let Some(ResponseStreamEvent::ResponseOutputTextDelta(delta)) = value else {
        panic!("{value:?}");
    };
    assert_eq!((delta.delta.as_str(), delta.sequence_number), ("Par", 4));

    // unknown stream tag
    let (outcome, value) =
        verdict::<ResponseStreamEvent>(&with(text_delta(), "/type", json!("response.smell.delta")));
    assert_eq!(outcome, "kept");
    assert!(
        matches!(value, Some(ResponseStreamEvent::Unknown(unknown)) if unknown.reason().is_none())
    );

    // Realtime event, known
    let (outcome, value) = verdict::<RealtimeServerEvent>(&transcript_delta());
    assert_eq!(outcome, "ok");
    assert!(matches!(
        value,
        Some(RealtimeServerEvent::ResponseOutputAudioTranscriptDelta(delta)) if delta.delta == "Par"
    ));

    // Realtime event, unknown
    let (outcome, value) =
        verdict::<RealtimeServerEvent>(&with(transcript_delta(), "/type", json!("session.slept")));
    assert_eq!(outcome, "kept");
    assert!(matches!(value, Some(RealtimeServerEvent::Unknown(_))));
}
