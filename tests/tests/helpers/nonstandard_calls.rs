//! Tool calls in lists, with IDs and with arguments in other forms than declared.

use std::sync::{Arc, Mutex};

use openai_typed::Error;
use openai_typed::stream::{Accumulator, ChatAccumulator, ChatChange, ResponseAccumulator};
use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
    CreateChatCompletionStreamResponse, CreateResponse, ResponseStreamEvent,
};
use openai_typed::unknown::decode;
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

const OSLO: &str = r#"{"city":"Oslo"}"#;

fn call(id: &str, name: &str, arguments: &str) -> Value {
    json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } })
}

/// Forms of a list with one call of `weather`.
fn forms() -> Vec<Value> {
    let call = call("a", "weather", OSLO);
    let mut encoded = call.clone();
    encoded["function"] = json!(call["function"].to_string());
    vec![
        json!([call]).to_string().into(),
        json!([call.to_string()]),
        json!([[call]]),
        json!({ "0": call }),
        json!([encoded]),
        call,
    ]
}

/// Accumulates chunks with these deltas. Returns the completion and the changes.
fn accumulated(deltas: &[Value]) -> (CreateChatCompletionResponse, Vec<ChatChange>) {
    let mut accumulator = ChatAccumulator::new();
    let mut changes = Vec::new();
    for delta in deltas {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": null });
        let chunk = json!({ "id": "c", "choices": [choice] }).to_string();
        let chunk: CreateChatCompletionStreamResponse = decode(chunk.as_bytes()).expect("a chunk");
        changes.extend(accumulator.push(&chunk));
    }
    (accumulator.into_snapshot(), changes)
}

/// Returns the ID, the name and the arguments of each call.
fn calls(deltas: &[Value]) -> Vec<[String; 3]> {
    let (completion, _) = accumulated(deltas);
    let unplaced = completion.extra.get("unplaced").cloned();
    let unplaced = unplaced.unwrap_or_default().to_string();
    assert!(!unplaced.contains("function"), "{unplaced}");
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let calls = message["tool_calls"].as_array().cloned();
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parts = calls.unwrap_or_default().into_iter().map(|call| {
        let function = &call["function"];
        [&call["id"], &function["name"], &function["arguments"]].map(string)
    });
    parts.collect()
}

fn piece(piece: Value) -> Value {
    json!({ "tool_calls": [piece] })
}

#[test]
fn streamed_calls_are_read_from_lists_in_any_form() {
    for form in forms() {
        let found = calls(&[json!({ "tool_calls": form })]);
        assert_eq!(found, [["a", "weather", OSLO]], "{form}");
    }
    let several = json!({ "1": call("b", "clock", "{}"), "0": call("a", "weather", OSLO) });
    let expected = [["a", "weather", OSLO], ["b", "clock", "{}"]];
    assert_eq!(calls(&[json!({ "tool_calls": several })]), expected);
    // What is not a list of calls is kept.
    let (completion, _) = accumulated(&[json!({ "tool_calls": "none" })]);
    let kept = json!([{ "tool_calls": "none" }]);
    assert_eq!(completion.extra.get("unplaced"), Some(&kept));
}

#[test]
fn streamed_calls_may_be_next_to_the_delta_or_in_a_message() {
    let list = json!([call("a", "weather", OSLO)]);
    for choice in [
        json!({ "index": 0, "delta": {}, "tool_calls": list }),
        json!({ "index": 0, "delta": null, "message": { "content": null, "tool_calls": list } }),
        json!({ "index": 0, "message": { "content": null, "tool_calls": list.to_string() } }),
    ] {
        let chunk = json!({ "id": "c", "choices": [choice] }).to_string();
        let chunk: CreateChatCompletionStreamResponse = decode(chunk.as_bytes()).expect("a chunk");
        let mut accumulator = ChatAccumulator::new();
        accumulator.push(&chunk);
        let completion = serde_json::to_value(accumulator.into_snapshot()).expect("JSON");
        let found = &completion["choices"][0]["message"]["tool_calls"];
        assert_eq!(found[0]["function"]["arguments"], OSLO, "{choice}");
    }
}

