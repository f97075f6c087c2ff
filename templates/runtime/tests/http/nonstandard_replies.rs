//! Responses in another form than declared: other objects, lists without an object around them, JSON in a string, and bodies
//! that break off.

use std::time::Duration;

use oasmith_runtime::ErrorKind;
use oasmith_runtime::testing::MockResponse;
use serde_json::{Value, json};

use crate::support::*;

#[tokio::test]
async fn a_body_that_breaks_off_is_part_of_the_error() {
    let body = json!({ "id": "a", "text": "Once upon a time" }).to_string();
    for status in [200, 500] {
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{body}"
        );
        let script = vec![
            crate::support::server::Step::Write(head.into_bytes()),
            crate::support::server::Step::Close,
        ];
        let server = Server::start([script]).await;
        let call = client(&server).call::<GetThing>().path("id", "a");
        let error = call.await.unwrap_err();
        assert_eq!(error.body().unwrap(), body.as_str(), "{status}");
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
}

#[tokio::test]
async fn json_in_a_string_is_the_response() {
    let thing = json!({ "id": "a" }).to_string();
    let (client, _) = mocked([
        MockResponse::json(&json!(thing)),
        MockResponse::json(&json!("text")),
    ]);
    let read = client.call::<GetThing>().path("id", "a").await.unwrap();
    assert_eq!(read.id, "a");
    let error = client.call::<GetThing>().path("id", "a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test(start_paused = true)]
async fn a_delay_in_the_body_is_honored() {
    let info =
        json!({ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.5s" });
    let busy = json!([{ "error": { "code": 429, "message": "busy", "details": [info] } }]);
    let busy = || MockResponse::json_with_status(429, &busy);
    let (client, _) = mocked([busy(), MockResponse::json(&json!({}))]);
    let start = tokio::time::Instant::now();
    let value: Value = client.call::<PostThing>().json(&json!({})).await.unwrap();
    assert_eq!(value, json!({}));
    assert_eq!(start.elapsed(), Duration::from_millis(34_500));
    // A header takes precedence.
    let (client, _) = mocked([
        busy().header("retry-after", "2"),
        MockResponse::json(&json!({})),
    ]);
    let start = tokio::time::Instant::now();
    client.call::<PostThing>().json(&json!({})).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(2));
}

#[tokio::test]
async fn an_error_may_be_followed_by_other_lines() {
    let body = "{\"error\":{\"message\":\"busy\",\"code\":404}}\n{\"done\":true}\n";
    let (client, _) = mocked([MockResponse::bytes("application/x-ndjson", body)]);
    let call = client.call::<Generate>().json(&json!({}));
    let error = call.stream().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::NotFound, Some("404"))
    );
}

#[tokio::test]
async fn a_state_may_be_spelled_in_another_way() {
    for state in ["done", "DONE", "Done"] {
        let (client, mock) = mocked([MockResponse::json(&json!({ "status": state }))]);
        let waiting = client.call::<GetJob>().path("id", "a").wait_until_done();
        assert_eq!(waiting.await.unwrap().status, state);
        assert_eq!(mock.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_error_in_the_format_of_a_stream_in_place_of_a_download_is_an_error() {
    const AUDIO: oasmith_runtime::request::OperationSpec =
        oasmith_runtime::request::OperationSpec::new(
            "speak",
            oasmith_runtime::request::Method::GET,
            "/audio",
        )
        .accept("application/octet-stream");
    enum Audio {}
    impl oasmith_runtime::request::Operation for Audio {
        const SPEC: oasmith_runtime::request::OperationSpec = AUDIO;
        type Reply = oasmith_runtime::reply::Binary;
    }
    let failure = "event: error\ndata: {\"error\":{\"message\":\"no voice\",\"code\":404}}\n\n";
    let events = "data: {\"type\":\"audio\",\"audio\":\"AAAA\"}\n\n";
    for size in [1, 7, 1000] {
        let (client, _) = mocked([
            MockResponse::bytes("audio/mpeg", failure).chunked(size),
            MockResponse::bytes("audio/mpeg", events).chunked(size),
        ]);
        let error = client.call::<Audio>().await.unwrap().bytes().await;
        let error = error.unwrap_err();
        assert_eq!(
            (error.message(), error.kind()),
            ("no voice", ErrorKind::NotFound)
        );
        let text = client.call::<Audio>().await.unwrap().text().await.unwrap();
        assert_eq!(text, events);
    }
}
