//! Tool calls in other forms than the document declares: without a `function` object, with other names, numbered, or in the
//! deprecated form.

use std::sync::{Arc, Mutex};

use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::{
    ChatCompletionMessageToolCallsItem as CallItem, ChatCompletionRequestUserMessage,
    CreateChatCompletionRequest, CreateChatCompletionResponse,
};
use openai_typed::{Client, Error};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

/// Forms of a call of `f` with the arguments `{"x":1}`. The ID is `a`, if there is one.
fn forms() -> Vec<Value> {
    let arguments = r#"{"x":1}"#;
    let object = json!({ "x": 1 });
    vec![
        json!({ "id": "a", "type": "function", "name": "f", "arguments": arguments }),
        json!({ "id": "a", "type": "function", "name": "f", "arguments": object }),
        json!({ "id": "a", "name": "f", "arguments": arguments }),
        json!({ "name": "f", "arguments": object }),
        json!({ "id": "a", "type": "function", "function": null, "name": "f", "arguments": object }),
        json!({ "id": "a", "type": "function", "name": "f", "parameters": object }),
        json!({ "id": "a", "type": "tool_use", "name": "f", "input": object }),
        json!({ "id": "a", "type": "function_call", "name": "f", "arguments": arguments }),
        json!({ "call_id": "a", "type": "function", "name": "f", "arguments": arguments }),
        json!({ "function": { "name": "f", "arguments": object } }),
        json!({ "id": "a", "type": "function", "function": { "name": "f", "parameters": object } }),
        json!({
            "id": "a", "type": "function",
            "function": { "name": "f", "arguments": "", "parameters": object },
        }),
    ]
}

fn completion(message: Value, reason: &str) -> Value {
    let choice = json!({ "index": 0, "finish_reason": reason, "message": message });
    json!({
        "id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice],
    })
}

fn calling(calls: Value) -> Value {
    let message = json!({ "role": "assistant", "content": null, "tool_calls": calls });
    completion(message, "tool_calls")
}

fn answer() -> MockResponse {
    let message = json!({ "role": "assistant", "content": "done" });
    MockResponse::json(completion(message, "stop"))
}

fn events(deltas: &[Value], reason: &str) -> MockResponse {
    let chunk = |delta: &Value, reason: Value| {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": reason });
        let chunk = json!({
            "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
            "choices": [choice],
        });
        format!("data: {chunk}\n\n")
    };
    let mut body: String = deltas
        .iter()
        .map(|delta| chunk(delta, Value::Null))
        .collect();
    body += &chunk(&json!({}), json!(reason));
    body += "data: [DONE]\n\n";
    MockResponse::events([body.as_str()])
}

fn question() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("m", [ChatCompletionRequestUserMessage::new("Hi")])
}

/// Runs the tool `f` and returns the arguments of its calls, and the messages of the second request.
async fn run(first: MockResponse, streamed: bool) -> (Vec<Value>, Vec<Value>) {
    let last = match streamed {
        true => events(&[json!({ "content": "done" })], "stop"),
        false => answer(),
    };
    let server = Server::with_responses([first, last]).await;
    let called: Arc<Mutex<Vec<Value>>> = Arc::default();
    let recorded = called.clone();
    let definition = ToolDefinition::new("f", "A tool.", json!({ "type": "object" }));
    let tools = Toolbox::new().tool(definition, move |arguments: Value| {
        recorded.lock().expect("not poisoned").push(arguments);
        async { Ok::<_, Error>("output") }
    });
    let client: Client = server.client();
    let run = client
        .chat()
        .completions()
        .create(question())
        .run_tools(&tools);
    if streamed {
        let mut steps = run.stream().expect("a run");
        while let Some(step) = steps.next().await {
            step.expect("a step");
        }
    } else {
        let finished = run.await.expect("a run");
        assert_eq!(finished.response.content(), Some("done"));
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 2, "the run continues after the call");
    let body: Value = serde_json::from_slice(&requests[1].body).expect("JSON");
    let messages = body["messages"].as_array().expect("messages").clone();
    let called = called.lock().expect("not poisoned").clone();
    (called, messages)
}

async fn collected(deltas: &[Value]) -> CreateChatCompletionResponse {
    let server = Server::with_responses([events(deltas, "tool_calls")]).await;
    let call = server.client().chat().completions().create(question());
    let stream = call.stream().await.expect("a stream");
    stream.collect_completion().await.expect("a completion")
}

/// Returns the ID, the name and the arguments of each call.
fn calls(completion: &CreateChatCompletionResponse) -> Vec<(String, String, String)> {
    let calls = completion.choices[0].message.tool_calls.iter().flatten();
    let function = |call: &CallItem| match call {
        CallItem::Function(call) => {
            let function = call.function.clone();
            (call.id.clone(), function.name, function.arguments)
        }
        other => panic!("a function call: {other:?}"),
    };
    calls.map(function).collect()
}

#[tokio::test]
async fn a_call_in_any_form_is_executed_and_sent_back_unchanged() {
    for call in forms() {
        let response = MockResponse::json(calling(json!([call])));
        let (called, messages) = run(response, false).await;
        assert_eq!(called, [json!({ "x": 1 })], "{call}");
        let sent = messages[1]["tool_calls"].clone();
        assert_eq!(sent, json!([call]));
        let has_id = call.get("id").or(call.get("call_id")).is_some();
        let expected = if has_id { "a" } else { "" };
        assert_eq!(messages[2]["tool_call_id"], expected, "{call}");
        assert_eq!(messages[2]["content"], "output", "{call}");
    }
}

