//! The mock transport.

use std::time::Duration;

use oasmith_runtime::ErrorKind;
use oasmith_runtime::testing::{MockResponse, MockTransport};
use serde_json::json;
use tokio::time::Instant;

use crate::support::*;

#[tokio::test]
async fn mock_responses_are_chosen_by_operation_path_order_or_function() {
    let mock = MockTransport::new([MockResponse::json(&json!({"from": "any"}))]);
    mock.on(
        "postThing",
        MockResponse::json(&json!({"from": "operation"})),
    )
    .on("/new/thing", MockResponse::json(&json!({"from": "path"})))
    .fallback(|request| MockResponse::json(&json!({"from": request.path()})));
    let client = mock.client(&SERVICE);
    let from = |value: serde_json::Value| value["from"].as_str().unwrap().to_owned();
    assert_eq!(mock.remaining(), 3);
    assert_eq!(from(client.get("/old/new/thing").await.unwrap()), "path");
    assert_eq!(from(client.call::<AdminThing>().await.unwrap()), "any");
    assert_eq!(from(client.call::<PostThing>().await.unwrap()), "operation");
    assert_eq!(
        from(client.call::<PostThing>().await.unwrap()),
        "/v1/things"
    );
    assert_eq!(mock.remaining(), 0);
    assert_eq!(mock.requests().len(), 4);
    assert_eq!(mock.requests_for("postThing").len(), 2);
    assert_eq!(mock.requests_for("/new/thing")[0].operation, "");
}

#[tokio::test]
async fn a_mocked_client_needs_no_key_and_records_requests() {
    let (client, mock) =
        MockTransport::with_client(&SERVICE, [MockResponse::error(429, "slow", "wait")]);
    let call = client.call::<PostThing>().json(&json!({"a": 1}));
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message(), error.retries()),
        (ErrorKind::RateLimit, Some("slow"), "wait", 0)
    );
    let sent = mock.last_request().unwrap();
    assert_eq!((sent.operation, sent.retries), ("postThing", 0));
    assert_eq!(
        (sent.path(), sent.text()),
        ("/v1/things", r#"{"a":1}"#.to_owned())
    );
}

#[tokio::test]
async fn a_mock_stream_can_be_split_at_any_byte() {
    let events = || MockResponse::events([json!({"n": 1}), json!({"n": 2})]);
    let responses = [
        events().chunked(1),
        events().split_at([3, 9, 17]),
        events().split_at([1000]),
        events(),
    ];
    let (client, _) = MockTransport::with_client(&SERVICE, responses);
    for _ in 0..4 {
        let call = client.call::<Generate>().json(&json!({}));
        let mut stream = call.stream().await.unwrap();
        for n in [1, 2] {
            assert_eq!(stream.next().await.unwrap().unwrap(), Tick { n });
        }
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn a_mock_stream_can_pause_and_disconnect() {
    let text = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\n";
    let response = MockResponse::raw_events(text)
        .chunked(15)
        .pause(Duration::from_secs(5))
        .disconnect_after(20);
    let (client, _) = MockTransport::with_client(&SERVICE, [response]);
    let call = client.call::<Generate>().json(&json!({}));
    let mut stream = call.stream().await.unwrap();
    let start = Instant::now();
    assert_eq!(stream.next().await.unwrap().unwrap(), Tick { n: 1 });
    assert_eq!(start.elapsed(), Duration::ZERO);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert!(start.elapsed() >= Duration::from_secs(10));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn mock_responses_can_be_named_events_and_bytes() {
    let named = [("run.created", json!({"id": "r"}))];
    let (client, _) = MockTransport::with_client(
        &SERVICE,
        [
            MockResponse::named_events(named),
            MockResponse::bytes("audio/wav", "RIFF"),
        ],
    );
    let mut stream = client.call::<Named>().json(&json!({})).await.unwrap();
    let item = stream.next().await.unwrap().unwrap();
    assert_eq!(item, json!({"event": "run.created", "data": {"id": "r"}}));
    let download = client.call::<LoadThing>().path("id", "x").await.unwrap();
    assert_eq!(download.content_type(), Some("audio/wav"));
    assert_eq!(download.bytes().await.unwrap(), "RIFF");
}
