//! Spans of tool runs, tool calls and agents, following the OpenTelemetry conventions for generative AI.

use openai_typed::testing::MockResponse;
use openai_typed::tools::{Agent, OnToolError, ToolDefinition, Toolbox};
use openai_typed::types::{
    ChatCompletionRequestMessage, CreateChatCompletionRequest, CreateResponse,
};
use openai_typed::{Client, Error};
use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::trace::SpanData;
use serde_json::{Value, json};

use crate::telemetry::{all_exported, assert_attributes, attributes};

fn response(output: Value) -> MockResponse {
    MockResponse::json(&json!({
        "id": "resp_1", "object": "response", "model": "gpt-5-2025", "status": "completed", "output": output,
        "usage": { "input_tokens": 10, "output_tokens": 5, "total_tokens": 15 },
    }))
}

fn calls(name: &str, arguments: Value) -> MockResponse {
    let arguments = arguments.to_string();
    response(
        json!([{ "type": "function_call", "call_id": "call_1", "name": name, "arguments": arguments }]),
    )
}

fn says(text: &str) -> MockResponse {
    let content = json!([{ "type": "output_text", "text": text, "annotations": [] }]);
    response(
        json!([{ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content }]),
    )
}

fn request() -> CreateResponse {
    CreateResponse::new()
        .with_model("gpt-5")
        .with_input("private question")
}

fn weather() -> Toolbox {
    let definition = ToolDefinition::new(
        "weather",
        "Returns the weather.",
        json!({ "type": "object" }),
    );
    Toolbox::new().tool(definition, async |_: Value| {
        Ok::<_, Error>("private weather")
    })
}

#[track_caller]
fn named<'s>(spans: &'s [SpanData], name: &str) -> &'s SpanData {
    let mut found = spans.iter().filter(|span| span.name == name);
    let span = found.next();
    assert!(found.next().is_none(), "{name} exists once");
    span.unwrap_or_else(|| panic!("no {name} in {spans:#?}"))
}

#[track_caller]
fn assert_parent(child: &SpanData, parent: &SpanData) {
    assert_eq!(
        child.parent_span_id,
        parent.span_context.span_id(),
        "{} in {}",
        child.name,
        parent.name
    );
}

#[tokio::test]
async fn a_run_is_the_parent_of_its_requests_and_tool_calls() {
    let (client, _) = Client::mocked([
        calls("weather", json!({ "city": "private" })),
        says("private answer"),
    ]);
    let spans = all_exported(async {
        let run = client.responses().create(request()).run_tools(&weather());
        run.agent_name("forecaster").await.expect("a response");
    })
    .await;
    assert_eq!(spans.len(), 4);
    let run = named(&spans, "invoke_agent forecaster");
    assert_eq!(
        (&run.span_kind, &run.status),
        (&SpanKind::Internal, &Status::Unset)
    );
    assert_attributes(
        run,
        &[
            ("gen_ai.operation.name", "invoke_agent"),
            ("gen_ai.provider.name", "openai"),
            ("gen_ai.agent.name", "forecaster"),
            ("gen_ai.request.model", "gpt-5"),
            ("gen_ai.usage.input_tokens", "20"),
            ("gen_ai.usage.output_tokens", "10"),
        ],
    );
    let tool = named(&spans, "execute_tool weather");
    assert_eq!(
        (&tool.span_kind, &tool.status),
        (&SpanKind::Internal, &Status::Unset)
    );
    assert_attributes(
        tool,
        &[
            ("gen_ai.operation.name", "execute_tool"),
            ("gen_ai.tool.name", "weather"),
            ("gen_ai.tool.type", "function"),
            ("gen_ai.tool.call.id", "call_1"),
            ("gen_ai.tool.description", "Returns the weather."),
        ],
    );
    let requests: Vec<&SpanData> = spans
        .iter()
        .filter(|span| span.name == "chat gpt-5")
        .collect();
    assert_eq!(requests.len(), 2);
    for child in requests.into_iter().chain([tool]) {
        assert_parent(child, run);
    }
    assert!(!format!("{spans:?}").contains("private"), "{spans:#?}");
}

#[tokio::test]
async fn content_of_tool_calls_is_recorded_on_request() {
    let arguments = json!({ "city": "Rome" });
    let (client, _) = Client::mocked([calls("weather", arguments.clone()), says("Warm.")]);
    let spans = all_exported(async {
        let tools = weather().trace_content();
        client
            .responses()
            .create(request())
            .run_tools(&tools)
            .await
            .expect("a response");
    })
    .await;
    assert_attributes(
        named(&spans, "execute_tool weather"),
        &[
            ("gen_ai.tool.call.arguments", &arguments.to_string()),
            ("gen_ai.tool.call.result", "private weather"),
        ],
    );
}