#[test]
fn calls_with_the_same_id_are_separated_by_their_index() {
    let indexed = |index: u8, name: &str, arguments: &str| {
        let mut call = call("0", name, arguments);
        call["index"] = json!(index);
        call
    };
    let (weather, clock) = (
        indexed(0, "weather", OSLO),
        indexed(1, "clock", r#"{"zone":"CET"}"#),
    );
    let expected = [["0", "weather", OSLO], ["0", "clock", r#"{"zone":"CET"}"#]];
    assert_eq!(
        calls(&[json!({ "tool_calls": [weather, clock] })]),
        expected
    );
    let start = indexed(1, "clock", "");
    let rest =
        piece(json!({ "index": 1, "id": "0", "function": { "arguments": "{\"zone\":\"CET\"}" } }));
    assert_eq!(calls(&[piece(weather), piece(start), rest]), expected);
    // The index counts the pieces.
    let pieces = [
        piece(indexed(0, "weather", "{\"ci")),
        piece(json!({ "index": 1, "id": "0", "function": { "arguments": "ty\":\"Oslo\"}" } })),
    ];
    assert_eq!(calls(&pieces), [["0", "weather", OSLO]]);
}

#[test]
fn another_name_after_complete_arguments_starts_another_call() {
    for index in [json!(0), Value::Null] {
        let piece = |function: Value| piece(json!({ "index": index, "function": function }));
        let pieces = [
            piece(json!({ "name": "weather" })),
            piece(json!({ "arguments": OSLO })),
            piece(json!({ "name": "clock", "arguments": "" })),
            piece(json!({ "arguments": "{\"zone\":" })),
            piece(json!({ "arguments": "\"CET\"}" })),
        ];
        let expected = [["", "weather", OSLO], ["", "clock", r#"{"zone":"CET"}"#]];
        assert_eq!(calls(&pieces), expected, "{index}");
        // The name is repeated with each piece.
        let pieces = [
            piece(json!({ "name": "weather", "arguments": "{}" })),
            piece(json!({ "name": "weather", "arguments": "{\"city\":" })),
            piece(json!({ "name": "weather", "arguments": "\"Oslo\"}" })),
            piece(json!({ "name": "weather", "arguments": "" })),
        ];
        assert_eq!(calls(&pieces), [["", "weather", OSLO]], "{index}");
    }
}

#[test]
fn arguments_are_joined_however_a_server_repeats_them() {
    let pieces = |list: &[Value]| {
        let list = list.iter().enumerate().map(|(number, arguments)| {
            let function = match number {
                0 => json!({ "name": "weather", "arguments": arguments }),
                _ => json!({ "arguments": arguments }),
            };
            piece(json!({ "index": 0, "id": "a", "function": function }))
        });
        list.collect::<Vec<_>>()
    };
    for list in [
        [json!("{}"), json!("{\"ci"), json!("ty\":\"Oslo\"}")],
        [json!({}), json!("{\"ci"), json!("ty\":\"Oslo\"}")],
        [json!("null"), json!(OSLO), json!("")],
        [json!("{\"ci"), json!("{\"city\":\"Os"), json!(OSLO)],
        [
            json!("{\"ci"),
            json!("ty\":\"Oslo\"}"),
            json!({ "city": "Oslo" }),
        ],
    ] {
        assert_eq!(calls(&pieces(&list)), [["a", "weather", OSLO]], "{list:?}");
    }
}

#[test]
fn a_call_whose_arguments_may_still_arrive_is_not_done() {
    let first = json!([
        { "index": 0, "id": "a", "function": { "name": "weather", "arguments": "{}" } },
        { "index": 1, "id": "b", "function": { "name": "weather", "arguments": "{}" } },
    ]);
    let done = |change: &&ChatChange| matches!(change, ChatChange::ToolCallDone { .. });
    let (_, changes) = accumulated(&[json!({ "tool_calls": first })]);
    assert_eq!(changes.iter().filter(done).count(), 0, "{changes:?}");
}

fn response(events: &[Value]) -> Value {
    let mut accumulator = ResponseAccumulator::new();
    for event in events {
        let event: ResponseStreamEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    assert!(accumulator.is_complete(), "{events:?}");
    serde_json::to_value(accumulator.into_snapshot()).expect("JSON")
}

fn item(arguments: Value) -> Value {
    json!({ "type": "function_call", "id": "f", "call_id": "a", "name": "weather", "arguments": arguments })
}

fn added(arguments: Value) -> Value {
    json!({ "type": "response.output_item.added", "output_index": 0, "item": item(arguments) })
}

fn delta(delta: Value) -> Value {
    json!({ "type": "response.function_call_arguments.delta", "item_id": "f", "output_index": 0, "delta": delta })
}

fn completed() -> Value {
    json!({ "type": "response.completed", "response": { "id": "r", "status": "completed", "output": [] } })
}

#[test]
fn arguments_of_a_response_are_joined_however_a_server_repeats_them() {
    for pieces in [
        [
            added(json!("{}")),
            delta(json!("{\"ci")),
            delta(json!("ty\":\"Oslo\"}")),
        ],
        [added(json!("")), delta(json!("{}")), delta(json!(OSLO))],
        [added(json!("")), delta(json!(OSLO)), delta(json!(OSLO))],
        [added(json!("")), delta(json!("{\"ci")), delta(json!(OSLO))],
    ] {
        let mut events = pieces.to_vec();
        events.push(completed());
        let response = response(&events);
        assert_eq!(response["output"][0]["arguments"], OSLO, "{pieces:?}");
    }
}

/// Runs a tool with servers that respond with these bodies. Returns the arguments of its calls, and the number of requests.
async fn run(bodies: [Value; 2], of_responses: bool) -> (Vec<Value>, usize) {
    let server = Server::with_responses(bodies.map(MockResponse::json)).await;
    let called: Arc<Mutex<Vec<Value>>> = Arc::default();
    let recorded = called.clone();
    let definition = ToolDefinition::new("weather", "", json!({ "type": "object" }));
    let tools = Toolbox::new().tool(definition, move |arguments: Value| {
        recorded.lock().expect("not poisoned").push(arguments);
        async { Ok::<_, Error>("dry") }
    });
    let client = server.client();
    if of_responses {
        let call = client
            .responses()
            .create(CreateResponse::new().with_input("Hi"));
        call.run_tools(&tools).await.expect("a response");
    } else {
        let message = ChatCompletionRequestUserMessage::new("Hi");
        let request = CreateChatCompletionRequest::new("m", [message]);
        let call = client.chat().completions().create(request);
        call.run_tools(&tools).await.expect("a completion");
    }
    let called = called.lock().expect("not poisoned").clone();
    (called, server.requests().len())
}

fn completion(message: Value, reason: &str) -> Value {
    json!({ "id": "c", "choices": [{ "index": 0, "finish_reason": reason, "message": message }] })
}

fn answer() -> Value {
    completion(json!({ "role": "assistant", "content": "Dry." }), "stop")
}

#[tokio::test]
async fn calls_in_lists_of_any_form_are_executed() {
    for form in forms() {
        let message = json!({ "role": "assistant", "content": null, "tool_calls": form });
        let (called, requests) = run([completion(message, "tool_calls"), answer()], false).await;
        assert_eq!(called, [json!({ "city": "Oslo" })], "{form}");
        assert_eq!(requests, 2, "{form}");
    }
}

#[tokio::test]
async fn arguments_under_another_name_are_not_taken_for_none() {
    for name in ["parameters", "input", "args", "params", "kwargs"] {
        for arguments in [json!(OSLO), json!({ "city": "Oslo" })] {
            let mut call =
                json!({ "id": "a", "type": "function", "function": { "name": "weather" } });
            call["function"][name] = arguments.clone();
            let message = json!({ "role": "assistant", "content": null, "tool_calls": [call] });
            let bodies = [completion(message, "tool_calls"), answer()];
            assert_eq!(
                run(bodies, false).await.0,
                [json!({ "city": "Oslo" })],
                "{call}"
            );

            let mut call =
                json!({ "type": "function_call", "id": "f", "call_id": "a", "name": "weather" });
            call[name] = arguments;
            let body =
                |output: Value| json!({ "id": "r", "status": "completed", "output": output });
            let bodies = [body(json!([call])), body(json!([]))];
            assert_eq!(
                run(bodies, true).await.0,
                [json!({ "city": "Oslo" })],
                "{call}"
            );
        }
    }
}

#[tokio::test]
async fn arguments_with_one_meaning_are_repaired() {
    for arguments in [
        "{}{\"city\":\"Oslo\"}",
        "{\"city\":\"Oslo\"}{\"city\":\"Oslo\"}",
        "null{\"city\":\"Oslo\"}",
    ] {
        let message = json!({ "role": "assistant", "content": null, "tool_calls": [call("a", "weather", arguments)] });
        let bodies = [completion(message, "tool_calls"), answer()];
        assert_eq!(
            run(bodies, false).await.0,
            [json!({ "city": "Oslo" })],
            "{arguments}"
        );
    }
    let message = json!({ "role": "assistant", "content": null, "tool_calls": [call("a", "weather", "{\"city\":\"a\nb\"}")] });
    let bodies = [completion(message, "tool_calls"), answer()];
    assert_eq!(run(bodies, false).await.0, [json!({ "city": "a\nb" })]);
    // The model may have written either.
    let glued = "{\"city\":\"Oslo\"}{\"city\":\"Rome\"}";
    let message = json!({ "role": "assistant", "content": null, "tool_calls": [call("a", "weather", glued)] });
    let bodies = [completion(message, "tool_calls"), answer()];
    assert_eq!(run(bodies, false).await.0, [] as [Value; 0]);
}

#[tokio::test]
async fn calls_of_a_truncated_choice_are_not_executed_whatever_its_reason_is_called() {
    for reason in [
        "length",
        "max_tokens",
        "MAX_TOKENS",
        "model_length",
        "content_filter",
    ] {
        let message = json!({ "role": "assistant", "content": null, "tool_calls": [call("a", "weather", "")] });
        let (called, requests) = run([completion(message, reason), answer()], false).await;
        assert_eq!((called, requests), (Vec::new(), 1), "{reason}");
    }
}
