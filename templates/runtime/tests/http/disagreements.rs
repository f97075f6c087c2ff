//! Responses whose status or media type contradicts their body.

use std::sync::Arc;
use std::time::Duration;

use oasmith_runtime::stream::EventNoticeKind;
use oasmith_runtime::testing::MockResponse;
use oasmith_runtime::{Error, ErrorKind};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::server::{Step, chunked, events, json as json_response, open_ended};
use crate::support::*;

/// Returns the items of a stream and its last error.
async fn stream_of(script: Script) -> (Vec<u64>, Option<Error>) {
    let server = Server::start([script]).await;
    let call = client(&server).call::<Generate>().json(&json!({}));
    let mut stream = match call.stream().await {
        Ok(stream) => stream,
        Err(error) => return (Vec::new(), Some(error)),
    };
    let (mut items, mut failure) = (Vec::new(), None);
    while let Some(item) = stream.next().await {
        match item {
            Ok(tick) => items.push(tick.n),
            Err(error) => failure = Some(error),
        }
    }
    (items, failure)
}

fn labeled(content_type: &str, body: impl AsRef<[u8]>) -> Script {
    respond(200, &[("content-type", content_type)], body)
}

#[tokio::test]
async fn an_event_stream_with_any_media_type_is_read() {
    for content_type in ["application/json", "text/html", "text/plain", ""] {
        for start in ["", "\u{feff}", "\r\n", ": hi\n\n", "retry: 3\n\n"] {
            let body = format!("{start}data: {{\"n\":1}}\n\ndata: [DONE]\n\n");
            let (items, error) = stream_of(labeled(content_type, body)).await;
            assert!(error.is_none(), "{content_type} {start:?}: {error:?}");
            assert_eq!(items, [1], "{content_type} {start:?}");
        }
    }
}

