//! Calls, items and messages whose IDs are numbers, whose indexes are strings, or that have no type.

use std::sync::{Arc, Mutex};

use openai_typed::stream::{Accumulator, AssistantAccumulator};
use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::{
    AssistantStreamEvent, ChatCompletionRequestUserMessage, CreateChatCompletionRequest,
    CreateResponse, OutputItem, RealtimeServerEvent,
};
use openai_typed::unknown::decode;
use openai_typed::websocket::RealtimeAccumulator;
use serde_json::{Value, json};

use crate::event_stream;
use crate::support::{MockResponse, Server};

/// Returns a tool that records the city of its arguments.
fn recorder() -> (Toolbox, Arc<Mutex<Vec<Value>>>) {
    let recorded = Arc::new(Mutex::new(Vec::new()));
    let calls = Arc::clone(&recorded);
    let handler = move |arguments: serde_json::Map<String, Value>| {
        calls.lock().expect("no panic").push(Value::from(arguments));
        async { Ok::<_, String>("fine") }
    };
    let definition = ToolDefinition::new("weather", "", json!({ "type": "object" }));
    (Toolbox::new().tool(definition, handler), recorded)
}

fn question() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("m", [ChatCompletionRequestUserMessage::new("Hi")])
}

fn completion(message: Value, reason: &str) -> MockResponse {
    let choice = json!({ "index": 0, "finish_reason": reason, "message": message });
    MockResponse::json(json!({ "id": "c", "choices": [choice] }))
}

#[tokio::test]
async fn numbered_calls_of_a_completion_are_executed_and_addressed() {
    let call = |id: Value, call_type: Value, arguments: Value| json!({ "id": id, "type": call_type, "function": { "name": "weather", "arguments": arguments } });
    let calls = json!([
        call(json!(7), json!("function"), json!("{\"city\":\"Lima\"}")),
        call(json!(8), Value::Null, Value::Null),
        call(json!("9"), json!(""), json!({ "city": "Oslo" })),
    ]);
    let message = json!({ "role": "assistant", "content": null, "tool_calls": calls });
    let last = json!({ "role": "assistant", "content": "Dry." });
    let server =
        Server::with_responses([completion(message, "tool_calls"), completion(last, "stop")]).await;
    let (tools, recorded) = recorder();
    let call = server.client().chat().completions().create(question());
    let finished = call.run_tools(&tools).await.expect("a completion");
    assert_eq!(finished.response.content(), Some("Dry."));
    let expected = [
        json!({ "city": "Lima" }),
        json!({}),
        json!({ "city": "Oslo" }),
    ];
    assert_eq!(*recorded.lock().expect("no panic"), expected);
    let request = server.requests()[1].json();
    assert_eq!(request["messages"][1]["tool_calls"], calls);
    let outputs = request["messages"].as_array().expect("messages")[2..].iter();
    let ids: Vec<_> = outputs
        .map(|output| output["tool_call_id"].clone())
        .collect();
    assert_eq!(ids, ["7", "8", "9"]);
}

#[tokio::test]
async fn numbered_calls_of_a_response_are_executed_and_addressed() {
    let item = |id: Value, item_type: Value, arguments: Value| json!({ "type": item_type, "call_id": id, "name": "weather", "arguments": arguments });
    let mut bare = item(json!(9), Value::Null, Value::Null);
    for name in ["type", "arguments"] {
        bare.as_object_mut().expect("an object").remove(name);
    }
    let items = json!([
        item(
            json!(7),
            json!("function_call"),
            json!("{\"city\":\"Lima\"}")
        ),
        item(json!("8"), json!(""), Value::Null),
        bare,
    ]);
    let message =
        json!({ "type": "message", "content": [{ "type": "output_text", "text": "Dry." }] });
    let bodies = [items.clone(), json!([message])].map(|output| {
        MockResponse::json(json!({ "id": "r", "status": "completed", "output": output }))
    });
    let server = Server::with_responses(bodies).await;
    let request = CreateResponse::new().with_input("Hi").with_store(false);
    let (tools, recorded) = recorder();
    let call = server.client().responses().create(request);
    let finished = call.run_tools(&tools).await.expect("a response");
    assert_eq!(finished.response.message_text(), "Dry.");
    let expected = [json!({ "city": "Lima" }), json!({}), json!({})];
    assert_eq!(*recorded.lock().expect("no panic"), expected);
    let sent = server.requests()[1].json();
    let input = sent["input"].as_array().expect("items");
    assert_eq!(input[1..4], items.as_array().expect("items")[..]);
    let ids: Vec<_> = input[4..]
        .iter()
        .map(|output| output["call_id"].clone())
        .collect();
    assert_eq!(ids, ["7", "8", "9"]);
}

