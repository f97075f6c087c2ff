//! Servers that send data twice: in two properties of a chunk, again at the end of a stream, or under another ID.

use openai_typed::stream::{Accumulator, ChatAccumulator, ChatChange, ResponseAccumulator};
use openai_typed::types::{
    CreateChatCompletionResponse, CreateChatCompletionStreamResponse, Response, ResponseStatus,
    ResponseStreamEvent,
};
use openai_typed::unknown::decode;
use serde_json::{Value, json};

/// Returns a chunk with one choice.
fn chunk(choice: Value) -> Value {
    let mut choice = choice;
    choice["index"] = json!(0);
    json!({ "id": "c1", "object": "chat.completion.chunk", "created": 17, "model": "m", "choices": [choice] })
}

fn call(id: &str, name: &str, arguments: &str) -> Value {
    json!({ "index": 0, "id": id, "type": "function", "function": { "name": name, "arguments": arguments } })
}

fn calls(call: Value) -> Value {
    chunk(json!({ "delta": { "tool_calls": [call] } }))
}

/// Accumulates chunks, and returns the completion and the changes.
fn completion(chunks: &[Value]) -> (CreateChatCompletionResponse, Vec<ChatChange>) {
    let mut accumulator = ChatAccumulator::new();
    let mut changes = Vec::new();
    for chunk in chunks {
        let chunk: CreateChatCompletionStreamResponse =
            decode(chunk.to_string().as_bytes()).expect("a chunk");
        changes.extend(accumulator.push(&chunk));
    }
    (accumulator.into_snapshot(), changes)
}

fn message(completion: &CreateChatCompletionResponse) -> Value {
    serde_json::to_value(&completion.choices[0].message).expect("JSON")
}

#[test]
fn a_text_next_to_a_delta_is_appended_once() {
    for (first, second) in [
        // The text of the delta.
        (json!({ "text": "Hel" }), json!({ "text": "lo" })),
        (
            json!({ "message": { "content": "Hel" } }),
            json!({ "message": { "content": "lo" } }),
        ),
        // All text so far.
        (json!({ "text": "Hel" }), json!({ "text": "Hello" })),
        (
            json!({ "message": { "role": "assistant", "content": "Hel" } }),
            json!({ "message": { "role": "assistant", "content": "Hello" } }),
        ),
        (json!({ "message": "Hel" }), json!({ "message": "lo" })),
    ] {
        let chunks = [(first, "Hel"), (second.clone(), "lo")].map(|(mut choice, delta)| {
            choice["delta"] = json!({ "content": delta });
            chunk(choice)
        });
        let (completion, changes) = completion(&chunks);
        assert_eq!(completion.content(), Some("Hello"), "{second}");
        assert_eq!(changes.len(), 2, "{second}");
        assert_eq!(completion.extra.get("unplaced"), None, "{second}");
    }
}

#[test]
fn a_text_that_differs_from_the_delta_next_to_it_is_appended() {
    let choice = json!({ "delta": { "content": "Hel" }, "text": "lo" });
    assert_eq!(completion(&[chunk(choice)]).0.content(), Some("Hello"));
}

#[test]
fn a_message_at_the_end_that_repeats_everything_changes_nothing() {
    let arguments = r#"{"city":"Lima"}"#;
    let mut last = call("call_1", "weather", arguments);
    last.as_object_mut().expect("an object").remove("index");
    let repeated = json!({
        "role": "assistant", "content": "Let me see.", "reasoning_content": "Hm.",
        "sources": [{ "url": "https://a.example" }], "tool_calls": [last],
    });
    let chunks = [
        chunk(json!({ "delta": { "reasoning_content": "Hm." } })),
        chunk(json!({ "delta": { "content": "Let me see." } })),
        chunk(json!({ "delta": { "sources": [{ "url": "https://a.example" }] } })),
        calls(call("call_1", "weather", arguments)),
        chunk(json!({ "message": repeated, "finish_reason": "tool_calls" })),
    ];
    let (before, _) = completion(&chunks[..4]);
    let (after, changes) = completion(&chunks);
    assert_eq!(message(&after), message(&before));
    assert_eq!(
        message(&after)["tool_calls"][0]["function"]["arguments"],
        arguments
    );
    assert_eq!(after.choices[0].finish_reason.as_str(), "tool_calls");
    let deltas = |change: &&ChatChange| matches!(change, ChatChange::ToolCallDelta { .. });
    assert_eq!(changes.iter().filter(deltas).count(), 1);
}

#[test]
fn complete_arguments_are_appended_once() {
    let pieces = [
        calls(call("call_1", "weather", r#"{"city":"#)),
        calls(json!({ "index": 0, "function": { "arguments": r#""Lima"}"# } })),
    ];
    for (last, is_kept) in [
        (r#"{"city":"Lima"}"#, false),
        (r#" {"city":"Lima"} "#, false),
        (r#"{"city": "Lima"}"#, true),
    ] {
        let mut chunks = pieces.to_vec();
        chunks.push(calls(call("call_1", "weather", last)));
        let (completion, _) = completion(&chunks);
        let call = &message(&completion)["tool_calls"];
        assert_eq!(call.as_array().map(Vec::len), Some(1), "{call}");
        assert_eq!(call[0]["function"]["arguments"], r#"{"city":"Lima"}"#);
        let is_unplaced = completion.extra.get("unplaced").is_some();
        assert_eq!(is_unplaced, is_kept, "{last}");
    }
}

#[test]
fn an_empty_object_before_the_first_piece_is_replaced() {
    let chunks = [
        calls(call("call_1", "weather", "{}")),
        calls(json!({ "index": 0, "function": { "arguments": r#"{"city":"Lima"}"# } })),
    ];
    let (completion, _) = completion(&chunks);
    let call = &message(&completion)["tool_calls"][0];
    assert_eq!(call["function"]["arguments"], r#"{"city":"Lima"}"#);
    let unplaced = json!([{ "superseded": { "arguments": "{}" } }]);
    assert_eq!(completion.extra.get("unplaced"), Some(&unplaced));
}

#[test]
fn a_name_that_is_repeated_as_far_as_it_is_known_is_not_joined() {
    for names in [
        ["get_", "get_weather", "get_weather"],
        ["get_weather", "get_weather", ""],
        ["get_", "weather", ""],
    ] {
        let chunks = names.map(|name| calls(call("call_1", name, "")));
        let (completion, _) = completion(&chunks);
        let call = &message(&completion)["tool_calls"][0];
        assert_eq!(call["function"]["name"], "get_weather", "{names:?}");
    }
}

#[test]
fn lists_of_undeclared_log_probabilities_are_joined() {
    let chunks = [("a", -0.25), ("b", -0.5)].map(|(token, value)| {
        let logprobs = json!({ "tokens": [token], "token_logprobs": [value] });
        chunk(json!({ "delta": { "content": token }, "logprobs": logprobs }))
    });
    let (completion, _) = completion(&chunks);
    let logprobs = completion.choices[0].logprobs.as_ref().expect("values");
    assert_eq!(logprobs.extra.get("tokens"), Some(&json!(["a", "b"])));
    let values = Some(&json!([-0.25, -0.5]));
    assert_eq!(logprobs.extra.get("token_logprobs"), values);
}

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
