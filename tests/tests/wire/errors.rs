//! Answers that are no success, and answers that are not what was promised.

use openai_typed::ErrorKind;
use serde_json::{Value, json};

use crate::support::{Answer, Server};

fn said(message: &str, error_type: &str, param: Value, code: Value) -> Value {
    json!({
        "error": { "message": message, "type": error_type, "param": param, "code": code },
    })
}

fn model() -> Answer {
    Answer::json(json!({ "id": "a", "object": "model", "created": 1, "owned_by": "system" }))
}

/// Too busy, with a delay that no test notices.
fn busy(status: u16) -> Answer {
    let body = said("Try again.", "server_error", Value::Null, Value::Null);
    Answer::error(status, body).with_header("retry-after-ms", "1")
}

#[tokio::test]
async fn each_status_has_its_kind_and_says_what_the_service_said() {
    let cases = [
        (400, ErrorKind::BadRequest),
        (401, ErrorKind::Authentication),
        (403, ErrorKind::Permission),
        (404, ErrorKind::NotFound),
        (422, ErrorKind::Unprocessable),
    ];
    for (status, kind) in cases {
        let body = said(
            "No.",
            "invalid_request_error",
            json!("model"),
            json!("some_code"),
        );
        let answer = Answer::error(status, body.clone()).with_header("x-request-id", "req_1");
        let server = Server::answering([answer]).await;
        let error = server.client().models().retrieve("a").await;
        let error = error.expect_err("a failure");
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
async fn a_rate_limit_is_waited_out() {
    let server = Server::answering([busy(429), model()]).await;
    let model = server.client().models().retrieve("a").await;
    assert_eq!(model.expect("a model").id, "a");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_rate_limit_that_lasts_is_an_error_with_the_limits() {
    let answer = || busy(429).with_header("x-ratelimit-limit-tokens", "150000");
    let server = Server::answering([answer(), answer()]).await;
    let call = server.client().models().retrieve("a").max_retries(1);
    let error = call.await.expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert_eq!(error.retries(), 1);
    assert!(error.is_retryable());
    let limit = error.rate_limits().tokens().and_then(|tokens| tokens.limit);
    assert_eq!(limit, Some(150_000));
}

#[tokio::test]
async fn a_used_up_quota_is_final() {
    let body = said(
        "Pay.",
        "insufficient_quota",
        Value::Null,
        json!("insufficient_quota"),
    );
    let answer = Answer::error(429, body).with_header("retry-after-ms", "1");
    let server = Server::answering([answer, model()]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::Quota);
    assert!(!error.is_retryable());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_server_error_is_retried_twice_and_then_forgotten() {
    let server = Server::answering([busy(500), busy(503), model()]).await;
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
async fn a_form_is_sent_again_whole() {
    let file = json!({ "id": "file-1", "object": "file", "bytes": 3, "filename": "a.txt" });
    let server = Server::answering([busy(502), Answer::json(file)]).await;
    let upload = openai_typed::Upload::from_bytes("a.txt", "abc");
    let form = openai_typed::types::CreateFileRequest::new(upload, "assistants");
    server.client().files().create(form).await.expect("a file");
    let requests = server.requests();
    assert_eq!(requests[0].form(), requests[1].form());
    assert_eq!(requests[1].form()[0].content, b"abc");
}

#[tokio::test]
async fn an_answer_that_cannot_be_decoded_says_where_and_keeps_the_body() {
    let body = "[1, 2]";
    let server = Server::answering([Answer::new(200, "application/json", body)]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("no model");
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
async fn an_answer_that_breaks_off_is_an_error() {
    let body = r#"{"id":"a","object":"#;
    let server = Server::answering([Answer::new(200, "application/json", body)]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("no model");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.body().map(|body| body.as_ref()),
        Some(body.as_bytes())
    );
}

#[tokio::test]
async fn an_answer_of_a_proxy_is_shown() {
    let page = "<html>Bad gateway</html>";
    let server = Server::answering([Answer::new(404, "text/html", page)]).await;
    let error = server.client().models().retrieve("a").await;
    let error = error.expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.message(), page);
}

#[tokio::test]
async fn a_refused_stream_is_an_error_at_once() {
    let body = said("No.", "invalid_request_error", Value::Null, Value::Null);
    let server = Server::answering([Answer::error(400, body)]).await;
    let request = openai_typed::types::CreateResponse::new();
    let call = server.client().responses().create(request);
    let error = call.stream().await.expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::BadRequest);
    assert_eq!(error.message(), "No.");
}

#[tokio::test]
async fn an_empty_path_parameter_is_not_sent() {
    let server = Server::answering([model()]).await;
    for name in ["", ".", ".."] {
        let error = server.client().models().retrieve(name).await;
        assert_eq!(error.expect_err("a mistake").kind(), ErrorKind::Request);
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_answer_that_lacks_something_is_an_error_to_who_wants_one() {
    let lacking =
        || Answer::json(json!({ "id": "a", "object": "model", "owned_by": "system", "new": 1 }));
    let server = Server::answering([lacking(), lacking(), model()]).await;
    let tolerant = server.client();
    let answer = tolerant.models().retrieve("a").await.expect("tolerance");
    assert_eq!(answer.extra.missing().collect::<Vec<_>>(), ["created"]);

    let strict = tolerant.with_options(|options| options.strict_answers(true));
    let strict = strict.expect("a client");
    let error = strict.models().retrieve("a").await.expect_err("strictness");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.message().contains("missing field `created`"),
        "{error}"
    );
    strict.models().retrieve("a").await.expect("all is there");
}