#[tokio::test]
async fn numbered_calls_are_accumulated_from_chunks() {
    let call = |id: Value, index: Value, name: Value, arguments: Value| {
        let function = json!({ "name": name, "arguments": arguments });
        json!({ "id": id, "index": index, "function": function })
    };
    let deltas = [
        call(json!(7), json!("0"), json!("weather"), json!("{\"city\":")),
        call(json!(8), json!("0"), json!("weather"), json!("")),
        call(json!(7), json!(0), Value::Null, json!("\"Lima\"}")),
        call(
            json!(8),
            Value::Null,
            Value::Null,
            json!({ "city": "Oslo" }),
        ),
        call(json!(9), json!(2.0), json!("weather"), Value::Null),
    ];
    let chunks = deltas.map(|call| {
        let choice =
            json!({ "index": "0", "delta": { "tool_calls": [call] }, "finish_reason": null });
        json!({ "id": "c", "choices": [choice] })
    });
    let body = event_stream(&chunks) + "data: [DONE]\n\n";
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server.client().chat().completions().create(question());
    let completion = call
        .stream()
        .await
        .expect("a stream")
        .collect_completion()
        .await;
    let completion = completion.expect("a completion");
    assert_eq!(completion.choices.len(), 1);
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let call = |id: &str, arguments: Value| {
        let mut function = json!({ "name": "weather", "arguments": arguments });
        if arguments.is_null() {
            function
                .as_object_mut()
                .expect("an object")
                .remove("arguments");
        }
        json!({ "id": id, "type": "function", "function": function })
    };
    let expected = json!([
        call("7", json!("{\"city\":\"Lima\"}")),
        call("8", json!("{\"city\":\"Oslo\"}")),
        call("9", Value::Null),
    ]);
    assert_eq!(message["tool_calls"], expected);
    assert!(
        completion.extra.get("unplaced").is_none(),
        "{:?}",
        completion.extra
    );
}