#[tokio::test]
async fn a_streamed_call_in_any_form_is_executed() {
    for call in forms() {
        let (called, messages) = run(
            events(&[json!({ "tool_calls": [call] })], "tool_calls"),
            true,
        )
        .await;
        assert_eq!(called, [json!({ "x": 1 })], "{call}");
        assert_eq!(messages[2]["content"], "output", "{call}");
        let completion = collected(&[json!({ "tool_calls": [call] })]).await;
        let id = call.get("id").and_then(Value::as_str).unwrap_or_default();
        let expected = (id.to_owned(), "f".to_owned(), r#"{"x":1}"#.to_owned());
        assert_eq!(calls(&completion), [expected], "{call}");
    }
}

#[tokio::test]
async fn pieces_of_calls_without_a_function_object_are_joined() {
    let deltas = [
        json!({ "tool_calls": [{ "index": 0, "id": "a", "type": "function", "name": "f", "arguments": "" }] }),
        json!({ "tool_calls": [{ "index": 0, "arguments": "{\"x\"" }] }),
        json!({ "tool_calls": [{ "index": 1, "id": "b", "name": "g", "arguments": "{\"y\"" }] }),
        json!({ "tool_calls": [{ "index": 0, "arguments": ":1}" }, { "index": 1, "arguments": ":2}" }] }),
    ];
    let expected = [("a", "f", r#"{"x":1}"#), ("b", "g", r#"{"y":2}"#)];
    let expected =
        expected.map(|(id, name, json)| (id.to_owned(), name.to_owned(), json.to_owned()));
    assert_eq!(calls(&collected(&deltas).await), expected);
}

#[tokio::test]
async fn complete_calls_without_ids_and_indexes_are_different_calls() {
    let deltas = [
        json!({ "tool_calls": [{ "name": "f", "arguments": { "x": 1 } }] }),
        json!({ "tool_calls": [{ "name": "g", "arguments": { "y": 2 } }] }),
    ];
    let found = calls(&collected(&deltas).await);
    let names: Vec<_> = found.iter().map(|(_, name, _)| name.as_str()).collect();
    assert_eq!(names, ["f", "g"]);
}

#[tokio::test]
async fn a_server_may_assign_an_id_to_each_piece() {
    let piece = |id: &str, function: Value| json!({ "tool_calls": [{ "index": 0, "id": id, "function": function }] });
    let deltas = [
        piece("a", json!({ "name": "f", "arguments": "" })),
        piece("b", json!({ "arguments": "{\"x\"" })),
        piece("c", json!({ "name": null, "arguments": ":1}" })),
        piece("d", json!({ "name": "g", "arguments": "{}" })),
    ];
    let found = calls(&collected(&deltas).await);
    let expected = [("a", "f", r#"{"x":1}"#), ("d", "g", "{}")];
    let expected =
        expected.map(|(id, name, json)| (id.to_owned(), name.to_owned(), json.to_owned()));
    assert_eq!(found, expected);
}

#[tokio::test]
async fn an_item_that_is_null_does_not_hide_the_calls_next_to_it() {
    let call = json!({ "id": "a", "type": "function", "function": { "name": "f", "arguments": "{\"x\":1}" } });
    let calls = json!([null, call]);
    let (called, _) = run(MockResponse::json(calling(calls.clone())), false).await;
    assert_eq!(called, [json!({ "x": 1 })]);
    let (called, _) = run(
        events(&[json!({ "tool_calls": calls })], "tool_calls"),
        true,
    )
    .await;
    assert_eq!(called, [json!({ "x": 1 })]);
}

#[tokio::test]
async fn a_call_in_the_deprecated_form_is_executed() {
    for arguments in [json!("{\"x\":1}"), json!({ "x": 1 })] {
        let call = json!({ "name": "f", "arguments": arguments });
        let message = json!({ "role": "assistant", "content": null, "function_call": call });
        let response = MockResponse::json(completion(message, "function_call"));
        let (called, messages) = run(response, false).await;
        assert_eq!(called, [json!({ "x": 1 })]);
        assert_eq!(messages[1]["function_call"], call);
        let output = json!({ "role": "function", "name": "f", "content": "output" });
        assert_eq!(messages[2], output);

        let deltas = [json!({ "function_call": call })];
        let (called, messages) = run(events(&deltas, "function_call"), true).await;
        assert_eq!(called, [json!({ "x": 1 })]);
        assert_eq!(messages[2], output);
    }
}

#[tokio::test]
async fn refusals_may_be_lists_of_parts_and_an_empty_usage_does_not_replace_another_one() {
    let usage = json!({ "prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3 });
    for refusal in [
        json!({ "refusal": [{ "type": "refusal", "refusal": "No" }] }),
        json!({ "refusal": { "refusal": "No" } }),
        json!({ "content": [{ "type": "refusal", "refusal": "No" }] }),
        json!([{ "refusal": "N" }, { "refusal": "o" }]),
    ] {
        let chunk = |delta: &Value, reason: Value, usage: &Value| {
            let choice = json!({ "index": 0, "delta": delta, "finish_reason": reason });
            let chunk = json!({
                "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
                "choices": [choice], "usage": usage,
            });
            format!("data: {chunk}\n\n")
        };
        let body =
            chunk(&refusal, Value::Null, &usage) + &chunk(&json!({}), json!("stop"), &json!({}));
        let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
        let call = server.client().chat().completions().create(question());
        let stream = call.stream().await.expect("a stream");
        let completion = stream.collect_completion().await.expect("a completion");
        assert_eq!(
            completion.choices[0].message.refusal.as_deref(),
            Some("No"),
            "{refusal}"
        );
        assert_eq!(completion.usage.map(|usage| usage.total_tokens), Some(3));
        assert!(completion.extra.is_empty(), "{:?}", completion.extra);
    }
}
