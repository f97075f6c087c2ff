//! Beta operations: their header, named events, and beta variants of operations.

#![allow(deprecated)] // assistants are

use futures_util::TryStreamExt;
use openai_typed::ErrorKind;
use openai_typed::types::{
    AssistantStreamEvent, BetaCreateResponse, CreateAssistantRequest, CreateThreadAndRunRequest,
    MessageStreamEvent, RunStreamEvent,
};
use serde_json::{Value, json};

use crate::responses::response;
use crate::support::{MockResponse, Server};

fn run(status: &str) -> Value {
    json!({
        "id": "run_1",
        "object": "thread.run",
        "created_at": 1_760_000_000,
        "thread_id": "thread_1",
        "assistant_id": "asst_1",
        "status": status,
        "required_action": null,
        "last_error": null,
        "expires_at": null,
        "started_at": null,
        "cancelled_at": null,
        "failed_at": null,
        "completed_at": null,
        "incomplete_details": null,
        "model": "gpt-4o",
        "instructions": "",
        "tools": [],
        "metadata": {},
        "usage": null,
        "max_prompt_tokens": null,
        "max_completion_tokens": null,
        "truncation_strategy": { "type": "auto", "last_messages": null },
        "tool_choice": "auto",
        "parallel_tool_calls": true,
        "response_format": "auto",
    })
}

#[tokio::test]
async fn assistants_send_their_beta_header() {
    let server = Server::with_responses([MockResponse::json(json!({
        "id": "asst_1",
        "object": "assistant",
        "created_at": 1_760_000_000,
        "name": "Tutor",
        "description": null,
        "model": "gpt-4o",
        "instructions": null,
        "tools": [{ "type": "code_interpreter" }],
        "metadata": {},
    }))])
    .await;
    let body = CreateAssistantRequest::new("gpt-4o").with_name("Tutor");
    let assistant = server.client().beta().assistants().create(body).await;
    assert_eq!(
        assistant.expect("an assistant").name.as_deref(),
        Some("Tutor")
    );
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/assistants");
    assert_eq!(request.header("openai-beta"), Some("assistants=v2"));
    assert_eq!(
        request.json(),
        json!({ "model": "gpt-4o", "name": "Tutor" })
    );
}

fn named_event(name: &str, data: Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

#[tokio::test]
async fn a_run_streams_named_events() {
    let text = [
        named_event(
            "thread.created",
            json!({ "id": "thread_1", "object": "thread", "created_at": 1 }),
        ),
        named_event("thread.run.queued", run("queued")),
        named_event(
            "thread.message.delta",
            json!({
                "id": "msg_1",
                "object": "thread.message.delta",
                "delta": { "content": [{ "index": 0, "type": "text", "text": { "value": "Hi" } }] },
            }),
        ),
        named_event("thread.confetti", json!({ "pieces": 9 })),
        named_event("thread.run.completed", run("completed")),
        "event: done\ndata: [DONE]\n\n".to_owned(),
    ]
    .concat();
    let server = Server::with_responses([MockResponse::events([text.as_str()])]).await;
    let body = CreateThreadAndRunRequest::new("asst_1");

    let call = server.client().beta().threads().create_and_run(body);
    let stream = call.stream().await.expect("a stream");
    let events: Vec<_> = stream.try_collect().await.expect("every event");

    let [
        AssistantStreamEvent::ThreadCreated(created),
        AssistantStreamEvent::RunStreamEvent(RunStreamEvent::ThreadRunQueued(queued)),
        AssistantStreamEvent::MessageStreamEvent(MessageStreamEvent::ThreadMessageDelta(delta)),
        AssistantStreamEvent::Unknown(unknown),
        AssistantStreamEvent::RunStreamEvent(RunStreamEvent::ThreadRunCompleted(_)),
    ] = events.as_slice()
    else {
        panic!("{events:#?}");
    };
    assert_eq!(created.data.id, "thread_1");
    assert_eq!(queued.data.assistant_id, "asst_1");
    assert_eq!(delta.data.delta.content.as_deref().map(<[_]>::len), Some(1));
    assert_eq!(
        unknown.json(),
        &json!({ "event": "thread.confetti", "data": { "pieces": 9 } })
    );
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/threads/runs");
    assert_eq!(request.header("openai-beta"), Some("assistants=v2"));
    assert_eq!(
        request.json(),
        json!({ "assistant_id": "asst_1", "stream": true })
    );
}

#[tokio::test]
async fn an_event_named_error_ends_the_stream() {
    let error = json!({ "message": "Too busy.", "type": "server_error", "code": null });
    let text = [
        named_event("thread.run.queued", run("queued")),
        named_event("error", error),
    ]
    .concat();
    let server = Server::with_responses([MockResponse::events([text.as_str()])]).await;
    let body = CreateThreadAndRunRequest::new("asst_1");
    let call = server.client().beta().threads().create_and_run(body);
    let mut stream = call.stream().await.expect("a stream");
    assert!(stream.next().await.is_some_and(|event| event.is_ok()));
    let error = stream.next().await.expect("an end").expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert_eq!(error.message(), "Too busy.");
}

#[tokio::test]
async fn a_run_without_streaming_is_json() {
    let server = Server::with_responses([MockResponse::json(run("queued"))]).await;
    let body = CreateThreadAndRunRequest::new("asst_1");
    let run = server.client().beta().threads().create_and_run(body).await;
    assert_eq!(run.expect("a run").thread_id, "thread_1");
    assert_eq!(
        server.single_request().json(),
        json!({ "assistant_id": "asst_1" })
    );
}

#[tokio::test]
async fn a_beta_operation_sends_its_query_and_header() {
    let mock_responses = [0; 2].map(|_| MockResponse::json(response("resp_1", "completed")));
    let server = Server::with_responses(mock_responses).await;
    let responses = server.client().beta().responses();
    let body = || BetaCreateResponse::new().with_model("gpt-5.4");
    assert_eq!(
        responses.create(body()).await.expect("a response").id,
        "resp_1"
    );
    let custom = responses
        .create(body())
        .with_openai_beta(["one=v1", "two=v2"]);
    custom.await.expect("a response");
    let requests = server.requests();
    for request in &requests {
        assert_eq!(request.method_and_target(), "POST /v1/responses?beta=true");
        assert_eq!(request.json(), json!({ "model": "gpt-5.4" }));
    }
    let beta: Vec<_> = requests
        .iter()
        .map(|request| request.header("openai-beta"))
        .collect();
    assert_eq!(
        beta,
        [Some("responses_multi_agent=v1"), Some("one=v1,two=v2")]
    );
}
