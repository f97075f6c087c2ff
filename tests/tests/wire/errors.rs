//! Error responses, and successful responses that do not match the document.

use openai_typed::ErrorKind;
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn error_body(message: &str, error_type: &str, param: Value, code: Value) -> Value {
    json!({
        "error": { "message": message, "type": error_type, "param": param, "code": code },
    })
}

fn model() -> MockResponse {
    MockResponse::json(json!({ "id": "a", "object": "model", "created": 1, "owned_by": "system" }))
}

/// Returns a retryable error with a minimal delay.
fn busy(status: u16) -> MockResponse {
    let body = error_body("Try again.", "server_error", Value::Null, Value::Null);
    MockResponse::error(status, body).with_header("retry-after-ms", "1")
}

#[tokio::test]
async fn each_status_maps_to_an_error_kind_with_the_details_of_the_service() {
    let cases = [
        (400, ErrorKind::BadRequest),
        (401, ErrorKind::Authentication),
        (403, ErrorKind::Permission),
        (404, ErrorKind::NotFound),
        (422, ErrorKind::Unprocessable),
    ];
    for (status, kind) in cases {
        let body = error_body(
            "No.",
            "invalid_request_error",
            json!("model"),
            json!("some_code"),
        );
        let mock_response =
            MockResponse::error(status, body.clone()).with_header("x-request-id", "req_1");
        let server = Server::with_responses([mock_response]).await;
        let error = server.client().models().retrieve("a").await;
        let error = error.expect_err("an error");
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.message(), "No.");
        assert_eq!(error.error_type(), Some("invalid_request_error"));
        assert_eq!(error.param(), Some("model"));
        assert_eq!(error.code(), Some("some_code"));
        assert_eq!(error.request_id(), Some("req_1"));
        assert_eq!(error.operation(), "retrieveModel");
        assert!(!error.is_retryable());
        let kept = error.body().expect("a body");
        assert_eq!(serde_json::from_slice::<Value>(kept).expect("JSON"), body);
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_rate_limited_request_is_retried() {
    let server = Server::with_responses([busy(429), model()]).await;
    let model = server.client().models().retrieve("a").await;
    assert_eq!(model.expect("a model").id, "a");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_persistent_rate_limit_is_an_error_with_the_limits() {
    let mock_response = || busy(429).with_header("x-ratelimit-limit-tokens", "150000");
    let server = Server::with_responses([mock_response(), mock_response()]).await;
    let call = server.client().models().retrieve("a").max_retries(1);
    let error = call.await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert_eq!(error.retries(), 1);
    assert!(error.is_retryable());
    let limit = error.rate_limits().tokens().and_then(|tokens| tokens.limit);
    assert_eq!(limit, Some(150_000));
}

#[tokio::test]
async fn an_exceeded_quota_is_not_retried() {
    let body = error_body(
        "Pay.",
        "insufficient_quota",
        Value::Null,
        json!("insufficient_quota"),
    );
    let mock_response = MockResponse::error(429, body).with_header("retry-after-ms", "1");
    let server = Server::with_responses([mock_response, model()]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Quota);
    assert!(!error.is_retryable());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_server_error_is_retried_twice() {
    let server = Server::with_responses([busy(500), busy(503), model()]).await;
    let model = server.client().models().retrieve("a").await;
    assert_eq!(model.expect("a model").id, "a");
    let counts: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("x-stainless-retry-count").map(str::to_owned))
        .collect();
    assert_eq!(counts, ["0", "1", "2"].map(|count| Some(count.to_owned())));
}

#[tokio::test]
async fn a_form_is_resent_completely() {
    let file = json!({ "id": "file-1", "object": "file", "bytes": 3, "filename": "a.txt" });
    let server = Server::with_responses([busy(502), MockResponse::json(file)]).await;
    let upload = openai_typed::Upload::from_bytes("a.txt", "abc");
    let form = openai_typed::types::CreateFileRequest::new(upload, "assistants");
    server.client().files().create(form).await.expect("a file");
    let requests = server.requests();
    assert_eq!(requests[0].form(), requests[1].form());
    assert_eq!(requests[1].form()[0].content, b"abc");
}

#[tokio::test]
async fn a_decode_error_has_a_path_and_keeps_the_body() {
    let body = "[1, 2]";
    let server = Server::with_responses([MockResponse::new(200, "application/json", body)]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some(""));
    assert_eq!(
        error.body().map(|body| body.as_ref()),
        Some(body.as_bytes())
    );
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_truncated_response_is_an_error() {
    let body = r#"{"id":"a","object":"#;
    let server = Server::with_responses([MockResponse::new(200, "application/json", body)]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.body().map(|body| body.as_ref()),
        Some(body.as_bytes())
    );
}

#[tokio::test]
async fn the_body_of_a_proxy_error_is_the_message() {
    let page = "<html>Bad gateway</html>";
    let server = Server::with_responses([MockResponse::new(404, "text/html", page)]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.message(), page);
}

#[tokio::test]
async fn a_rejected_stream_is_an_error_immediately() {
    let body = error_body("No.", "invalid_request_error", Value::Null, Value::Null);
    let server = Server::with_responses([MockResponse::error(400, body)]).await;
    let request = openai_typed::types::CreateResponse::new();
    let call = server.client().responses().create(request);
    let error = call.stream().await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::BadRequest);
    assert_eq!(error.message(), "No.");
}

#[tokio::test]
async fn an_empty_path_parameter_is_an_error() {
    let server = Server::with_responses([model()]).await;
    for name in ["", ".", ".."] {
        let error = server.client().models().retrieve(name).await;
        assert_eq!(error.expect_err("an error").kind(), ErrorKind::Request);
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn strict_decoding_rejects_a_missing_field() {
    let incomplete = || {
        MockResponse::json(json!({ "id": "a", "object": "model", "owned_by": "system", "new": 1 }))
    };
    let server = Server::with_responses([incomplete(), incomplete(), model()]).await;
    let tolerant = server.client();
    let model = tolerant.models().retrieve("a").await.expect("a model");
    assert_eq!(model.extra.missing().collect::<Vec<_>>(), ["created"]);

    let strict = tolerant.with_options(|options| options.strict_decoding(true));
    let strict = strict.expect("a client");
    let error = strict
        .models()
        .retrieve("a")
        .await
        .expect_err("a missing field");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.message().contains("missing field `created`"),
        "{error}"
    );
    strict
        .models()
        .retrieve("a")
        .await
        .expect("a complete model");
}
