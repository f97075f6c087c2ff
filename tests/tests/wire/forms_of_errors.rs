//! The forms in which servers and gateways report errors: with status 200, with an error status, and among events.

use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateEmbeddingRequest,
    CreateResponse,
};
use openai_typed::{Client, Error, ErrorKind};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

/// Forms of an error with the message `busy` and a code.
fn forms(code: &Value) -> Vec<Value> {
    let error = json!({ "message": "busy", "code": code });
    let nested = json!({ "error": error }).to_string();
    vec![
        json!({ "error": error }),
        json!({ "type": "error", "error": error }),
        json!({ "success": false, "error": "busy", "code": code }),
        json!({ "success": false, "errors": [error], "messages": [], "result": null }),
        json!({ "errors": [error] }),
        json!({ "error": [error] }),
        json!({ "data": [{ "error": error }] }),
        json!({ "data": [{ "error": error }, { "error": error }] }),
        json!({ "fault": { "faultstring": "busy", "detail": { "errorcode": code } } }),
        json!({ "detail": error }),
        json!({ "detail": { "error": "busy", "code": code } }),
        json!({ "message": "busy", "code": code }),
        json!({ "Message": "busy", "Code": code }),
        json!({ "Error": { "Message": "busy", "Code": code } }),
        json!({ "ResponseMetadata": { "Error": { "Message": "busy", "Code": code } } }),
        json!({ "errorMessage": "busy", "errorCode": code }),
        json!({ "ok": false, "description": "busy", "error_code": code }),
        json!({ "message": { "text": "busy" }, "code": code }),
        json!({ "exception": error }),
        json!({ "failure": error }),
        json!({ "error": { "code": code, "innererror": { "message": "busy" } } }),
        json!({ "errors": [{ "message": "busy", "extensions": { "code": code } }] }),
        json!({ "error": nested }),
        json!({ "error": { "message": nested } }),
        json!([{ "error": error }]),
    ]
}

/// Forms of an error with the message `busy` and nothing else that identifies it.
fn forms_without_code() -> Vec<Value> {
    vec![
        json!({ "error": "busy" }),
        json!({ "error": ["busy"] }),
        json!({ "errors": ["busy"] }),
        json!({ "errors": "busy" }),
        json!({ "detail": "busy" }),
        json!({ "detail": ["busy"] }),
        json!({ "detail": [{ "type": "missing", "loc": ["body"], "msg": "busy" }] }),
        json!({ "error": { "reason": "busy", "type": "x" } }),
        json!({ "status": "error", "message": "busy" }),
        json!({ "success": false, "message": "busy" }),
        json!({ "error": true, "message": "busy" }),
        json!({ "err": "busy" }),
        json!({ "exception": "busy" }),
        json!({ "data": [{ "error": "busy" }] }),
        json!({ "level": "error", "msg": "busy" }),
    ]
}

fn question() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("m", [ChatCompletionRequestUserMessage::new("Hi")])
}

fn client(server: &Server) -> Client {
    server.client_with(|builder| builder.api_key("k").max_retries(0))
}

/// Calls operations of several kinds, each of which receives this body.
async fn errors_of(status: u16, body: &Value) -> Vec<Error> {
    let response = || MockResponse::new(status, "application/json", body.to_string());
    let server = Server::with_responses((0..4).map(|_| response())).await;
    let client = client(&server);
    let chat = client.chat().completions().create(question()).await;
    let models = client.models().list().await;
    let response = client.responses().create(CreateResponse::new()).await;
    let request = CreateEmbeddingRequest::new("m", "x");
    let embedding = client.embeddings().create(request).await;
    let errors = [chat.err(), models.err(), response.err(), embedding.err()];
    errors
        .into_iter()
        .map(|error| error.unwrap_or_else(|| panic!("an error: {body}")))
        .collect()
}

/// Returns the text before the error of a stream, and the error.
async fn stream_error(body: &str) -> (String, Error) {
    let server = Server::with_responses([MockResponse::events([body])]).await;
    let call = client(&server).chat().completions().create(question());
    let stream = call.stream().await.expect("a stream");
    let collected = stream.collect_completion().await;
    let interrupted = collected
        .err()
        .unwrap_or_else(|| panic!("an error: {body}"));
    let text = interrupted
        .partial()
        .content()
        .unwrap_or_default()
        .to_owned();
    (text, interrupted.into())
}

fn chunk() -> String {
    let choice = json!({ "index": 0, "delta": { "content": "Hi" }, "finish_reason": null });
    let chunk = json!({
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice],
    });
    format!("data: {chunk}\n\n")
}

#[tokio::test]
async fn each_form_with_a_successful_status_is_an_error_of_its_kind() {
    for (code, kind) in [
        (json!(429), ErrorKind::RateLimit),
        (json!("rate_limit_exceeded"), ErrorKind::RateLimit),
        (json!("insufficient_quota"), ErrorKind::Quota),
        (
            json!("policies.ratelimit.QuotaViolation"),
            ErrorKind::RateLimit,
        ),
        (json!("other"), ErrorKind::Server),
    ] {
        for body in forms(&code) {
            for error in errors_of(200, &body).await {
                let expected = code.as_str().map_or(code.to_string(), str::to_owned);
                assert_eq!(
                    (error.kind(), error.message(), error.code()),
                    (kind, "busy", Some(expected.as_str())),
                    "{body}: {error}"
                );
            }
        }
    }
    for body in forms_without_code() {
        for error in errors_of(200, &body).await {
            let found = (error.kind(), error.message());
            assert_eq!(found, (ErrorKind::Server, "busy"), "{body}: {error}");
        }
    }
}

#[tokio::test]
async fn each_form_with_an_error_status_has_its_message_and_code() {
    for status in [400, 503] {
        for body in forms(&json!("c")) {
            for error in errors_of(status, &body).await {
                assert_eq!(
                    (error.message(), error.code()),
                    ("busy", Some("c")),
                    "{body}"
                );
            }
        }
        for body in forms_without_code() {
            for error in errors_of(status, &body).await {
                assert_eq!(error.message(), "busy", "{body}");
            }
        }
    }
}

#[tokio::test]
async fn each_form_among_events_ends_the_stream_with_its_message_and_code() {
    let with_code = forms(&json!("c")).into_iter().map(|body| (body, Some("c")));
    let without = forms_without_code().into_iter().map(|body| (body, None));
    for (body, code) in with_code.chain(without) {
        for (before, text) in [(String::new(), ""), (chunk(), "Hi")] {
            for name in ["", "event: error\n"] {
                let stream = format!("{before}{name}data: {body}\n\n");
                let (received, error) = stream_error(&stream).await;
                assert_eq!(
                    (received.as_str(), error.message()),
                    (text, "busy"),
                    "{stream}"
                );
                assert!(
                    code.is_none_or(|code| error.code() == Some(code)),
                    "{stream}: {error}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_status_in_an_error_decides_its_kind() {
    for error in [
        json!({ "error": { "status": 429, "message": "busy" } }),
        json!({ "error": { "http_code": 429, "message": "busy" } }),
        json!({ "error": { "statusCode": "429", "message": "busy" } }),
        json!({ "statusCode": 429, "error": "Too Many Requests", "message": "busy" }),
        json!({ "type": "about:blank", "title": "Limit", "status": 429, "detail": "Limit: busy" }),
    ] {
        for found in errors_of(200, &error).await {
            assert_eq!(found.kind(), ErrorKind::RateLimit, "{error}");
            assert!(found.message().ends_with("busy"), "{error}: {found}");
        }
    }
}
