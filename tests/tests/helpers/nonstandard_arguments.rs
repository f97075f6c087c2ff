//! Tool runs with servers that send arguments in unusual forms.

use std::sync::{Arc, Mutex};

use openai_typed::tools::{ToolDefinition, Toolbox};
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateResponse,
};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

/// Returns a tool that records its arguments.
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

/// Runs a chat completion that calls the tool with these arguments. Returns the arguments of the handler, and the
/// second request.
async fn run(call: Value) -> (Vec<Value>, Value) {
    run_message(json!({ "role": "assistant", "content": null, "tool_calls": [call] })).await
}

/// Runs a chat completion whose first message is this one.
async fn run_message(message: Value) -> (Vec<Value>, Value) {
    let choice = json!({ "index": 0, "finish_reason": "tool_calls", "message": message });
    let last = json!({ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": "Dry." } });
    let bodies =
        [choice, last].map(|choice| MockResponse::json(json!({ "id": "c", "choices": [choice] })));
    let server = Server::with_responses(bodies).await;
    let message = ChatCompletionRequestUserMessage::new("Hi");
    let request = CreateChatCompletionRequest::new("m", [message]);
    let (tools, recorded) = recorder();
    let run = server
        .client()
        .chat()
        .completions()
        .create(request)
        .run_tools(&tools);
    let finished = run.await.expect("a completion");
    assert_eq!(finished.response.content(), Some("Dry."));
    let recorded = recorded.lock().expect("no panic").clone();
    (recorded, server.requests()[1].json())
}

fn call(arguments: Value) -> Value {
    json!({ "id": "a", "type": "function", "function": { "name": "weather", "arguments": arguments } })
}

#[tokio::test]
async fn a_tool_gets_the_arguments_that_the_model_wrote_and_they_are_sent_back_unchanged() {
    let object = json!({ "city": "Lima", "days": 2 });
    let encoded = json!(object.to_string());
    let twice = json!(encoded.to_string());
    for arguments in [object.clone(), encoded, twice] {
        let (recorded, request) = run(call(arguments.clone())).await;
        assert_eq!(recorded, std::slice::from_ref(&object), "{arguments}");
        assert_eq!(
            request["messages"][1]["tool_calls"],
            json!([call(arguments)])
        );
        assert_eq!(request["messages"][2]["content"], "fine");
    }
}

#[tokio::test]
async fn null_and_empty_arguments_are_none() {
    for arguments in [json!("null"), json!(null), json!(""), json!("\"\"")] {
        let (recorded, request) = run(call(arguments.clone())).await;
        assert_eq!(recorded, [json!({})], "{arguments}");
        assert_eq!(
            request["messages"][1]["tool_calls"],
            json!([call(arguments)])
        );
    }
}

#[tokio::test]
async fn a_tool_is_not_called_with_arguments_that_do_not_match_its_schema() {
    for arguments in [
        json!(5),
        json!([1]),
        json!("[1]"),
        json!(true),
        json!("{\"city\":"),
    ] {
        let (recorded, request) = run(call(arguments.clone())).await;
        assert_eq!(recorded, [] as [Value; 0], "{arguments}");
        let output = request["messages"][2]["content"]
            .as_str()
            .unwrap_or_default();
        assert!(output.starts_with("error: invalid arguments"), "{output}");
        assert_eq!(
            request["messages"][1]["tool_calls"],
            json!([call(arguments)])
        );
    }
}

#[tokio::test]
async fn a_call_in_place_of_the_list_of_calls_is_executed() {
    let object = json!({ "city": "Lima" });
    let call = call(json!(object.to_string()));
    let message = json!({ "role": "assistant", "content": null, "tool_calls": call });
    let (recorded, request) = run_message(message).await;
    assert_eq!(recorded, [object]);
    assert_eq!(request["messages"][1]["tool_calls"], call);
    assert_eq!(request["messages"][2]["content"], "fine");
}

#[tokio::test]
async fn a_call_without_a_type_is_a_function_call() {
    let call =
        json!({ "id": "a", "function": { "name": "weather", "arguments": "{\"city\":\"Lima\"}" } });
    let (recorded, _) = run(call).await;
    assert_eq!(recorded, [json!({ "city": "Lima" })]);
}

#[tokio::test]
async fn a_run_of_responses_reads_arguments_in_the_same_forms() {
    let object = json!({ "city": "Lima" });
    let encoded = json!(json!(object.to_string()).to_string());
    for (arguments, expected) in [
        (object.clone(), vec![object.clone()]),
        (encoded, vec![object.clone()]),
        (json!("null"), vec![json!({})]),
        (json!([1]), vec![]),
    ] {
        let item = json!({ "type": "function_call", "id": "f", "call_id": "a", "name": "weather", "arguments": arguments });
        let output =
            |item: Value| MockResponse::json(json!({ "id": "r", "status": "", "output": [item] }));
        let message =
            json!({ "type": "message", "content": [{ "type": "output_text", "text": "Dry." }] });
        let server = Server::with_responses([output(item.clone()), output(message)]).await;
        let request = CreateResponse::new().with_input("Hi").with_store(false);
        let (tools, recorded) = recorder();
        let run = server
            .client()
            .responses()
            .create(request)
            .run_tools(&tools);
        let finished = run.await.expect("a response");
        assert_eq!(
            finished.response.message_text(),
            "Dry.",
            "{:?}",
            finished.response
        );
        assert_eq!(*recorded.lock().expect("no panic"), expected, "{arguments}");
        let sent = server.requests()[1].json();
        assert_eq!(sent["input"][1], item);
    }
}
