//! Errors with status 200, and responses that are not event streams.

use openai_typed::ErrorKind;

use super::{file, json, plain, question};
use crate::support::{MockResponse, Server};

#[tokio::test]
async fn an_error_with_a_successful_status_is_an_error() {
    for (path, kind, code, message) in [
        (
            "body-bare.json",
            ErrorKind::Server,
            Some("502"),
            "upstream is overloaded",
        ),
        (
            "body-openrouter.json",
            ErrorKind::RateLimit,
            Some("429"),
            "Provider returned error",
        ),
        (
            "body-text.json",
            ErrorKind::Server,
            None,
            "Unexpected endpoint or method. (POST /chat/completions)",
        ),
    ] {
        let Some(bytes) = file(&format!("05-error-inside-200/{path}")) else {
            return;
        };
        let error = plain(json(bytes)).await.expect_err(path);
        assert_eq!(
            (error.kind(), error.code(), error.message()),
            (kind, code, message),
            "{path}"
        );
        assert_eq!(error.is_retryable(), code.is_some(), "{path}");
    }
}

#[tokio::test]
async fn a_response_that_is_not_an_event_stream_is_an_error_that_shows_it() {
    let is_loading = ["model is loading"].as_slice();
    for (path, content_type, shown) in [
        (
            "page.html",
            "text/html",
            ["HTML", "text/html", "<"].as_slice(),
        ),
        (
            "answer.json",
            "application/json",
            ["JSON", "application/json", "{\"id\": \"cc-1\""].as_slice(),
        ),
        ("body.json", "text/plain", is_loading),
        ("body.json", "", is_loading),
        (
            "lines.ndjson",
            "application/x-ndjson",
            ["application/x-ndjson", "{\"id\": \"cc-1\""].as_slice(),
        ),
    ] {
        let Some(bytes) = file(&format!("09-no-stream-to-a-stream/{path}")) else {
            return;
        };
        let server = Server::with_responses([MockResponse::new(200, content_type, bytes)]).await;
        let client = server.client_with(|builder| builder.api_key("k").max_retries(0));
        let call = client.chat().completions().create(question()).stream();
        let error = call.await.expect_err("no event stream");
        let shown = shown.iter().chain(&["is not an event stream"]);
        for shown in shown {
            assert!(error.to_string().contains(shown), "{path}: {error}");
        }
    }
}
