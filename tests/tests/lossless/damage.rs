//! Damage stays small: what does not fit costs its own place, and the reason is told.

use openai_typed::runtime::codec::{Unknown, decode};
use openai_typed::types::{
    CreateChatCompletionResponse, OutputItem, Response, ResponseStreamEvent, ResponseUsage,
};
use serde_json::json;

use crate::check::{findings, kept};
use crate::payloads::{completion, message, response, text_delta, with, without};

#[test]
fn an_item_becomes_the_unknown_case_and_the_others_are_read() {
    let mut broken = message("msg_2");
    broken["content"] = json!("not a list");
    let response: Response = kept(&with(response(), "/output/0", broken.clone()));
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
    assert_eq!(findings(&response), ["UnknownCase /output/0"]);
}

#[test]
fn a_part_of_an_item_costs_the_part_only() {
    let broken = json!({"type": "output_text", "text": 5, "annotations": []});
    let response: Response = kept(&with(response(), "/output/0/content/0", broken));
    let OutputItem::Message(message) = &response.output[0] else {
        panic!("{response:?}");
    };
    assert_eq!((message.id.as_str(), message.content.len()), ("msg_1", 1));
    assert_eq!(findings(&response), ["UnknownCase /output/0/content/0"]);
}

#[test]
fn a_field_is_blank_and_its_json_kept() {
    let mut response: Response = kept(&with(response(), "/created_at", json!("yesterday")));
    assert_eq!(findings(&response), ["Misfit /created_at"]);
    let (name, reason) = response.extra.reasons().next().expect("one");
    assert_eq!(name, "created_at");
    assert!(reason.contains("yesterday"), "{reason}");
    // Once it is set, it is what is sent.
    response.created_at = 7.into();
    assert_eq!(
        serde_json::to_value(&response).expect("JSON")["created_at"],
        json!(7.0)
    );
}

#[test]
fn a_list_item_that_is_no_object() {
    let json = with(completion(), "/choices/1", json!("none"));
    let value: CreateChatCompletionResponse = kept(&json);
    assert_eq!(value.choices.len(), 2);
    assert_eq!(
        value.choices[1].extra.whole().map(Unknown::json),
        Some(&json!("none"))
    );
    assert_eq!(findings(&value), ["Misfit /choices/1"]);
}

#[test]
fn what_is_missing_or_null_though_required() {
    for name in [
        "id",
        "output",
        "model",
        "tools",
        "created_at",
        "object",
        "parallel_tool_calls",
    ] {
        let value: Response = kept(&without(response(), name));
        assert_eq!(findings(&value), ["Missing "], "{name}");
        assert!(value.extra.is_missing(name));
        let value: Response = kept(&with(response(), &format!("/{name}"), json!(null)));
        assert!(!value.extra.is_missing(name));
    }
    let value: Response = kept(&json!({}));
    assert!(value.output.is_empty());
    let event: ResponseStreamEvent = kept(&json!({"type": "response.output_text.delta"}));
    assert!(
        matches!(event, ResponseStreamEvent::ResponseOutputTextDelta(delta) if delta.delta.is_empty())
    );
}

#[test]
fn an_event_of_which_a_field_does_not_fit() {
    let json = with(text_delta(), "/sequence_number", json!("four"));
    let event: ResponseStreamEvent = kept(&json);
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
fn the_whole_fails_only_where_nothing_can_be_kept() {
    let error = decode::<Response>(b"{\"id\":").expect_err("no JSON");
    assert_eq!((error.path(), error.body()), ("", &b"{\"id\":"[..]));
    for body in ["[]", "5", "\"text\"", "null"] {
        let error = decode::<Response>(body.as_bytes()).expect_err("no object");
        assert_eq!((error.path(), error.body()), ("", body.as_bytes()));
        assert!(error.reason().contains("Response"), "{error}");
    }
    let error = decode::<Vec<i64>>(b"[1,[]]").expect_err("no number");
    assert_eq!(error.path(), "/1");
    assert!(decode::<ResponseUsage>(b"{}").is_ok());
}
