//! Servers that send data of a chat completion twice: in two properties of a chunk, or again at the end of a stream.

use openai_typed::stream::{Accumulator, ChatAccumulator, ChatChange};
use openai_typed::types::{CreateChatCompletionResponse, CreateChatCompletionStreamResponse};
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
