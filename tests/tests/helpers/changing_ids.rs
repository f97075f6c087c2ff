//! Responses whose events have changing IDs, other names or stale statuses.

use openai_typed::stream::{Accumulator, ResponseAccumulator};
use openai_typed::types::{Response, ResponseStatus, ResponseStreamEvent};
use openai_typed::unknown::decode;
use serde_json::{Value, json};

fn response(events: &[Value]) -> Response {
    let mut accumulator = ResponseAccumulator::new();
    for event in events {
        let event: ResponseStreamEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    assert!(accumulator.is_complete());
    accumulator.into_snapshot()
}

/// Returns an event about the item with an index.
fn event(event_type: &str, output_index: u8, mut properties: Value) -> Value {
    properties["type"] = json!(format!("response.{event_type}"));
    properties["output_index"] = json!(output_index);
    properties
}

fn text_message(id: &str, text: &str) -> Value {
    let content = json!([{ "type": "output_text", "text": text, "annotations": [] }]);
    json!({ "id": id, "type": "message", "role": "assistant", "status": "completed", "content": content })
}

fn completed(output: Value) -> Value {
    json!({ "type": "response.completed", "response": { "id": "r1", "status": "completed", "output": output } })
}

#[test]
fn an_item_whose_events_have_changing_ids_is_one_item() {
    let added = |id: &str| json!({ "item": { "id": id, "type": "message", "role": "assistant", "content": [] } });
    let delta = |id: &str, text: &str| json!({ "item_id": id, "content_index": 0, "delta": text });
    for ids in [
        // A new ID in each event.
        ["a", "b", "c", "d", "e"],
        // Deltas have an ID of their own.
        ["a", "b", "b", "b", "a"],
        // Only the last event has another ID.
        ["a", "a", "a", "a", "b"],
    ] {
        let [first, second, third, fourth, last] = ids;
        let done = json!({ "item_id": fourth, "content_index": 0, "text": "Hello" });
        let events = [
            event("output_item.added", 0, added(first)),
            event("output_text.delta", 0, delta(second, "Hel")),
            event("output_text.delta", 0, delta(third, "lo")),
            event("output_text.done", 0, done),
            event(
                "output_item.done",
                0,
                json!({ "item": text_message(last, "Hello") }),
            ),
        ];
        let response = response(&[&events[..], &[completed(json!([]))]].concat());
        assert_eq!(response.output.len(), 1, "{ids:?}");
        assert_eq!(response.message_text(), "Hello", "{ids:?}");
        assert_eq!(response.extra.get("unplaced"), None, "{ids:?}");
    }
}

#[test]
fn items_with_one_index_and_events_of_their_own_stay_separate() {
    let added = |id: &str| json!({ "item": { "id": id, "type": "message", "role": "assistant", "content": [] } });
    let delta = |id: &str, text: &str| json!({ "item_id": id, "content_index": 0, "delta": text });
    let response = response(&[
        event("output_item.added", 0, added("a")),
        event("output_item.added", 0, added("b")),
        event("output_text.delta", 0, delta("a", "One")),
        event("output_text.delta", 0, delta("b", "Two")),
        event("output_text.delta", 0, delta("c", "Three")),
        completed(json!([])),
    ]);
    let output = serde_json::to_value(&response.output).expect("JSON");
    let texts = ["/0", "/1", "/2"].map(|item| output.pointer(&format!("{item}/content/0/text")));
    let expected = [json!("One"), json!("Two"), json!("Three")];
    assert_eq!(texts, expected.each_ref().map(Some));
}

#[test]
fn text_that_the_complete_response_has_under_another_id_is_not_reported() {
    let done = |text: &str| {
        event(
            "output_item.done",
            0,
            json!({ "item": text_message("a", text) }),
        )
    };
    let output = json!([text_message("z", "Hello")]);
    let same = response(&[done("Hello"), completed(output.clone())]);
    assert_eq!(same.message_text(), "Hello");
    assert_eq!(same.extra.get("unplaced"), None);
    let other = response(&[done("Draft"), completed(output)]);
    assert_eq!(other.message_text(), "Hello");
    let unplaced = other.extra.get("unplaced").expect("the draft").to_string();
    assert!(unplaced.contains("Draft"), "{unplaced}");
}

#[test]
fn a_response_ends_with_its_final_status_whatever_the_name_of_the_event() {
    for (event_type, status, expected) in [
        ("response.done", "completed", ResponseStatus::Completed),
        ("response.cancelled", "cancelled", ResponseStatus::Cancelled),
        (
            "response.completed",
            "in_progress",
            ResponseStatus::Completed,
        ),
        ("response.completed", "", ResponseStatus::Completed),
        ("response.failed", "queued", ResponseStatus::Failed),
    ] {
        let last = json!({ "id": "r1", "status": status, "output": [text_message("a", "Hi")] });
        let response = response(&[json!({ "type": event_type, "response": last })]);
        assert_eq!(response.status, Some(expected), "{event_type}: {status}");
        assert_eq!(response.message_text(), "Hi", "{event_type}");
        assert_eq!(response.extra.get("unplaced"), None, "{event_type}");
    }
}

#[test]
fn the_progress_of_listing_tools_is_not_unplaced_data() {
    let item = json!({ "id": "l", "type": "mcp_list_tools", "server_label": "s", "tools": [] });
    let progress = |name: &str| {
        let event_type = format!("mcp_list_tools.{name}");
        event(
            &event_type,
            0,
            json!({ "item_id": "l", "sequence_number": 3 }),
        )
    };
    let response = response(&[
        event("output_item.added", 0, json!({ "item": item })),
        progress("in_progress"),
        progress("completed"),
        completed(json!([])),
    ]);
    assert_eq!(response.output.len(), 1);
    assert_eq!(response.extra.get("unplaced"), None);
}