#[tokio::test]
async fn numbered_items_are_accumulated_from_events() {
    let delta = |item_id: Value, output_index: Value, delta: Value| {
        json!({
            "type": "response.function_call_arguments.delta", "item_id": item_id,
            "output_index": output_index, "delta": delta,
        })
    };
    let added = |id: Value, item_type: Value| {
        let item = json!({ "type": item_type, "id": id, "call_id": id, "name": "weather", "arguments": null });
        json!({ "type": "response.output_item.added", "output_index": "0", "item": item })
    };
    let events = [
        added(json!(7), json!("function_call")),
        added(json!(8), Value::Null),
        delta(json!(7), json!("0"), json!("{\"city\":")),
        delta(json!(8), json!(0), json!({ "city": "Oslo" })),
        delta(json!(7), json!("0"), json!("\"Lima\"}")),
    ];
    let body = event_stream(&events) + "data: [DONE]\n\n";
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let call = server
        .client()
        .responses()
        .create(CreateResponse::new().with_input("Hi"));
    let response = call
        .stream()
        .await
        .expect("a stream")
        .collect_response()
        .await;
    let response = response.expect("a response");
    let calls = response.output.iter().map(|item| match item {
        OutputItem::FunctionCall(call) => (call.call_id.as_str(), call.arguments.as_str()),
        other => panic!("{other:?}"),
    });
    let expected = [("7", r#"{"city":"Lima"}"#), ("8", r#"{"city":"Oslo"}"#)];
    assert_eq!(calls.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_numbered_message_of_a_response_has_the_text_of_its_events() {
    let item = |text: &str| {
        let content = json!([{ "type": "output_text", "text": text, "annotations": [] }]);
        json!({ "type": "message", "id": 7, "role": "assistant", "content": content })
    };
    let delta = |text: &str| {
        json!({ "type": "response.output_text.delta", "item_id": 7, "output_index": 0, "content_index": 0,
            "delta": text })
    };
    let events = [
        json!({ "type": "response.output_item.added", "output_index": 0, "item": item("") }),
        delta("Good "),
        delta("day"),
        json!({ "type": "response.output_item.done", "output_index": 0, "item": item("Good day") }),
    ];
    let body = event_stream(&events) + "data: [DONE]\n\n";
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let request = CreateResponse::new().with_input("Hi");
    let call = server.client().responses().create(request);
    let stream = call.stream().await.expect("a stream");
    let response = stream.collect_response().await.expect("a response");
    assert_eq!(response.message_text(), "Good day");
    assert_eq!(response.output.len(), 1);
    assert_eq!(response.extra.get("unplaced"), None);
}

#[test]
fn numbered_messages_and_calls_of_a_run_are_accumulated() {
    let mut accumulator = AssistantAccumulator::new();
    let mut push = |name: &str, data: Value| {
        let event = json!({ "event": name, "data": data });
        let event: AssistantStreamEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    };
    for (id, text) in [(1, "One"), (2, "Two"), (1, "!")] {
        let part = json!({ "index": "0", "type": "text", "text": { "value": text } });
        push(
            "thread.message.delta",
            json!({ "id": id, "delta": { "content": [part] } }),
        );
    }
    for (id, index, arguments) in [
        (7, "0", json!("{\"a\":")),
        (8, "1", json!({ "b": 2 })),
        (7, "0", json!("1}")),
    ] {
        let function = json!({ "name": "weather", "arguments": arguments });
        let call = json!({ "id": id, "index": index, "type": "function", "function": function });
        let details = json!({ "type": "tool_calls", "tool_calls": [call] });
        push(
            "thread.run.step.delta",
            json!({ "id": 5, "delta": { "step_details": details } }),
        );
    }
    let run = serde_json::to_value(accumulator.into_snapshot()).expect("JSON");
    let texts = run["messages"].as_array().expect("messages").iter();
    let texts: Vec<_> = texts
        .map(|message| &message["content"][0]["text"]["value"])
        .collect();
    assert_eq!(texts, ["One!", "Two"]);
    assert_eq!(run["steps"].as_array().map(Vec::len), Some(1));
    let calls = run["steps"][0]["step_details"]["tool_calls"]
        .as_array()
        .expect("calls")
        .iter();
    let arguments: Vec<_> = calls
        .map(|call| call["function"]["arguments"].clone())
        .collect();
    assert_eq!(arguments[0], "{\"a\":1}");
    assert!(
        [json!("{\"b\":2}"), json!({ "b": 2 })].contains(&arguments[1]),
        "{arguments:?}"
    );
    assert_eq!(run["unplaced"], json!([]));
}

#[test]
fn numbered_items_of_a_session_are_accumulated() {
    let mut accumulator = RealtimeAccumulator::new();
    for (item, index, delta) in [
        (json!(7), "0", "One"),
        (json!(8), "0", "Two"),
        (json!("7"), "0", "!"),
    ] {
        let event = json!({
            "type": "response.output_text.delta", "item_id": item, "content_index": index,
            "output_index": index, "delta": delta,
        });
        let event: RealtimeServerEvent = decode(event.to_string().as_bytes()).expect("an event");
        accumulator.push(&event);
    }
    let history = accumulator.into_snapshot();
    let items = history
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.text()));
    let expected = [("7", "One!".to_owned()), ("8", "Two".to_owned())];
    assert_eq!(items.collect::<Vec<_>>(), expected);
    assert!(history.unplaced.is_empty(), "{:?}", history.unplaced);
}
