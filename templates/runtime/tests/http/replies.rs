//! Replies: how responses become values.

use std::time::Duration;

use futures_util::StreamExt;
use oasmith_runtime::testing::MockResponse;
use oasmith_runtime::{ErrorKind, reply as kinds};
use serde_json::{Value, json};

use crate::support::server::{chunked, json as json_response};
use crate::support::*;

const HEADERS: &[(&str, &str)] = &[
    ("content-type", "application/json"),
    ("x-request-id", "req_1"),
    ("testing-processing-ms", "321"),
    ("testing-poll-after-ms", "5000"),
    ("x-ratelimit-limit-requests", "100"),
    ("x-ratelimit-remaining-requests", "99"),
    ("x-ratelimit-reset-requests", "6m0s"),
    ("x-ratelimit-remaining-tokens", "5"),
    ("x-ratelimit-limit-project-tokens", "7"),
];

#[tokio::test]
async fn send_with_response_returns_status_headers_id_rate_limits_and_body() {
    let server = Server::start([respond(201, HEADERS, r#"{ "id": "a" }"#)]).await;
    let response = client(&server)
        .call::<GetThing>()
        .path("id", "a")
        .send_with_response()
        .await
        .unwrap();
    assert_eq!(response.value.id, "a");
    assert_eq!(response.id, "a", "it dereferences to the value");
    assert_eq!(response.status().as_u16(), 201);
    assert_eq!(response.headers()["x-request-id"], "req_1");
    assert_eq!(response.request_id(), Some("req_1"));
    assert_eq!(response.processing_time(), Some(Duration::from_millis(321)));
    assert_eq!(response.poll_after(), Some(Duration::from_secs(5)));
    assert_eq!(response.body(), r#"{ "id": "a" }"#);
    let limits = response.rate_limits();
    let requests = limits.requests().unwrap();
    assert_eq!((requests.limit, requests.remaining), (Some(100), Some(99)));
    assert_eq!(requests.reset, Some(Duration::from_secs(360)));
    let tokens = limits.tokens().unwrap();
    assert_eq!(
        (tokens.limit, tokens.remaining, tokens.reset),
        (None, Some(5), None)
    );
    assert_eq!(limits.get("project-tokens").unwrap().limit, Some(7));
}

#[tokio::test]
async fn a_value_has_the_id_of_its_request() {
    let body = r#"{ "id": "a" }"#;
    let server = Server::start([
        respond(200, HEADERS, body),
        respond(200, &[], body),
        respond(200, HEADERS, body),
        respond(200, HEADERS, r#"{ "data": [] }"#),
    ])
    .await;
    let client = client(&server);
    let get = || client.call::<GetThing>().path("id", "a");
    let thing = get().await.unwrap();
    assert_eq!(thing.extra.request_id(), Some("req_1"));
    let unidentified = get().await.unwrap();
    assert_eq!(unidentified.extra.request_id(), None);
    assert_eq!(thing, unidentified, "the ID is not compared");
    assert!(thing.extra.is_empty());
    let other: Value = get().send_as().await.unwrap();
    assert_eq!(other["id"], "a");
    assert_eq!(client.call::<ListThings>().await.unwrap().data, []);
}

#[tokio::test]
async fn an_empty_reply_ignores_the_body() {
    let server = Server::start([
        respond(204, &[], ""),
        json_response(200, r#"{"deleted":true}"#),
    ])
    .await;
    let client = client(&server);
    client.call::<DeleteThing>().path("id", "a").await.unwrap();
    client.call::<DeleteThing>().path("id", "a").await.unwrap();
}

#[tokio::test]
async fn a_text_reply_is_the_body_as_a_string() {
    let server = Server::start([
        respond(200, &[("content-type", "text/plain")], "1\n00:00 --> "),
        respond(200, &[], b"\xFF"),
    ])
    .await;
    let client = client(&server);
    let call = client.call::<ReadThing>().path("id", "a");
    assert_eq!(call.clone().await.unwrap(), "1\n00:00 --> ");
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn plain_text_decodes_as_a_json_string() {
    let text =
        || MockResponse::new(200, "WEBVTT").header("content-type", "text/vtt; charset=utf-8");
    let (client, _) = mocked([text(), text()]);
    assert_eq!(client.call::<PostThing>().await.unwrap(), json!("WEBVTT"));
    let error = client.call::<GetThing>().path("id", "a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body().unwrap(), "WEBVTT");
}

#[tokio::test]
async fn a_download_can_be_read_streamed_copied_and_saved() {
    let audio = |_| {
        chunked(
            &[("content-type", "audio/mpeg")],
            &[b"ID3", b"\x00\xFF"],
            true,
        )
    };
    let server = Server::start((0..4).map(audio)).await;
    let client = client(&server);
    let call = client.call::<LoadThing>().path("id", "a");

    let download = call.clone().await.unwrap();
    assert_eq!(download.content_type(), Some("audio/mpeg"));
    assert_eq!(download.bytes().await.unwrap(), &b"ID3\x00\xFF"[..]);

    let mut download = call.clone().await.unwrap();
    let mut streamed = Vec::new();
    while let Some(chunk) = StreamExt::next(&mut download).await {
        streamed.extend_from_slice(&chunk.unwrap());
    }
    assert_eq!(streamed, b"ID3\x00\xFF");

    let mut written = Vec::new();
    let download = call.clone().await.unwrap();
    assert_eq!(download.copy_to(&mut written).await.unwrap(), 5);
    assert_eq!(written, b"ID3\x00\xFF");

    let path = std::env::temp_dir().join(format!("download-{}", std::process::id()));
    assert_eq!(call.await.unwrap().save_to(&path).await.unwrap(), 5);
    assert_eq!(std::fs::read(&path).unwrap(), b"ID3\x00\xFF");
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn an_interrupted_download_is_an_error() {
    let mut script = chunked(&[], &[b"half"], false);
    script.push(server::Step::Close);
    let server = Server::start([script]).await;
    let download = client(&server)
        .call::<LoadThing>()
        .path("id", "a")
        .await
        .unwrap();
    let error = download.bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.operation(), "loadThing");
}

#[tokio::test]
async fn saving_to_an_invalid_path_is_an_io_error() {
    let (client, _) = mocked([MockResponse::new(200, "x")]);
    let download = client.call::<LoadThing>().path("id", "a").await.unwrap();
    let error = download.save_to("/nowhere/at/all").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
}

#[tokio::test]
async fn a_response_can_be_read_as_another_kind_of_reply() {
    let (client, mock) = mocked((0..3).map(|_| MockResponse::json(&json!({"id": "a", "x": 1}))));
    let call = client.call::<GetThing>().path("id", "a");
    let value: Value = call.clone().send_as().await.unwrap();
    assert_eq!(value["x"], 1);
    assert_eq!(
        call.clone().send_text().await.unwrap(),
        r#"{"id":"a","x":1}"#
    );
    assert_eq!(mock.last_request().unwrap().header("accept"), Some("*/*"));
    let raw = call.send_reply::<kinds::Raw>().await.unwrap();
    assert_eq!(raw.status().as_u16(), 200);
    assert_eq!(
        raw.into_body().collect().await.unwrap(),
        r#"{"id":"a","x":1}"#
    );
}

#[tokio::test]
async fn a_decode_error_reports_path_and_body() {
    let body = r#"{"data":[{"id":"a"},{"id":{}}]}"#;
    let headers = [
        ("content-type", "application/json"),
        ("x-request-id", "req_9"),
    ];
    let server = Server::start([respond(200, &headers, body)]).await;
    let error = client(&server).call::<ListThings>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.operation(), "listThings");
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.request_id(), Some("req_9"));
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(error.path(), Some("/data/1/id"));
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn invalid_json_is_a_decode_error() {
    let html = respond(200, &[("content-type", "text/html")], "<html>");
    let server = Server::start([html, respond(200, &[], "")]).await;
    let client = client(&server);
    for shown in ["<html>", ""] {
        let error = client.call::<GetThing>().path("id", "a").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.body().unwrap(), shown);
    }
}
