//! Errors: what they report, and what they never show.

use std::error::Error as _;
use std::time::Duration;

use oasmith_runtime::testing::MockResponse;
use oasmith_runtime::transport::TransportErrorKind;
use oasmith_runtime::{ClientBuilder, Error, ErrorKind};
use serde_json::json;

use crate::support::*;

async fn error_of(response: MockResponse) -> Error {
    let (client, _) = mocked([response]);
    client.call::<PostThing>().max_retries(0).await.unwrap_err()
}

#[tokio::test]
async fn each_status_maps_to_an_error_kind() {
    let cases = [
        (400, ErrorKind::BadRequest),
        (401, ErrorKind::Authentication),
        (403, ErrorKind::Permission),
        (404, ErrorKind::NotFound),
        (409, ErrorKind::Conflict),
        (422, ErrorKind::Unprocessable),
        (429, ErrorKind::RateLimit),
        (500, ErrorKind::Server),
        (502, ErrorKind::Server),
        (503, ErrorKind::Unavailable),
        (418, ErrorKind::Status),
    ];
    for (status, kind) in cases {
        let error = error_of(MockResponse::json_with_status(
            status,
            &json!({"error": {"message": "m"}}),
        ))
        .await;
        assert_eq!((error.kind(), error.message()), (kind, "m"), "{status}");
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
}

#[tokio::test]
async fn an_error_code_takes_precedence_over_the_status() {
    let body = json!({"error": {"message": "pay", "type": "no_quota", "code": "no_quota"}});
    let error = error_of(MockResponse::json_with_status(429, &body)).await;
    assert_eq!(error.kind(), ErrorKind::Quota);
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn an_error_reports_everything_in_its_response() {
    let body = json!({"error": {"message": "too long", "type": "t", "code": "c", "param": "p"}});
    let response = MockResponse::json_with_status(429, &body)
        .header("x-request-id", "req_7")
        .header("retry-after", "3")
        .header("x-ratelimit-remaining-tokens", "0");
    let error = error_of(response).await;
    assert_eq!(
        (error.code(), error.error_type(), error.param()),
        (Some("c"), Some("t"), Some("p"))
    );
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(error.rate_limits().tokens().unwrap().remaining, Some(0));
    assert_eq!(error.headers().unwrap()["retry-after"], "3");
    assert_eq!(error.body().unwrap(), &body.to_string());
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "postThing: rate limit reached (429 c): too long [req_7]"
    );
}

#[tokio::test]
async fn error_bodies_are_parsed_or_shown() {
    let cases = [
        (r#"{"error":"plain"}"#, "plain", None),
        (r#"{"message":"flat","code":404}"#, "flat", Some("404")),
        (r#"{"detail":"other"}"#, "other", None),
        (
            r#"[{"error":{"message":"listed","code":"c"}}]"#,
            "listed",
            Some("c"),
        ),
        ("<h1>Bad Gateway</h1>", "<h1>Bad Gateway</h1>", None),
        (
            r#"{"error":{"message":null}}"#,
            r#"{"error":{"message":null}}"#,
            None,
        ),
        ("", "the response has no body", None),
    ];
    for (body, message, code) in cases {
        let error = error_of(MockResponse::new(502, body)).await;
        assert_eq!((error.message(), error.code()), (message, code), "{body}");
    }
}

#[tokio::test]
async fn titles_and_details_of_problems_are_the_message() {
    let cases = [
        (r#"{"title":"T","detail":"d"}"#, "T: d", None),
        (
            r#"{"title":"T.","detail":"d","type":"about:blank"}"#,
            "T: d",
            None,
        ),
        (
            r#"{"title":"T","detail":"T d","type":"u:x"}"#,
            "T d",
            Some("u:x"),
        ),
        (r#"{"title":"T","errors":{"name":["short"]}}"#, "T", None),
        (r#"{"title":"T","errors":{"message":"m"}}"#, "m", None),
    ];
    for (body, message, error_type) in cases {
        let error = error_of(MockResponse::new(422, body)).await;
        assert_eq!(error.message(), message, "{body}");
        assert_eq!(error.error_type(), error_type, "{body}");
    }
}

#[tokio::test]
async fn error_bodies_are_decoded_as_any_type() {
    let error = error_of(MockResponse::new(400, r#"{"fields":["a"]}"#)).await;
    let parsed: serde_json::Value = error.parsed().unwrap();
    assert_eq!(parsed["fields"][0], "a");
    let mismatch = error.parsed::<Vec<String>>().unwrap_err();
    assert_eq!(mismatch.kind(), ErrorKind::Decode);
    assert!(mismatch.message().contains("fields"), "{mismatch}");
    let error = error_of(MockResponse::new(400, "no JSON")).await;
    assert_eq!(error.parsed::<String>().unwrap(), "no JSON");
    let failure = MockResponse::transport_error(TransportErrorKind::Connection, "it broke");
    let error = error_of(failure).await.parsed::<String>().unwrap_err();
    assert_eq!(error.message(), "the error has no response");
}

#[tokio::test]
async fn a_long_error_body_is_truncated_in_the_message() {
    let error = error_of(MockResponse::new(500, "x".repeat(100_000))).await;
    assert!(error.message().len() < 1000);
    assert_eq!(error.body().unwrap().len(), 100_000);
}

#[tokio::test]
async fn transport_errors_have_a_kind_and_a_source() {
    let cases = [
        (TransportErrorKind::Connection, ErrorKind::Connection, true),
        (TransportErrorKind::Timeout, ErrorKind::Timeout, true),
        (TransportErrorKind::Cancelled, ErrorKind::Cancelled, false),
        (TransportErrorKind::Request, ErrorKind::Request, false),
    ];
    for (failure, kind, retryable) in cases {
        let error = error_of(MockResponse::transport_error(failure, "it broke")).await;
        assert_eq!((error.kind(), error.is_retryable()), (kind, retryable));
        assert!(error.status().is_none() && error.body().is_none());
        assert_eq!(error.source().unwrap().to_string(), "it broke");
    }
}

#[tokio::test]
async fn a_connection_error_does_not_show_the_url() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = ClientBuilder::new(&SERVICE)
        .credential("QueryAuth", KEY)
        .base_url(format!("http://127.0.0.1:{port}"))
        .max_retries(0)
        .build()
        .unwrap();
    let error = client.call::<QueryKeyThing>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(next) = source {
        shown.push_str(&format!("{next} {next:?}"));
        source = next.source();
    }
    assert!(!shown.contains("secret"), "{shown}");
}