#[tokio::test]
async fn an_item_of_a_mislabeled_stream_is_available_before_its_end() {
    let headers = [("content-type", "application/json")];
    for pieces in [
        &[&b"data: {\"n\":1}\n\n"[..]][..],
        &[b"da", b"ta: {\"n\":1}\n\n"],
    ] {
        let gate = Arc::new(Notify::new());
        let mut script = chunked(&headers, pieces, false);
        script.push(Step::Wait(gate.clone()));
        script.push(Step::Write(b"0\r\n\r\n".to_vec()));
        let server = Server::start([script]).await;
        let call = client(&server).call::<Generate>().json(&json!({}));
        let mut stream = call.stream().await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
        gate.notify_one();
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn a_response_without_events_is_an_error_that_shows_its_start() {
    let cases = [
        (
            "text/html",
            "<!doctype html><title>Gateway</title>",
            "is HTML",
        ),
        (
            "text/event-stream",
            "<!doctype html><title>Gateway</title>",
            "is HTML",
        ),
        ("application/json", r#"{"id":"a","n":1}"#, "is JSON"),
        ("text/event-stream", r#"{"id":"a","n":1}"#, "is JSON"),
        ("application/x-ndjson", "{\"n\":1}\n{\"n\":2}\n", "is JSON"),
        ("text/plain", "the model is asleep", "has no events"),
        ("text/event-stream", "the model is asleep", "has no events"),
        ("text/event-stream", ": ping\n\nid: 1\n\n", "has no events"),
        ("text/event-stream", "", "is empty"),
        ("application/json", " \n", "is empty"),
    ];
    for (content_type, body, form) in cases {
        let (items, error) = stream_of(labeled(content_type, body)).await;
        let error = error.unwrap();
        assert_eq!(
            (items.len(), error.kind()),
            (0, ErrorKind::Stream),
            "{body}"
        );
        let shown = error.to_string();
        let start = body.lines().next().unwrap_or_default().trim();
        for part in [form, start, "status 200", content_type] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
    let (_, error) = stream_of(respond(204, &[], "")).await;
    let error = error.unwrap();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Stream, 204)
    );
    assert!(error.message().contains("is empty"), "{error}");
}

#[tokio::test]
async fn at_most_512_bytes_of_a_body_are_shown() {
    let body = format!("<html>{}end", "x".repeat(2000));
    for content_type in ["text/html", "text/event-stream"] {
        let (_, error) = stream_of(labeled(content_type, &body)).await;
        let shown = error.unwrap().to_string();
        assert!(shown.contains(&"x".repeat(506)), "{shown}");
        assert!(!shown.contains(&"x".repeat(507)), "{shown}");
    }
    let plain = "y".repeat(2000);
    let (_, error) = stream_of(labeled("text/plain", &plain)).await;
    let shown = error.unwrap().to_string();
    assert!(shown.contains(&"y".repeat(512)) && !shown.contains(&"y".repeat(513)));
}

#[tokio::test]
async fn an_error_in_place_of_a_stream_is_known_before_the_body_ends() {
    let bodies = [
        (
            r#"{"error":{"message":"busy","code":429}}"#,
            ErrorKind::RateLimit,
        ),
        ("<html><body>Sign in", ErrorKind::Stream),
    ];
    for content_type in ["application/json", "text/event-stream"] {
        for (body, kind) in bodies {
            let gate = Arc::new(Notify::new());
            let mut script = chunked(&[("content-type", content_type)], &[body.as_bytes()], false);
            script.push(Step::Wait(gate.clone()));
            let (items, error) = stream_of(script).await;
            let error = error.unwrap();
            assert_eq!((items.len(), error.kind()), (0, kind), "{content_type}");
            assert_eq!(error.is_retryable(), kind == ErrorKind::RateLimit);
            gate.notify_one();
        }
    }
}

#[tokio::test]
async fn an_error_in_place_of_a_stream_keeps_its_message_and_code() {
    let cases = [
        r#"{"error":{"message":"loading","type":"t","code":"c"}}"#,
        "\u{feff}{\"error\":{\"message\":\"loading\",\"type\":\"t\",\"code\":\"c\"}}",
        r#"[{"error":{"message":"loading","type":"t","code":"c"}}]"#,
        "error: {\"message\":\"loading\",\"type\":\"t\",\"code\":\"c\"}\n\n",
        "error: {\"error\":{\"message\":\"loading\",\"type\":\"t\",\"code\":\"c\"}}",
        "event: error\ndata: {\"error\":{\"message\":\"loading\",\"type\":\"t\",\"code\":\"c\"}}\n\n",
    ];
    for content_type in ["application/json", "text/plain", "text/event-stream"] {
        for body in cases {
            let (_, error) = stream_of(labeled(content_type, body)).await;
            let error = error.unwrap();
            assert_eq!(error.kind(), ErrorKind::Stream, "{body}");
            assert!(error.message().contains("loading"), "{error}");
            assert_eq!(
                (error.code(), error.error_type()),
                (Some("c"), Some("t")),
                "{body}"
            );
        }
    }
    let (items, error) = stream_of(events("data: {\"n\":1}\n\nerror: out of memory\n\n")).await;
    assert_eq!(items, [1]);
    assert_eq!(error.unwrap().message(), "out of memory");
}

#[tokio::test]
async fn a_transient_error_in_place_of_a_stream_is_retried() {
    let busy = json_response(200, r#"{"error":{"message":"busy","code":"overloaded"}}"#);
    let server = Server::start([busy, events("data: {\"n\":1}\n\n")]).await;
    let client = builder(&server).max_retries(1).build().unwrap();
    let mut stream = client
        .call::<Generate>()
        .json(&json!({}))
        .stream()
        .await
        .unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
}

#[tokio::test]
async fn an_error_with_a_successful_status_has_the_kind_of_its_code() {
    let cases = [
        (
            r#"{"error":{"message":"m","code":429}}"#,
            ErrorKind::RateLimit,
            true,
        ),
        (
            r#"{"error":{"message":"m","code":"502"}}"#,
            ErrorKind::Server,
            true,
        ),
        (
            r#"{"error":{"message":"m"},"status":404}"#,
            ErrorKind::NotFound,
            false,
        ),
        (
            r#"{"error":{"message":"m","type":"overloaded"}}"#,
            ErrorKind::Unavailable,
            true,
        ),
        (
            r#"{"error":{"message":"m","code":"no_quota"}}"#,
            ErrorKind::Quota,
            false,
        ),
        (r#"{"error":"m"}"#, ErrorKind::Server, false),
        (
            "data: {\"error\":{\"message\":\"m\"}}\n\n",
            ErrorKind::Server,
            false,
        ),
    ];
    for (body, kind, retryable) in cases {
        let server = Server::start([json_response(200, body)]).await;
        let call = client(&server).call::<GetThing>().path("id", "a");
        let error = call.await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (kind, "m"), "{body}");
        assert_eq!(error.is_retryable(), retryable, "{body}");
        assert_eq!(error.status().unwrap().as_u16(), 200);
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.operation(), "getThing");
    }
}

#[tokio::test]
async fn an_error_is_found_in_every_kind_of_reply() {
    let body = r#"{"error":{"message":"gone","code":404}}"#;
    let server = Server::start((0..4).map(|_| json_response(200, body))).await;
    let client = client(&server);
    let deleted = client
        .call::<DeleteThing>()
        .path("id", "a")
        .await
        .unwrap_err();
    let text = client
        .call::<ReadThing>()
        .path("id", "a")
        .await
        .unwrap_err();
    let page = client
        .call::<ListThings>()
        .items()
        .collect()
        .await
        .unwrap_err();
    let job = client.call::<GetJob>().path("id", "a").await.unwrap_err();
    for error in [&deleted, &text, page.error(), &job] {
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::NotFound, "gone")
        );
    }
}

#[tokio::test]
async fn a_download_of_an_error_is_an_error_and_other_json_is_a_download() {
    let line = r#"{"custom_id":"a","error":{"message":"a line of a file"}}"#;
    let (client, _) = mocked([
        MockResponse::json(&json!({"error": {"message": "no voice", "code": "c"}})).chunked(3),
        MockResponse::bytes(
            "audio/wav",
            r#" {"error":{"message":"no voice","code":"c"}}"#,
        )
        .chunked(1),
        MockResponse::json(&json!({"data": [1, 2]})).chunked(3),
        MockResponse::bytes("application/json", vec![b'['; 200_000]),
        MockResponse::bytes("application/octet-stream", line),
        MockResponse::bytes("audio/wav", "{\"error\":\"no JSON\"}, and more"),
        MockResponse::bytes("audio/wav", "RIFF and more").chunked(1),
    ]);
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
    for _ in 0..2 {
        let download = client.call::<Audio>().await.unwrap();
        let error = download.bytes().await.unwrap_err();
        assert_eq!((error.message(), error.code()), ("no voice", Some("c")));
    }
    let json = client.call::<Audio>().await.unwrap().text().await.unwrap();
    assert_eq!(json, r#"{"data":[1,2]}"#);
    let large = client.call::<Audio>().await.unwrap().bytes().await.unwrap();
    assert_eq!(large.len(), 200_000);
    for expected in [line, "{\"error\":\"no JSON\"}, and more", "RIFF and more"] {
        let content = client.call::<Audio>().await.unwrap().text().await.unwrap();
        assert_eq!(content, expected);
    }
}

#[tokio::test]
async fn a_body_that_is_not_json_is_shown() {
    let cases = [
        (
            "text/html",
            "<html>Sign in</html>",
            "HTML (content-type: text/html): <html>Sign in",
        ),
        (
            "application/json",
            "upstream timed out",
            "upstream timed out",
        ),
        (
            "application/json",
            r#"{"id": NaN}"#,
            r#"invalid JSON: expected"#,
        ),
        ("application/json", r#"{"id": NaN}"#, r#"{"id": NaN}"#),
        (
            "application/json",
            "",
            "the response with status 200 has no body",
        ),
    ];
    for (content_type, body, shown) in cases {
        let server = Server::start([labeled(content_type, body)]).await;
        let call = client(&server).call::<GetThing>().path("id", "a");
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert!(error.to_string().contains(shown), "{error}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_white_space_and_invalid_utf_8_do_not_prevent_decoding() {
    let bodies = [
        &b"\xEF\xBB\xBF{\"id\":\"a\"}"[..],
        b" \r\n\n{\"id\":\"a\"}",
        b"{\"id\":\"a\",\"note\":\"\xFF\"}",
    ];
    let server = Server::start(bodies.map(|body| labeled("application/json", body))).await;
    let client = client(&server);
    for _ in bodies {
        let thing = client.call::<GetThing>().path("id", "a").await.unwrap();
        assert_eq!(thing.id, "a");
    }
}

#[tokio::test]
async fn an_error_body_in_the_format_of_a_stream_keeps_its_code() {
    for body in [
        "data: {\"error\":{\"message\":\"m\",\"code\":\"c\"}}\n\n",
        "event: error\r\ndata: {\"message\":\"m\",\ndata: \"code\":\"c\"}\r\n\r\ndata: [DONE]\n\n",
        ": hi\n\nerror: {\"message\":\"m\",\"code\":\"c\"}",
        "\u{feff}{\"error\":{\"message\":\"m\",\"code\":\"c\"}}",
    ] {
        let script = open_ended(500, &[("content-type", "text/event-stream")], body);
        let (_, error) = stream_of(script).await;
        let error = error.unwrap();
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::Server, "m"),
            "{body}"
        );
        assert_eq!(error.code(), Some("c"));
    }
}

/// An event whose properties are known.
#[derive(Debug, Deserialize)]
struct Letter {
    text: String,
}

#[tokio::test]
async fn comments_as_data_are_skipped_and_invalid_utf_8_is_repaired() {
    let mut body = b"data: : keepalive\n\ndata: keepalive\n\nevent: keepalive\n\n".to_vec();
    body.extend_from_slice(b"data: {\"text\":\"a\xFFb\"}\n\ndata: {\"text\":\"c\"}\n\n");
    let server = Server::start([labeled("text/event-stream", body)]).await;
    let call = client(&server).call::<Generate>().json(&json!({}));
    let mut stream = call.stream_as::<Letter>().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().text, "a\u{fffd}b");
    assert_eq!(stream.next().await.unwrap().unwrap().text, "c");
    assert!(stream.next().await.is_none());
    let notices = stream.notices();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].kind, EventNoticeKind::Repaired);
    assert_eq!(notices[0].data, &b"{\"text\":\"a\xFFb\"}"[..]);
}

