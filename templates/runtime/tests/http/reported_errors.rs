//! Errors in unusual places: in an item, next to an item, after comments.

use oasmith_runtime::ErrorKind;
use oasmith_runtime::testing::MockResponse;
use serde_json::{Value, json};

use crate::support::*;

/// Returns what a stream returns: the number of an item, or the message and code of an error.
async fn stream_of(body: &str) -> Vec<Result<u64, (String, Option<String>)>> {
    let (client, _) = mocked([MockResponse::bytes("text/event-stream", body.to_owned())]);
    let call = client.call::<Generate>().json(&json!({}));
    let mut stream = match call.stream().await {
        Ok(stream) => stream,
        Err(error) => return vec![Err(described(&error))],
    };
    let mut all = Vec::new();
    while let Some(item) = stream.next().await {
        all.push(item.map(|tick| tick.n).map_err(|error| described(&error)));
    }
    all
}

fn described(error: &oasmith_runtime::Error) -> (String, Option<String>) {
    (error.message().to_owned(), error.code().map(str::to_owned))
}

fn failed(message: &str, code: &str) -> Result<u64, (String, Option<String>)> {
    Err((message.to_owned(), Some(code.to_owned())))
}

#[tokio::test]
async fn an_error_of_an_item_follows_its_event_and_the_stream_continues() {
    let error = r#"{"message":"m","code":"c"}"#;
    let body = format!(
        "data: {{\"n\":1,\"parts\":[{{\"error\":{error}}}]}}\n\ndata: {{\"n\":2}}\n\n\
         data: {{\"n\":3,\"parts\":[{{\"reason\":\"failed\"}}]}}\n\ndata: [DONE]\n\n"
    );
    let expected = [
        Ok(1),
        failed("m", "c"),
        Ok(2),
        Ok(3),
        failed("`parts.reason` is `failed`", "failed"),
    ];
    assert_eq!(stream_of(&body).await, expected);
}

#[tokio::test]
async fn a_response_with_a_failed_item_is_an_error_with_the_body() {
    let cases = [
        (
            json!({ "message": "m", "code": 429 }),
            ErrorKind::RateLimit,
            "m",
        ),
        (json!("m"), ErrorKind::Server, "m"),
        (Value::Null, ErrorKind::Server, "`parts.reason` is `failed`"),
    ];
    for (error, kind, message) in cases {
        let part = json!({ "text": "received", "reason": "failed", "error": error });
        let body = json!({ "parts": [part] });
        let (client, _) = mocked([MockResponse::json(&body)]);
        let error = client
            .call::<Generate>()
            .json(&json!({}))
            .await
            .unwrap_err();
        assert_eq!((error.kind(), error.message()), (kind, message));
        assert_eq!(error.parsed::<Value>().unwrap(), body);
    }
    let body = json!({ "parts": [{ "text": "failed", "reason": "stop", "error": null }] });
    let (client, _) = mocked([MockResponse::json(&body)]);
    assert_eq!(
        client.call::<Generate>().json(&json!({})).await.unwrap(),
        body
    );
}

#[tokio::test]
async fn json_after_comments_is_read_as_without_them() {
    let comments = "\u{feff}: waiting\n\n\r\n: still waiting\r\n\r\n";
    let error = json!({ "error": { "message": "loading", "code": "c" } });
    for body in [error.to_string(), format!("{error:#}")] {
        let all = stream_of(&format!("{comments}{body}")).await;
        let [Err((message, code))] = &all[..] else {
            panic!("{all:?}")
        };
        assert!(
            message.contains("is JSON") && message.contains("loading"),
            "{message}"
        );
        assert_eq!(code.as_deref(), Some("c"));
    }
    for content_type in ["application/json", "text/event-stream", "text/plain"] {
        let response = MockResponse::bytes(content_type, format!("{comments}{{\"n\":1}}"));
        let (client, _) = mocked([response]);
        let call = client.call::<Generate>().json(&json!({}));
        assert_eq!(call.await.unwrap(), json!({ "n": 1 }), "{content_type}");
    }
}