#[tokio::test]
async fn the_run_of_an_agent_is_in_the_call_of_its_tool() {
    let task = json!({ "task": "private task" });
    let (client, _) = Client::mocked([
        calls("research", task),
        says("private result"),
        says("private answer"),
    ]);
    let spans = all_exported(async {
        let agent = Agent::new(
            client
                .responses()
                .create(CreateResponse::new().with_model("gpt-5-mini")),
        );
        let tools = Toolbox::new().agent("research", "Researches.", agent);
        client
            .responses()
            .create(request())
            .run_tools(&tools)
            .await
            .expect("a response");
    })
    .await;
    assert_eq!(spans.len(), 6);
    let (outer, tool) = (
        named(&spans, "invoke_agent"),
        named(&spans, "execute_tool research"),
    );
    let inner = named(&spans, "invoke_agent research");
    assert_parent(tool, outer);
    assert_parent(inner, tool);
    assert_parent(named(&spans, "chat gpt-5-mini"), inner);
    assert!(!format!("{spans:?}").contains("private"), "{spans:#?}");
}

#[tokio::test]
async fn failures_of_calls_and_runs_are_error_statuses_without_messages() {
    let failing = || {
        let definition = ToolDefinition::new("weather", "", json!({ "type": "object" }));
        Toolbox::new().tool(definition, async |_: Value| Err::<(), _>("private failure"))
    };
    let (client, _) = Client::mocked([
        calls("weather", json!({})),
        calls("unknown", json!({})),
        calls("weather", json!("no object")),
        says("private answer"),
    ]);
    let spans = all_exported(async {
        let run = client.responses().create(request()).run_tools(&failing());
        run.await.expect("a response");
    })
    .await;
    let errors: Vec<Option<String>> = spans
        .iter()
        .filter(|span| span.name.starts_with("execute_tool"))
        .map(|span| attributes(span).remove("error.type"))
        .collect();
    let expected = ["Handler", "UnknownTool", "Handler"].map(|kind| Some(kind.to_owned()));
    assert_eq!(errors, expected);
    assert_eq!(named(&spans, "invoke_agent").status, Status::Unset);
    assert!(!format!("{spans:?}").contains("private"), "{spans:#?}");

    let (client, _) = Client::mocked([calls("weather", json!({}))]);
    let spans = all_exported(async {
        let run = client.responses().create(request()).run_tools(&failing());
        run.on_tool_error(OnToolError::Abort)
            .await
            .expect_err("the error of the tool");
    })
    .await;
    let run = named(&spans, "invoke_agent");
    assert!(
        matches!(run.status, Status::Error { .. }),
        "{:?}",
        run.status
    );
    assert_attributes(run, &[("error.type", "Tool")]);
    assert!(!format!("{spans:?}").contains("private"), "{spans:#?}");
}

#[tokio::test]
async fn streamed_runs_and_chat_completions_have_the_same_spans() {
    let completion = |message: Value, finish_reason: &str| {
        MockResponse::json(&json!({
            "id": "c", "object": "chat.completion", "created": 1, "model": "gpt-5-2025",
            "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason }],
            "usage": { "prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7 },
        }))
    };
    let function = json!({ "name": "weather", "arguments": "{}" });
    let call = json!({ "id": "call_1", "type": "function", "function": function });
    let (client, _) = Client::mocked([
        completion(
            json!({ "role": "assistant", "content": null, "tool_calls": [call] }),
            "tool_calls",
        ),
        completion(
            json!({ "role": "assistant", "content": "private answer" }),
            "stop",
        ),
    ]);
    let spans = all_exported(async {
        let messages = vec![ChatCompletionRequestMessage::user("private question")];
        let call = client
            .chat()
            .completions()
            .create(CreateChatCompletionRequest::new("gpt-5", messages));
        call.run_tools(&weather()).await.expect("a completion");
    })
    .await;
    let run = named(&spans, "invoke_agent");
    assert_attributes(
        run,
        &[
            ("gen_ai.request.model", "gpt-5"),
            ("gen_ai.usage.input_tokens", "6"),
            ("gen_ai.usage.output_tokens", "8"),
        ],
    );
    assert_parent(named(&spans, "execute_tool weather"), run);

    let item = json!({ "type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "weather",
        "arguments": "{}", "status": "completed" });
    let end = |output: Value| {
        json!({ "type": "response.completed", "sequence_number": 9, "response": { "id": "resp_1",
            "object": "response", "status": "completed", "output": output } })
    };
    let done = json!({ "type": "response.output_item.done", "sequence_number": 1, "output_index": 0, "item": item });
    let (client, _) = Client::mocked([
        MockResponse::events([done, end(json!([item]))]),
        MockResponse::events([end(json!([]))]),
    ]);
    let spans = all_exported(async {
        let run = client.responses().create(request()).run_tools(&weather());
        let mut steps = run.stream().expect("a run");
        while let Some(step) = steps.next().await {
            step.expect("no error");
        }
    })
    .await;
    let run = named(&spans, "invoke_agent");
    assert_parent(named(&spans, "execute_tool weather"), run);
    let requests = spans.iter().filter(|span| span.name == "chat gpt-5");
    assert_eq!(requests.inspect(|span| assert_parent(span, run)).count(), 2);
}
