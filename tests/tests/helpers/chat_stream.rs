//! Accumulating the chunks of chat completions.

use openai_typed::ErrorKind;
use openai_typed::stream::Accumulator;
use openai_typed::stream::{ChatAccumulator, ChatChange};
use openai_typed::types::{
    ChatCompletionMessageToolCallsItem, ChatCompletionRequestUserMessage,
    CreateChatCompletionRequest,
};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};
use crate::{event_stream, push_all};

fn chunk(choices: Value) -> Value {
    json!({
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_760_000_000,
        "model": "gpt-5.4-mini",
        "choices": choices,
    })
}

fn delta(index: i64, delta: Value, finish_reason: Option<&str>) -> Value {
    chunk(json!([{ "index": index, "delta": delta, "finish_reason": finish_reason }]))
}

fn call(index: i64, mut call: Value) -> Value {
    call["index"] = json!(index);
    delta(0, json!({ "tool_calls": [call] }), None)
}

fn arguments(index: i64, text: &str) -> Value {
    call(index, json!({ "function": { "arguments": text } }))
}

fn start(index: i64, id: &str, name: &str) -> Value {
    let function = json!({ "name": name, "arguments": "" });
    call(
        index,
        json!({ "id": id, "type": "function", "function": function }),
    )
}

#[test]
fn accumulated_choices_equal_those_of_a_response_without_streaming() {
    let mut accumulator = ChatAccumulator::new();
    let mut usage = chunk(json!([]));
    usage["usage"] = json!({ "prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8 });
    usage["service_tier"] = json!("default");
    let changes = push_all(
        &mut accumulator,
        &[
            delta(1, json!({ "role": "assistant", "content": "" }), None),
            delta(0, json!({ "role": "assistant", "content": "Pa" }), None),
            delta(1, json!({ "content": "Rome" }), None),
            delta(0, json!({ "content": "ris" }), None),
            delta(0, json!({}), Some("stop")),
            delta(1, json!({}), Some("length")),
            usage,
        ],
    );
    let content = |choice, delta: &str| ChatChange::Content {
        choice,
        delta: delta.to_owned(),
    };
    assert_eq!(
        changes,
        [
            content(0, "Pa"),
            content(1, "Rome"),
            content(0, "ris"),
            ChatChange::ContentDone { choice: 0 },
            ChatChange::Finished { choice: 0 },
            ChatChange::ContentDone { choice: 1 },
            ChatChange::Finished { choice: 1 },
            ChatChange::Usage,
        ]
    );
    assert!(accumulator.is_complete());
    let message = |text: &str| json!({ "role": "assistant", "content": text, "refusal": null });
    let choice = |index: i64, text: &str, reason: &str| {
        json!({
            "index": index,
            "message": message(text),
            "finish_reason": reason,
            "logprobs": null,
        })
    };
    assert_eq!(
        serde_json::to_value(accumulator.snapshot()).expect("JSON"),
        json!({
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_760_000_000,
            "model": "gpt-5.4-mini",
            "choices": [choice(0, "Paris", "stop"), choice(1, "Rome", "length")],
            "usage": { "prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8 },
            "service_tier": "default",
        })
    );
    assert_eq!(accumulator.snapshot().content(), Some("Paris"));
}

#[test]
fn chunks_of_several_tool_calls_can_be_interleaved() {
    let mut accumulator = ChatAccumulator::new();
    let mut changes = push_all(
        &mut accumulator,
        &[
            start(0, "call_a", "weather"),
            arguments(0, r#"{"city":"#),
            start(1, "call_b", "time"),
            arguments(1, r#"{"zone": "CE"#),
            arguments(0, r#" "Paris"}"#),
            start(2, "call_c", "news"),
        ],
    );
    // The arguments of the first call are complete JSON when the third one starts. Those of the second are not.
    let done: Vec<_> = changes
        .drain(..)
        .filter(|change| matches!(change, ChatChange::ToolCallDone { .. }))
        .collect();
    assert_eq!(done, [ChatChange::ToolCallDone { choice: 0, call: 0 }]);
    let calls = accumulator.snapshot().choices[0].message.tool_calls.clone();
    let calls = calls.expect("tool calls");
    let ChatCompletionMessageToolCallsItem::Function(second) = &calls[1] else {
        panic!("{calls:?}");
    };
    assert_eq!(second.id, "call_b");
    let partial = second.function.partial_arguments();
    assert_eq!(partial, Some(json!({ "zone": "CE" })));

    let changes = push_all(
        &mut accumulator,
        &[
            arguments(1, r#"T"}"#),
            delta(0, json!({}), Some("tool_calls")),
        ],
    );
    assert_eq!(
        changes,
        [
            ChatChange::ToolCallDelta {
                choice: 0,
                call: 1,
                delta: r#"T"}"#.to_owned(),
            },
            ChatChange::ToolCallDone { choice: 0, call: 1 },
            ChatChange::ToolCallDone { choice: 0, call: 2 },
            ChatChange::Finished { choice: 0 },
        ]
    );
    let json = serde_json::to_value(accumulator.into_snapshot()).expect("JSON");
    assert_eq!(
        json["choices"][0]["message"]["tool_calls"][1],
        json!({
            "id": "call_b",
            "type": "function",
            "function": { "name": "time", "arguments": r#"{"zone": "CET"}"# },
        })
    );
}

#[test]
fn custom_tools_refusals_logprobs_and_deprecated_function_calls_are_accumulated() {
    let mut accumulator = ChatAccumulator::new();
    let token =
        |text: &str| json!({ "token": text, "logprob": -0.5, "bytes": null, "top_logprobs": [] });
    let mut scored = delta(0, json!({ "refusal": "No" }), None);
    scored["choices"][0]["logprobs"] = json!({ "content": null, "refusal": [token("No")] });
    let custom =
        json!({ "id": "call_x", "type": "custom", "custom": { "name": "sql", "input": "SEL" } });
    push_all(
        &mut accumulator,
        &[
            scored,
            delta(0, json!({ "refusal": "." }), None),
            delta(
                0,
                json!({ "function_call": { "name": "f", "arguments": "{" } }),
                None,
            ),
            delta(0, json!({ "function_call": { "arguments": "}" } }), None),
            call(0, custom),
            call(0, json!({ "custom": { "input": "ECT 1" } })),
        ],
    );
    let json = serde_json::to_value(accumulator.snapshot()).expect("JSON");
    let message = &json["choices"][0]["message"];
    assert_eq!(message["refusal"], "No.");
    assert_eq!(
        message["function_call"],
        json!({ "name": "f", "arguments": "{}" })
    );
    assert_eq!(
        message["tool_calls"][0]["custom"],
        json!({ "name": "sql", "input": "SELECT 1" })
    );
    assert_eq!(
        json["choices"][0]["logprobs"]["refusal"],
        json!([token("No")])
    );
    assert!(!accumulator.is_complete());
}

#[test]
fn undeclared_properties_are_kept() {
    let mut accumulator = ChatAccumulator::new();
    let first = json!({
        "id": "",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "",
        "choices": [],
        "prompt_filter_results": [{ "prompt_index": 0 }],
    });
    push_all(
        &mut accumulator,
        &[
            first,
            delta(0, json!({ "reasoning_content": "Let me " }), None),
            delta(0, json!({ "reasoning_content": "think." }), None),
        ],
    );
    let completion = accumulator.snapshot();
    assert_eq!(completion.id, "chatcmpl-1");
    assert_eq!(
        completion.extra.get("prompt_filter_results"),
        Some(&json!([{ "prompt_index": 0 }]))
    );
    assert_eq!(
        completion.choices[0].message.extra.get("reasoning_content"),
        Some(&json!("Let me think."))
    );
}

fn question() -> CreateChatCompletionRequest {
    let message = ChatCompletionRequestUserMessage::new("The capital of France?");
    CreateChatCompletionRequest::new("gpt-5.4-mini", [message])
}

#[tokio::test]
async fn a_stream_is_collected() {
    let events = [
        delta(0, json!({ "content": "Paris" }), None),
        delta(0, json!({}), Some("stop")),
    ];
    let body = event_stream(&events) + "data: [DONE]\n\n";
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server.client().chat().completions().create(question());
    let stream = call.stream().await.expect("a stream");
    let completion = stream.collect_completion().await.expect("a completion");
    assert_eq!(completion.content(), Some("Paris"));
}

#[tokio::test]
async fn a_stream_that_ends_early_is_an_error_with_the_partial_completion() {
    let body = event_stream(&[delta(0, json!({ "content": "Par" }), None)]);
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server.client().chat().completions().create(question());
    let stream = call.stream().await.expect("a stream");
    let interrupted = stream.collect_completion().await.expect_err("ended early");
    assert_eq!(interrupted.error().kind(), ErrorKind::Stream);
    assert!(interrupted.error().is_retryable());
    assert_eq!(interrupted.partial().content(), Some("Par"));
}

#[tokio::test]
async fn changes_are_items_of_a_stream_with_a_snapshot() {
    let events = [
        delta(0, json!({ "content": "Par" }), None),
        delta(0, json!({ "content": "is" }), Some("stop")),
    ];
    let body = event_stream(&events);
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server.client().chat().completions().create(question());
    let mut changes = call.stream().await.expect("a stream").accumulate();
    let first = changes.next().await.expect("a change").expect("no error");
    assert!(matches!(first, ChatChange::Content { .. }));
    assert_eq!(changes.snapshot().content(), Some("Par"));
    while let Some(change) = changes.next().await {
        change.expect("no error");
    }
    assert_eq!(changes.snapshot().content(), Some("Paris"));
}
