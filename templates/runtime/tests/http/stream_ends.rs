//! Where event streams end: at a marker in any form, after data that follows it, or in the middle of an event.

use std::time::Duration;

use oasmith_runtime::ErrorKind;
use oasmith_runtime::stream::EventNoticeKind;
use oasmith_runtime::testing::MockResponse;
use serde_json::json;

use crate::support::server::{Step, chunked};
use crate::support::*;

/// What a stream returned.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    items: Vec<u64>,
    /// The kinds and bodies of errors.
    errors: Vec<(ErrorKind, String)>,
    is_done: bool,
    notices: Vec<String>,
}

async fn seen(response: MockResponse) -> Seen {
    let (client, _) = mocked([response]);
    let call = client.call::<Generate>().json(&json!({}));
    let mut stream = call.stream().await.unwrap();
    let mut seen = Seen::default();
    while let Some(item) = stream.next().await {
        match item {
            Ok(tick) => seen.items.push(tick.n),
            Err(error) => {
                let body = error.body().cloned().unwrap_or_default();
                let body = String::from_utf8_lossy(&body).into_owned();
                seen.errors.push((error.kind(), body));
            }
        }
    }
    seen.is_done = stream.is_done();
    let notices = stream.notices().iter();
    seen.notices = notices
        .map(|notice| {
            assert_eq!(notice.kind, EventNoticeKind::Skipped);
            String::from_utf8_lossy(&notice.data).into_owned()
        })
        .collect();
    seen
}

fn complete(items: &[u64]) -> Seen {
    Seen {
        items: items.to_vec(),
        is_done: true,
        ..Seen::default()
    }
}

#[tokio::test]
async fn the_marker_has_several_forms() {
    for end in [
        "data: [DONE]\n\n",
        "data: [done]\n\n",
        "data:DONE\n\n",
        "data: \"[DONE]\"\n\n",
        "[DONE]\n\n",
        "[DONE]",
        "event: done\ndata: {}\n\n",
        "event: done\ndata:\n\n",
    ] {
        let body = format!("data: {{\"n\":1}}\n\n{end}");
        let found = seen(MockResponse::raw_events(body)).await;
        assert_eq!(found, complete(&[1]), "{end:?}");
    }
    // The marker on the next line.
    for body in [
        "data: {\"n\":1}\n[DONE]\n",
        "data: {\"n\":1}\ndata: [DONE]\n",
    ] {
        assert_eq!(
            seen(MockResponse::raw_events(body)).await,
            complete(&[1]),
            "{body:?}"
        );
    }
    // Lines of a log cost no event.
    for line in ["[2030-01-01] loaded", "[INFO] loaded", "[INFO]"] {
        let body = format!("data: {{\"n\":1}}\n\n{line}\ndata: {{\"n\":2}}\n\n");
        let found = seen(MockResponse::raw_events(body)).await;
        assert_eq!(found.items, [1, 2], "{line:?}");
    }
    // Items, and events of another kind.
    for data in ["{\"n\":2}", "[\"DONE\"]", "{\"done\":true}"] {
        let body = format!("data: {{\"n\":1}}\n\ndata: {data}\n\n");
        assert!(
            !seen(MockResponse::raw_events(body)).await.is_done,
            "{data}"
        );
    }
}

#[tokio::test]
async fn items_after_the_marker_are_returned_if_they_are_available() {
    let body = "data: {\"n\":1}\n\ndata: [DONE]\n\ndata: {\"n\":2}\n\n";
    assert_eq!(
        seen(MockResponse::raw_events(body)).await,
        complete(&[1, 2])
    );
    for size in [1, 5, 20] {
        let response = MockResponse::raw_events(body).chunked(size);
        assert_eq!(seen(response).await, complete(&[1, 2]), "{size}");
    }
    let unterminated = body.trim_end();
    assert_eq!(
        seen(MockResponse::raw_events(unterminated)).await,
        complete(&[1, 2])
    );
}

