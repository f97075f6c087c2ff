//! Tool runs of chat completions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use openai_typed::tools::{
    ChatConversation, OnToolError, ToolDefinition, ToolError, ToolRun, ToolStep, Toolbox,
};
use openai_typed::types::{
    ChatCompletionTool, ChatCompletionToolChoiceOption, CreateChatCompletionRequest,
};
use openai_typed::{Client, ErrorKind};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{Barrier, mpsc};

use crate::support::{MockResponse, Server};

#[derive(Deserialize, JsonSchema)]
struct Location {
    city: String,
}

#[derive(Deserialize, JsonSchema)]
struct NoArguments {}

fn completion(message: Value, finish_reason: &str) -> MockResponse {
    MockResponse::json(json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-5",
        "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason, "logprobs": null }],
    }))
}

fn text_response(text: &str) -> MockResponse {
    completion(
        json!({ "role": "assistant", "content": text, "refusal": null }),
        "stop",
    )
}

fn call(id: &str, name: &str, arguments: &str) -> Value {
    json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } })
}

fn tool_call_response(calls: Value) -> MockResponse {
    let message =
        json!({ "role": "assistant", "content": null, "refusal": null, "tool_calls": calls });
    completion(message, "tool_calls")
}

fn weather_call() -> MockResponse {
    tool_call_response(json!([call("call_1", "weather", r#"{"city":"Paris"}"#)]))
}

fn request() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("gpt-5", ["How is the weather?"])
}

fn weather() -> Toolbox {
    let handler = |location: Location| async move {
        Ok::<_, String>(json!({ "city": location.city, "degrees": 21 }))
    };
    let tools = Toolbox::new().function("weather", "The weather of a city.", handler);
    tools.expect("a strict schema")
}

fn tool_run(
    client: &Client,
    request: CreateChatCompletionRequest,
    tools: &Toolbox,
) -> ToolRun<ChatConversation> {
    let completions = client.chat().completions();
    completions.create(request).run_tools(tools)
}

#[tokio::test]
async fn a_run_of_chat_completions_executes_calls_until_there_are_none() {
    let server = Server::with_responses([weather_call(), text_response("21 degrees.")]).await;
    let client = server.client();
    let completion = client
        .chat()
        .completions()
        .create(request())
        .header("x-custom", "1");
    let finished = completion.run_tools(&weather()).await.expect("a response");
    assert_eq!(finished.response.content(), Some("21 degrees."));
    assert_eq!(finished.rounds, 2);
    let requests = server.requests();
    let [first, second] = requests.as_slice() else {
        panic!("{} requests", requests.len());
    };
    assert_eq!(
        (first.header("x-custom"), second.header("x-custom")),
        (Some("1"), Some("1"))
    );
    let first = first.json();
    let tool = &first["tools"][0];
    assert_eq!(tool["type"], "function");
    assert_eq!(tool["function"]["name"], "weather");
    assert_eq!(tool["function"]["description"], "The weather of a city.");
    assert_eq!(tool["function"]["strict"], true);
    assert_eq!(tool["function"]["parameters"]["required"], json!(["city"]));
    let second = second.json();
    assert_eq!(second["tools"], first["tools"]);
    assert_eq!(second["messages"][0], first["messages"][0]);
    assert_eq!(
        second["messages"][1],
        json!({ "role": "assistant", "content": null,
            "tool_calls": [call("call_1", "weather", r#"{"city":"Paris"}"#)] })
    );
    let output = &second["messages"][2];
    assert_eq!(
        (&output["role"], &output["tool_call_id"]),
        (&json!("tool"), &json!("call_1"))
    );
    assert_eq!(output["content"], r#"{"city":"Paris","degrees":21}"#);
    // The conversation can be continued.
    let messages = serde_json::to_value(&finished.conversation.request().messages).expect("JSON");
    assert_eq!(messages[3]["content"], "21 degrees.");
}

#[tokio::test]
async fn calls_of_one_response_run_concurrently_and_outputs_keep_their_order() {
    let calls = json!([
        call("a", "meet", r#"{"city":"A"}"#),
        call("b", "meet", r#"{"city":"B"}"#)
    ]);
    let server = Server::with_responses([tool_call_response(calls), text_response("Done.")]).await;
    // Neither call finishes before both have started.
    let barrier = Arc::new(Barrier::new(2));
    let handler = move |location: Location| {
        let barrier = barrier.clone();
        async move {
            barrier.wait().await;
            if location.city == "A" {
                tokio::task::yield_now().await;
            }
            Ok::<_, String>(location.city)
        }
    };
    let tools = Toolbox::new()
        .function("meet", "Meets.", handler)
        .expect("a strict schema");
    let client = server.client();
    let run = tool_run(&client, request(), &tools);
    run.await.expect("a response");
    let messages = server.requests()[1].json()["messages"].clone();
    assert_eq!(
        (&messages[2]["tool_call_id"], &messages[2]["content"]),
        (&json!("a"), &json!("A"))
    );
    assert_eq!(
        (&messages[3]["tool_call_id"], &messages[3]["content"]),
        (&json!("b"), &json!("B"))
    );
}

fn failing_tools() -> Toolbox {
    let handler = |_: Location| async { Err::<String, _>("no such city") };
    weather()
        .function("fails", "Fails.", handler)
        .expect("a strict schema")
}

fn failing_calls() -> MockResponse {
    tool_call_response(json!([
        call("1", "unheard_of", "{}"),
        call("2", "weather", r#"{"town":1}"#),
        call("3", "fails", r#"{"city":"X"}"#),
    ]))
}

#[tokio::test]
async fn unknown_tools_invalid_arguments_and_handler_errors_are_reported_to_the_model() {
    let server = Server::with_responses([failing_calls(), text_response("Sorry.")]).await;
    let client = server.client();
    let run = tool_run(&client, request(), &failing_tools());
    assert_eq!(
        run.await.expect("a response").response.content(),
        Some("Sorry.")
    );
    let messages = server.requests()[1].json()["messages"].clone();
    assert_eq!(messages[2]["content"], "error: unknown tool `unheard_of`");
    let content = messages[3]["content"].as_str().expect("a string");
    assert!(
        content.starts_with("error: invalid arguments: missing field `city`"),
        "{content}"
    );
    assert_eq!(messages[4]["content"], "error: no such city");
}

#[tokio::test]
async fn a_tool_error_can_abort_the_run() {
    let server = Server::with_responses([failing_calls()]).await;
    let client = server.client();
    let run = tool_run(&client, request(), &failing_tools());
    let interrupted = run
        .on_tool_error(OnToolError::Abort)
        .await
        .expect_err("a tool error");
    assert_eq!(interrupted.error().kind(), ErrorKind::Tool);
    let source = std::error::Error::source(interrupted.error()).expect("a source");
    let error = source.downcast_ref::<ToolError>().expect("a tool error");
    assert!(matches!(error, ToolError::UnknownTool(name) if name == "unheard_of"));
    let conversation = interrupted.partial().as_ref().expect("a conversation");
    assert_eq!(conversation.request().messages.len(), 2);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_run_has_ten_rounds_by_default() {
    let ran = Arc::new(AtomicUsize::new(0));
    let counted = ran.clone();
    let handler = move |_: Location| {
        counted.fetch_add(1, Ordering::Relaxed);
        async { Ok::<_, String>("again") }
    };
    let tools = Toolbox::new()
        .function("weather", "", handler)
        .expect("a strict schema");
    let server = Server::with_responses((0..20).map(|_| weather_call())).await;
    let client = server.client();
    let run = || tool_run(&client, request(), &tools);
    let interrupted = run().await.expect_err("too many rounds");
    assert_eq!(interrupted.error().kind(), ErrorKind::Rounds);
    assert_eq!(server.requests().len(), 10);
    // The calls of the last response are not executed.
    assert_eq!(ran.load(Ordering::Relaxed), 9);
    let interrupted = run().max_rounds(2).await.expect_err("too many rounds");
    assert_eq!(interrupted.error().kind(), ErrorKind::Rounds);
    assert_eq!(server.requests().len(), 12);
}

#[tokio::test]
async fn each_step_is_passed_to_a_callback_or_returned_by_a_stream() {
    let server = Server::with_responses([
        weather_call(),
        text_response("Warm."),
        weather_call(),
        MockResponse::error(400, json!({ "error": { "message": "no" } })),
    ])
    .await;
    let client = server.client();
    let run = || tool_run(&client, request(), &weather());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let shared = seen.clone();
    let run_with_callback = run().on_step(move |step| {
        let content = match step {
            ToolStep::Response(response) => response.content().unwrap_or("-").to_owned(),
            ToolStep::Output(output) => output.content(),
            _ => String::new(),
        };
        shared.lock().expect("a lock").push(content);
    });
    run_with_callback.await.expect("a response");
    let expected = ["-", r#"{"city":"Paris","degrees":21}"#, "Warm."];
    assert_eq!(*seen.lock().expect("a lock"), expected);

    let mut steps = run().steps().expect("a request");
    let mut kinds = Vec::new();
    while let Some(step) = steps.next().await {
        kinds.push(match step {
            Ok(ToolStep::Response(_)) => "response",
            Ok(ToolStep::Output(output)) if output.call.id == "call_1" => "output",
            Ok(_) => "other",
            Err(error) if error.kind() == ErrorKind::BadRequest => "error",
            Err(_) => "other error",
        });
    }
    assert_eq!(kinds, ["response", "output", "error"]);
    assert_eq!(steps.conversation().request().messages.len(), 3);
}

#[tokio::test]
async fn dropping_a_run_cancels_its_handlers() {
    let server = Server::with_responses([weather_call()]).await;
    let (started, mut has_started) = mpsc::channel::<()>(1);
    let (held, mut ended) = mpsc::channel::<()>(1);
    let handler = move |_: Location| {
        let (started, held) = (started.clone(), held.clone());
        async move {
            let _held = held;
            started.send(()).await.map_err(|error| error.to_string())?;
            std::future::pending::<Result<String, String>>().await
        }
    };
    let tools = Toolbox::new()
        .function("weather", "", handler)
        .expect("a strict schema");
    let client = server.client();
    let run = tool_run(&client, request(), &tools);
    drop(tools);
    tokio::select! {
        _ = run => panic!("the handler never returns"),
        start = has_started.recv() => assert_eq!(start, Some(())),
    }
    // Everything that held the other end was dropped.
    assert_eq!(ended.recv().await, None);
}

#[tokio::test]
async fn a_forced_tool_choice_applies_to_the_first_round() {
    let server = Server::with_responses([weather_call(), text_response("Warm.")]).await;
    let client = server.client();
    let request = request().with_tool_choice(ChatCompletionToolChoiceOption::Required);
    let run = tool_run(&client, request, &weather());
    run.await.expect("a response");
    let requests = server.requests();
    assert_eq!(requests[0].json()["tool_choice"], "required");
    assert!(requests[1].json().get("tool_choice").is_none());
}

#[tokio::test]
async fn a_truncated_response_or_a_custom_tool_call_ends_the_run() {
    let truncated = json!({ "content": null, "tool_calls": [call("1", "weather", "{\"ci")] });
    let custom = json!({ "id": "2", "type": "custom", "custom": { "name": "c", "input": "x" } });
    let server = Server::with_responses([
        completion(truncated, "length"),
        tool_call_response(json!([call("1", "weather", r#"{"city":"A"}"#), custom])),
    ])
    .await;
    let client = server.client();
    for _ in 0..2 {
        let run = tool_run(&client, request(), &weather());
        assert_eq!(run.await.expect("a response").rounds, 1);
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn tools_of_the_request_are_kept_and_names_are_not_duplicated() {
    let server = Server::with_responses([text_response("Warm.")]).await;
    let client = server.client();
    let existing = ToolDefinition::new("weather", "Existing.", json!({ "type": "object" }));
    let request = request().with_tool(ChatCompletionTool::from(existing));
    let other = |_: NoArguments| async { Ok::<_, String>("x") };
    let tools = weather()
        .function("other", "", other)
        .expect("a strict schema");
    let run = tool_run(&client, request, &tools);
    run.await.expect("a response");
    let tools = server.single_request().json()["tools"].clone();
    assert_eq!(tools.as_array().map(Vec::len), Some(2));
    assert_eq!(tools[0]["function"]["description"], "Existing.");
    assert_eq!(tools[0]["function"]["strict"], false);
    assert!(tools[1]["function"].get("description").is_none());
}

#[tokio::test]
async fn a_tool_without_arguments_can_be_called_with_an_empty_string() {
    let server = Server::with_responses([
        tool_call_response(json!([call("1", "now", "")])),
        text_response("Noon."),
    ])
    .await;
    let client = server.client();
    let now = |_: NoArguments| async { Ok::<_, String>("12:00") };
    let tools = Toolbox::new()
        .function("now", "The time.", now)
        .expect("a strict schema");
    let run = tool_run(&client, request(), &tools);
    run.await.expect("a response");
    assert_eq!(
        server.requests()[1].json()["messages"][2]["content"],
        "12:00"
    );
}

#[tokio::test]
async fn body_fields_of_the_call_are_sent_in_every_round() {
    let server = Server::with_responses([weather_call(), text_response("Warm.")]).await;
    let client = server.client();
    let call = client
        .chat()
        .completions()
        .create(request())
        .body_field("custom", 1);
    call.run_tools(&weather()).await.expect("a response");
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.json()["custom"] == 1));
    assert_eq!(
        requests[1].json()["messages"].as_array().map(Vec::len),
        Some(3)
    );
}