#[tokio::test]
async fn an_event_that_is_not_json_is_an_error_with_its_data_and_the_stream_continues() {
    let (client, _) = mocked([MockResponse::raw_events(
        "data: oops\n\ndata: {\"n\":2}\n\n",
    )]);
    let call = client.call::<Generate>().json(&json!({}));
    let mut stream = call.stream().await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.body().unwrap().as_ref()),
        (ErrorKind::Decode, &b"oops"[..])
    );
    assert_eq!(stream.next().await.unwrap().unwrap().n, 2);
}

#[tokio::test]
async fn an_untyped_call_returns_json_with_an_error_unchanged() {
    let body = json!({"error": "part of the data"});
    let (client, _) = mocked([MockResponse::json(&body)]);
    let value: Value = client.get("/any").await.unwrap();
    assert_eq!(value, body);
}

#[tokio::test(start_paused = true)]
async fn a_delay_that_is_too_long_is_named() {
    let response = MockResponse::error(429, "c", "slow down").header("retry-after", "86400");
    let (client, mock) = mocked([response]);
    let error = client.call::<PostThing>().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86_400)));
    assert_eq!(error.message(), "slow down");
    let shown = error.to_string();
    assert!(
        shown.contains("86400 s") && shown.contains("at most 120 s"),
        "{shown}"
    );
    assert_eq!(mock.requests().len(), 1);
}