#[tokio::test]
async fn what_follows_the_marker_and_is_not_an_item_is_skipped() {
    for data in [
        "{\"error\":{\"message\":\"late\",\"code\":500}}",
        "{\"n\":",
        "oops",
    ] {
        let body = format!("data: {{\"n\":1}}\n\ndata: [DONE]\n\ndata: {data}\n\n");
        let expected = Seen {
            notices: vec![data.to_owned()],
            ..complete(&[1])
        };
        assert_eq!(
            seen(MockResponse::raw_events(body)).await,
            expected,
            "{data}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_awaited_after_the_marker() {
    let body = "data: {\"n\":1}\n\ndata: [DONE]\n\ndata: {\"n\":2}\n\n";
    let end = body.find("data: {\"n\":2}").unwrap();
    let response = MockResponse::raw_events(body)
        .split_at([end])
        .pause(Duration::from_secs(60));
    let start = tokio::time::Instant::now();
    assert_eq!(seen(response).await, complete(&[1]));
    // The time before the first piece.
    assert!(
        start.elapsed() <= Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn the_event_in_which_a_stream_breaks_off_is_part_of_the_error() {
    let mut script = chunked(
        &[("content-type", "text/event-stream")],
        &[b"data: {\"n\":1}\n\n", b"data: {\"text\":\"unfini"],
        false,
    );
    script.push(Step::Close);
    let server = Server::start([script]).await;
    let call = client(&server).call::<Generate>().json(&json!({}));
    let mut stream = call.stream().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert_eq!(error.body().unwrap(), "{\"text\":\"unfini");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn errors_in_lists_without_a_field_name_are_errors() {
    for error in [
        "[{\"error\":{\"message\":\"busy\",\"code\":429}}]",
        "[{\n  \"error\": {\n    \"message\": \"busy\",\n    \"code\": 429\n  }\n}\n]",
    ] {
        let body = format!("data: {{\"n\":1}}\n\n{error}\n\n");
        let found = seen(MockResponse::raw_events(body)).await;
        assert_eq!(found.items, [1], "{error}");
        assert_eq!(found.errors.len(), 1, "{error}");
        assert_eq!(found.errors[0].0, ErrorKind::RateLimit, "{error}");
    }
}

#[tokio::test]
async fn an_event_in_a_string_is_read() {
    let inner = json!({ "n": 1 }).to_string();
    let failure = json!({ "error": { "message": "busy", "code": 503 } }).to_string();
    let body = format!("data: {}\n\ndata: {}\n\n", json!(inner), json!(failure));
    let found = seen(MockResponse::raw_events(body)).await;
    assert_eq!(found.items, [1]);
    let kinds: Vec<_> = found.errors.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [ErrorKind::Unavailable]);
}

#[tokio::test]
async fn strings_that_lack_escapes_are_repaired() {
    #[derive(Debug, serde::Deserialize)]
    struct Letter {
        text: String,
    }
    let body =
        "data: {\"text\":\"a\tb\"}\n\ndata: {\"text\":\"\\d+\"}\n\ndata: {\"text\":\"x\ny\"}\n\n";
    let (client, _) = mocked([MockResponse::raw_events(body)]);
    let call = client.call::<Generate>().json(&json!({}));
    let mut stream = call.stream_as::<Letter>().await.unwrap();
    for expected in ["a\tb", "\\d+", "x\ny"] {
        assert_eq!(stream.next().await.unwrap().unwrap().text, expected);
    }
    let kinds = stream.notices().iter().map(|notice| notice.kind);
    assert!(kinds.eq([EventNoticeKind::Repaired; 3]));
}

#[tokio::test]
async fn the_start_of_a_body_without_events_is_shown_whatever_its_pieces() {
    let page = "<!doctype html><title>Bad gateway</title>";
    for content_type in ["text/html", "text/event-stream"] {
        let pieces: Vec<&[u8]> = page.as_bytes().chunks(1).collect();
        let script = chunked(&[("content-type", content_type)], &pieces, true);
        let server = Server::start([script]).await;
        let call = client(&server).call::<Generate>().json(&json!({}));
        let error = match call.stream().await {
            Ok(mut stream) => stream.next().await.unwrap().unwrap_err(),
            Err(error) => error,
        };
        assert!(
            error.message().contains("Bad gateway"),
            "{content_type}: {error}"
        );
    }
}
