//! An invalid value affects only its own location, and the reason is kept.

use openai_typed::types::{
    CreateChatCompletionResponse, OutputItem, Response, ResponseStreamEvent, ResponseUsage,
};
use openai_typed::unknown::{Unknown, decode};
use serde_json::json;

use crate::check::{round_trip, unmodeled};
use crate::payloads::{completion, message, response, text_delta, with, without};

#[test]
fn an_invalid_item_becomes_unknown_and_the_others_are_decoded() {
    let mut broken = message("msg_2");
    broken["content"] = json!("not a list");
    let response: Response = round_trip(&with(response(), "/output/0", broken.clone()));
    let [OutputItem::Unknown(unknown), OutputItem::FunctionCall(call)] = &response.output[..]
    else {
        panic!("{response:?}");
    };
    assert_eq!(unknown.json(), &broken);
    assert!(
        unknown
            .reason()
            .is_some_and(|reason| reason.starts_with("/content: "))
    );
    assert_eq!(call.name, "weather");
    assert_eq!(unmodeled(&response), ["UnknownVariant /output/0"]);
}

#[test]
fn an_invalid_content_part_becomes_unknown_and_its_item_is_decoded() {
    let broken = json!({"type": "output_text", "text": 5, "annotations": []});
    let response: Response = round_trip(&with(response(), "/output/0/content/0", broken));
    let OutputItem::Message(message) = &response.output[0] else {
        panic!("{response:?}");
    };
    assert_eq!((message.id.as_str(), message.content.len()), ("msg_1", 1));
    assert_eq!(unmodeled(&response), ["UnknownVariant /output/0/content/0"]);
}

#[test]
fn an_invalid_field_is_empty_and_keeps_its_json() {
    let mut response: Response = round_trip(&with(response(), "/created_at", json!("yesterday")));
    assert_eq!(unmodeled(&response), ["Mismatch /created_at"]);
    let (name, reason) = response.extra.reasons().next().expect("one mismatch");
    assert_eq!(name, "created_at");
    assert!(reason.contains("yesterday"), "{reason}");
    // A value set later replaces the kept JSON.
    response.created_at = 7.into();
    assert_eq!(
        serde_json::to_value(&response).expect("JSON")["created_at"],
        json!(7.0)
    );
}

#[test]
fn a_list_item_that_is_not_an_object_is_kept() {
    let json = with(completion(), "/choices/1", json!("none"));
    let value: CreateChatCompletionResponse = round_trip(&json);
    assert_eq!(value.choices.len(), 2);
    assert_eq!(
        value.choices[1].extra.raw().map(Unknown::json),
        Some(&json!("none"))
    );
    assert_eq!(unmodeled(&value), ["Mismatch /choices/1"]);
}

#[test]
fn a_required_property_may_be_missing_or_null() {
    for name in [
        "id",
        "output",
        "model",
        "tools",
        "created_at",
        "object",
        "parallel_tool_calls",
    ] {
        let value: Response = round_trip(&without(response(), name));
        assert_eq!(unmodeled(&value), ["Missing "], "{name}");
        assert!(value.extra.is_missing(name));
        let value: Response = round_trip(&with(response(), &format!("/{name}"), json!(null)));
        assert!(!value.extra.is_missing(name));
    }
    let value: Response = round_trip(&json!({}));
    assert!(value.output.is_empty());
    let event: ResponseStreamEvent = round_trip(&json!({"type": "response.output_text.delta"}));
    assert!(
        matches!(event, ResponseStreamEvent::ResponseOutputTextDelta(delta) if delta.delta.is_empty())
    );
}

#[test]
fn an_event_with_an_invalid_field_becomes_unknown() {
    let json = with(text_delta(), "/sequence_number", json!("four"));
    let event: ResponseStreamEvent = round_trip(&json);
    let ResponseStreamEvent::Unknown(unknown) = event else {
        panic!("{event:?}");
    };
    assert_eq!(unknown.json(), &json);
    assert!(
        unknown
            .reason()
            .is_some_and(|reason| reason.starts_with("/sequence_number: "))
    );
}

#[test]
fn decoding_fails_only_if_nothing_can_be_kept() {
    let error = decode::<Response>(b"{\"id\":").expect_err("invalid JSON");
    assert_eq!((error.path(), error.body()), ("", &b"{\"id\":"[..]));
    for body in ["[]", "5", "\"text\"", "null"] {
        let error = decode::<Response>(body.as_bytes()).expect_err("not an object");
        assert_eq!((error.path(), error.body()), ("", body.as_bytes()));
        assert!(error.reason().contains("Response"), "{error}");
    }
    let error = decode::<Vec<i64>>(b"[1,[]]").expect_err("not a number");
    assert_eq!(error.path(), "/1");
    assert!(decode::<ResponseUsage>(b"{}").is_ok());
}
