//! Responses as streams of typed events.

use futures_util::TryStreamExt;
use openai_typed::ErrorKind;
use openai_typed::types::{CreateResponse, ResponseStreamEvent};
use serde_json::{Value, json};

use crate::responses::response;
use crate::support::{MockResponse, Server};

/// Returns an event of the stream. Its name is its type.
fn event(data: Value) -> String {
    let name = data["type"].as_str().expect("a type");
    format!("event: {name}\ndata: {data}\n\n")
}

fn delta(text: &str, number: u32) -> String {
    event(json!({
        "type": "response.output_text.delta",
        "item_id": "msg_1",
        "output_index": 0,
        "content_index": 0,
        "delta": text,
        "logprobs": [],
        "sequence_number": number,
    }))
}

fn created() -> String {
    let response = response("resp_1", "in_progress");
    event(json!({ "type": "response.created", "response": response, "sequence_number": 0 }))
}

fn completed(number: u32) -> String {
    let response = response("resp_1", "completed");
    event(json!({ "type": "response.completed", "response": response, "sequence_number": number }))
}

fn question() -> CreateResponse {
    CreateResponse::new()
        .with_model("gpt-5.4")
        .with_input("The capital of France?".to_owned())
}

#[tokio::test]
async fn events_are_typed_and_the_stream_ends_with_the_connection() {
    let text = [
        created(),
        delta("Par", 1),
        event(json!({ "type": "keepalive", "sequence_number": 2 })),
        ": a comment\n\n".to_owned(),
        delta("is.", 3),
        completed(4),
    ]
    .concat();
    // Pieces may end anywhere, even within an event.
    let (first, rest) = text.split_at(text.len() / 3);
    let (second, third) = rest.split_at(rest.len() / 2 + 1);
    let server = Server::with_responses([MockResponse::events([first, second, third])]).await;

    let call = server.client().responses().create(question());
    let stream = call.stream().await.expect("a stream");
    let events: Vec<_> = stream.try_collect().await.expect("every event");

    let [
        ResponseStreamEvent::ResponseCreated(created),
        ResponseStreamEvent::ResponseOutputTextDelta(one),
        ResponseStreamEvent::ResponseOutputTextDelta(two),
        ResponseStreamEvent::ResponseCompleted(completed),
    ] = events.as_slice()
    else {
        panic!("{events:?}");
    };
    assert_eq!(created.response.id, "resp_1");
    assert_eq!([one.delta.as_str(), two.delta.as_str()], ["Par", "is."]);
    assert_eq!(completed.sequence_number, 4);
    let request = server.single_request();
    assert_eq!(request.header("accept"), Some("text/event-stream"));
    assert_eq!(request.json()["stream"], json!(true));
}

#[tokio::test]
async fn an_event_of_an_unknown_type_is_kept() {
    let new = json!({ "type": "response.sparkle.delta", "sparkle": { "size": 3 } });
    let text = [event(new.clone()), completed(1)].concat();
    let server = Server::with_responses([MockResponse::events([text.as_str()])]).await;
    let call = server.client().responses().create(question());
    let mut stream = call.stream().await.expect("a stream");
    let first = stream.next().await.expect("an event").expect("no error");
    let ResponseStreamEvent::Unknown(unknown) = &first else {
        panic!("{first:?}");
    };
    assert_eq!(unknown.json(), &new);
    assert_eq!(unknown.reason(), None);
    assert_eq!(serde_json::to_value(&first).expect("JSON"), new);
    let last = stream.next().await.expect("an event").expect("no error");
    assert!(matches!(last, ResponseStreamEvent::ResponseCompleted(_)));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_error_event_follows_the_events_before_it() {
    let error_event = json!({
        "type": "error",
        "code": "server_error",
        "message": "Something broke.",
        "param": null,
        "sequence_number": 2,
    });
    let text = [delta("Par", 1), event(error_event), delta("never", 3)].concat();
    let server = Server::with_responses([MockResponse::events([text.as_str()])]).await;
    let call = server.client().responses().create(question());
    let mut stream = call.stream().await.expect("a stream");
    let first = stream.next().await.expect("an event").expect("no error");
    assert!(matches!(
        first,
        ResponseStreamEvent::ResponseOutputTextDelta(_)
    ));
    let error = stream.next().await.expect("an end").expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert_eq!(error.message(), "Something broke.");
    assert_eq!(error.code(), Some("server_error"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_retrieved_response_is_streamed_by_a_query_parameter() {
    let text = completed(9);
    let server = Server::with_responses([MockResponse::events([text.as_str()])]).await;
    let call = server.client().responses().retrieve("resp_1");
    let stream = call
        .with_starting_after(8)
        .stream()
        .await
        .expect("a stream");
    let events: Vec<_> = stream.try_collect().await.expect("every event");
    assert_eq!(events.len(), 1);
    let request = server.single_request();
    assert_eq!(
        request.method_and_target(),
        "GET /v1/responses/resp_1?starting_after=8&stream=true"
    );
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn an_awaited_call_does_not_send_the_stream_parameter() {
    let server =
        Server::with_responses([MockResponse::json(response("resp_1", "completed"))]).await;
    let call = server.client().responses().retrieve("resp_1");
    let response = call.query("stream", true).await.expect("a response");
    assert_eq!(response.id, "resp_1");
    assert_eq!(
        server.single_request().method_and_target(),
        "GET /v1/responses/resp_1"
    );
}
