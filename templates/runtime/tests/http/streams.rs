//! Event streams: how they start, continue, end and fail.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use oasmith_runtime::stream::EventStream;
use oasmith_runtime::testing::MockResponse;
use oasmith_runtime::{BoxError, Bytes, Client, Error, ErrorKind};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::server::{Step, chunked, events, json as json_response, open_ended};
use crate::support::*;

const SSE: &[(&str, &str)] = &[
    ("content-type", "text/event-stream"),
    ("x-request-id", "req_s"),
];

/// Returns the items of a stream, and the error that ended it.
async fn drain<E: serde::de::DeserializeOwned>(
    mut stream: EventStream<E>,
) -> (Vec<E>, Option<Error>) {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        match item {
            Ok(item) => items.push(item),
            Err(error) => {
                assert!(
                    stream.next().await.is_none(),
                    "an error that ends the stream"
                );
                return (items, Some(error));
            }
        }
    }
    (items, None)
}

/// Returns the numbers of the ticks in an event stream.
async fn ticks(text: &str) -> (Vec<u64>, Option<Error>) {
    let (client, _) = mocked([MockResponse::raw_events(text)]);
    let (items, error) = drain(generate(&client).await.unwrap()).await;
    (items.into_iter().map(|tick| tick.n).collect(), error)
}

async fn generate(client: &Client) -> Result<EventStream<Tick>, Error> {
    client
        .call::<Generate>()
        .json(&json!({"model": "m"}))
        .stream()
        .await
}

#[tokio::test]
async fn stream_sets_the_stream_switch_in_the_body() {
    let server = Server::start([events("data: {\"n\":1}\n\ndata: [DONE]\n\n")]).await;
    let stream = generate(&client(&server)).await.unwrap();
    assert_eq!(drain(stream).await.0, [Tick { n: 1 }]);
    let sent = server.only();
    assert_eq!(sent.text(), r#"{"model":"m","stream":true}"#);
    assert_eq!(sent.header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn without_a_body_the_stream_switch_is_a_query_parameter() {
    let server = Server::start([events("data: {\"n\":1}\n\n")]).await;
    let stream = client(&server).call::<Watch>().await.unwrap();
    assert_eq!(drain(stream).await.0.len(), 1);
    assert_eq!(server.only().target, "/v1/watch?stream=true");
}

#[tokio::test]
async fn a_stream_switch_can_be_any_value_in_bodies_and_forms() {
    let (client, mock) = mocked((0..3).map(|_| MockResponse::raw_events("data: {\"n\":1}\n\n")));
    let call = client.call::<Speak>();
    call.clone()
        .json(&json!({"a": 1, "format": "mp3"}))
        .stream()
        .await
        .unwrap();
    assert_eq!(
        mock.last_request().unwrap().json(),
        json!({"a": 1, "format": "sse"})
    );
    let form = oasmith_runtime::request::Form::new().text("format", "mp3");
    call.clone().form(form).stream().await.unwrap();
    let body = mock.last_request().unwrap().body;
    let text = String::from_utf8_lossy(&body);
    assert!(
        text.contains("name=\"format\"\r\n\r\nsse\r\n") && !text.contains("mp3"),
        "{text}"
    );
    // Without `stream`, the reply is a download.
    let download = call.json(&json!({"a": 1})).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "data: {\"n\":1}\n\n");
}

#[tokio::test]
async fn a_call_without_stream_omits_the_stream_switch() {
    let (client, mock) = mocked([MockResponse::json(&json!({}))]);
    client
        .call::<Generate>()
        .json(&json!({"a": 1, "stream": true}))
        .await
        .unwrap();
    assert_eq!(mock.last_request().unwrap().json(), json!({"a": 1}));
}

#[tokio::test]
async fn an_unexpected_stream_is_an_error_that_suggests_stream() {
    let (client, _) = mocked([MockResponse::raw_events("data: {}\n\n")]);
    let error = client
        .call::<Generate>()
        .json(&json!({}))
        .await
        .unwrap_err();
    assert!(error.message().contains("`stream`"), "{error}");
}

#[tokio::test]
async fn a_stream_ends_with_the_end_event_or_the_body() {
    let (items, error) = ticks("data: {\"n\":1}\n\ndata: [DONE]\n\n").await;
    assert!(error.is_none());
    assert_eq!(items, [1]);
    let (items, error) = ticks("data: {\"n\":1}\n\ndata: {\"n\":2}\n\n").await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2]);
}

#[tokio::test]
async fn a_last_event_without_an_empty_line_is_an_event() {
    assert_eq!(ticks("data: {\"n\":1}\n\ndata: {\"n\":2}").await.0, [1, 2]);
    assert_eq!(ticks("data: {\"n\":1}\n\ndata: [DONE]").await.0, [1]);
}

#[tokio::test]
async fn a_stream_that_ends_inside_an_event_is_a_stream_error() {
    let (items, error) = ticks("data: {\"n\":1}\n\ndata: {\"n\":").await;
    let error = error.unwrap();
    assert_eq!(
        (items.as_slice(), error.kind()),
        (&[1][..], ErrorKind::Stream)
    );
    assert_eq!(error.body().unwrap(), "{\"n\":");
}

#[tokio::test]
async fn a_broken_connection_is_a_stream_error() {
    let mut script = chunked(SSE, &[b"data: {\"n\":1}\n\n", b"data: {"], false);
    script.push(Step::Close);
    let server = Server::start([script]).await;
    let (items, error) = drain(generate(&client(&server)).await.unwrap()).await;
    let error = error.unwrap();
    assert_eq!((items.len(), error.kind()), (1, ErrorKind::Stream));
    assert_eq!(
        (error.request_id(), error.operation()),
        (Some("req_s"), "generate")
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn events_can_be_split_at_any_byte() {
    let text = "\u{feff}: hi\r\ndata: {\"n\":1}\r\n\r\nevent: x\ndata: {\"n\":\ndata: 2}\n\ndata:{\"n\":3}\r\r";
    for size in [1, 2, 3, 7] {
        let chunks: Vec<Result<Bytes, BoxError>> = text
            .as_bytes()
            .chunks(size)
            .map(|chunk| Ok(Bytes::copy_from_slice(chunk)))
            .collect();
        let response =
            MockResponse::stream("text/event-stream", futures_util::stream::iter(chunks));
        let (client, _) = mocked([response]);
        let (items, error) = drain(generate(&client).await.unwrap()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(
            items.iter().map(|tick| tick.n).collect::<Vec<_>>(),
            [1, 2, 3]
        );
    }
}

#[tokio::test]
async fn keep_alive_events_are_skipped() {
    let text = ": ping\n\nevent: keepalive\ndata: {}\n\ndata: {\"type\":\"keepalive\",\"sequence_number\":4}\n\ndata: {\"n\":1}\n\n";
    let (items, error) = ticks(text).await;
    assert!(error.is_none());
    assert_eq!(items, [1]);
}

#[tokio::test]
async fn error_events_end_the_stream_with_their_body() {
    let cases = [
        r#"data: {"type":"error","code":"no_quota","message":"m","param":"p"}"#,
        r#"data: {"type":"error","error":{"code":"no_quota","message":"m","param":"p"}}"#,
        r#"data: {"error":{"code":"no_quota","message":"m","param":"p"}}"#,
        "event: error\ndata: {\"code\":\"no_quota\",\"message\":\"m\",\"param\":\"p\"}",
    ];
    for case in cases {
        let (items, error) = ticks(&format!(
            "data: {{\"n\":1}}\n\n{case}\n\ndata: {{\"n\":2}}\n\n"
        ))
        .await;
        let error = error.unwrap();
        assert_eq!(items, [1]);
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::Quota, "m"),
            "{case}"
        );
        assert_eq!((error.code(), error.param()), (Some("no_quota"), Some("p")));
        assert!(error.body().is_some());
    }
    let (_, error) = ticks("event: error\ndata: it broke\n\n").await;
    let error = error.unwrap();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Stream, "it broke")
    );
}

#[tokio::test]
async fn an_invalid_event_is_an_error_and_the_stream_continues() {
    let (client, _) = mocked([MockResponse::raw_events(
        "data: {\"n\":\"x\"}\n\ndata: {\"n\":2}\n\n",
    )]);
    let mut stream = generate(&client).await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::Decode, Some("/n"))
    );
    assert_eq!(error.body().unwrap(), "{\"n\":\"x\"}");
    assert_eq!(stream.next().await.unwrap().unwrap(), Tick { n: 2 });
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_item_can_have_the_name_and_data_of_an_event() {
    let text = "event: run.created\ndata: {\"id\":\"r\"}\n\nevent: done\ndata: [DONE]\n\n";
    let (client, _) = mocked([MockResponse::raw_events(text)]);
    let (items, _) = drain(client.call::<Named>().json(&json!({})).await.unwrap()).await;
    assert_eq!(
        items,
        [json!({"event": "run.created", "data": {"id": "r"}})]
    );
}

#[tokio::test]
async fn a_failed_stream_request_reports_its_body() {
    let body = r#"{"error":{"message":"no such model","code":"model_not_found"}}"#;
    let server = Server::start([json_response(404, body)]).await;
    let error = generate(&client(&server)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::NotFound, Some("model_not_found"))
    );
    assert_eq!(error.body().unwrap(), body);
}

#[tokio::test]
async fn json_instead_of_a_stream_is_an_error() {
    let server = Server::start([json_response(
        200,
        r#"{"error":{"message":"busy","code":"c"}}"#,
    )])
    .await;
    let error = generate(&client(&server)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Stream, Some("c")));
    assert!(error.message().contains("busy"), "{error}");
}

#[tokio::test]
async fn a_stream_with_another_content_type_is_read() {
    let server = Server::start([open_ended(
        200,
        &[("content-type", "text/plain")],
        "data: {\"n\":1}\n\n",
    )])
    .await;
    let (items, error) = drain(generate(&client(&server)).await.unwrap()).await;
    assert!(error.is_none() && items.len() == 1);
}

#[tokio::test]
async fn a_stream_is_retried_only_before_it_starts() {
    let mut cut = chunked(SSE, &[b"data: {\"n\":1}\n\n"], false);
    cut.push(Step::Close);
    let server = Server::start([respond(500, &[("retry-after-ms", "1")], ""), cut]).await;
    let client = builder(&server).max_retries(2).build().unwrap();
    let (items, error) = drain(generate(&client).await.unwrap()).await;
    assert_eq!((items.len(), error.unwrap().kind()), (1, ErrorKind::Stream));
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn items_are_available_before_the_response_ends() {
    let gate = Arc::new(Notify::new());
    let mut script = chunked(SSE, &[b"data: {\"n\":1}\n\n"], false);
    script.push(Step::Wait(gate.clone()));
    script.push(Step::Write(
        b"f\r\ndata: {\"n\":2}\n\n\r\n0\r\n\r\n".to_vec(),
    ));
    let server = Server::start([script]).await;
    let mut stream = generate(&client(&server)).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
    gate.notify_one();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 2);
    assert!(stream.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_at_its_marker_although_the_connection_stays_open() {
    let chunks = [&b"data: {\"n\":1}\n\n"[..], b"data: [DONE]\n\n"];
    let chunks = chunks.map(|chunk| Ok::<_, BoxError>(Bytes::from_static(chunk)));
    let body = futures_util::stream::iter(chunks).chain(futures_util::stream::pending());
    let (client, _) = mocked([MockResponse::stream("text/event-stream", sync(body))]);
    let mut stream = generate(&client).await.unwrap();
    let started = tokio::time::Instant::now();
    assert_eq!(stream.next().await.unwrap().unwrap().n, 1);
    assert!(stream.next().await.is_none());
    assert!(stream.is_done());
    assert_eq!(started.elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    let closed = Arc::new(Notify::new());
    let mut script = chunked(SSE, &[b"data: {\"n\":1}\n\n"], false);
    script.push(Step::UntilClosed(closed.clone()));
    let server = Server::start([script]).await;
    let mut stream = generate(&client(&server)).await.unwrap();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    closed.notified().await;
}

#[tokio::test]
async fn the_connection_of_a_complete_stream_is_reused() {
    let script = || events("data: {\"n\":1}\n\ndata: [DONE]\n\n");
    let server = Server::start([script(), script()]).await;
    let client = client(&server);
    for _ in 0..2 {
        drain(generate(&client).await.unwrap()).await;
    }
    let connections: Vec<_> = server
        .received()
        .iter()
        .map(|received| received.connection)
        .collect();
    assert_eq!(connections, [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_a_stream_applies_to_each_chunk() {
    let slow = futures_util::stream::unfold(0, |n| async move {
        let rest = if n < 5 { 400 } else { 1000 };
        tokio::time::sleep(Duration::from_secs(rest)).await;
        Some((
            Ok::<_, BoxError>(Bytes::from(format!("data: {{\"n\":{n}}}\n\n"))),
            n + 1,
        ))
    });
    let (client, _) = mocked([MockResponse::stream("text/event-stream", sync(slow))]);
    let (items, error) = drain(generate(&client).await.unwrap()).await;
    let error = error.unwrap();
    assert_eq!((items.len(), error.kind()), (5, ErrorKind::Timeout));
}

#[tokio::test]
async fn a_single_event_of_64_mebibytes_is_read_in_linear_time() {
    const SIZE: usize = 64 << 20;
    let body = std::iter::once(Bytes::from_static(b"data: {\"n\":1,\"b64\":\""))
        .chain((0..SIZE / 16384).map(|_| Bytes::from_static(&[b'A'; 16384])))
        .chain([Bytes::from_static(b"\"}\n\ndata: {\"n\":2}\n\n")])
        .map(Ok::<_, BoxError>);
    let response = MockResponse::stream(
        "text/event-stream",
        futures_util::stream::iter(body.collect::<Vec<_>>()),
    );
    let (client, _) = mocked([response]);
    let stream = client
        .call::<Generate>()
        .json(&json!({}))
        .max_event_size(SIZE + 1024)
        .stream_as::<Value>()
        .await
        .unwrap();
    let (items, error) = drain(stream).await;
    assert!(error.is_none());
    assert_eq!(items[0]["b64"].as_str().unwrap().len(), SIZE);
    assert_eq!(items[1]["n"], 2);
}

#[tokio::test]
async fn a_stream_reads_no_faster_than_its_reader() {
    // The next chunk of the body is read after the items of the last one.
    let reads = Shared::<usize>::default();
    let counter = reads.clone();
    let chunks = futures_util::stream::iter(0..100).map(move |n| {
        *counter.lock().unwrap() += 1;
        Ok::<_, BoxError>(Bytes::from(format!("data: {{\"n\":{n}}}\n\n")))
    });
    let (client, _) = mocked([MockResponse::stream("text/event-stream", chunks)]);
    let mut stream = generate(&client).await.unwrap();
    for n in 0..3 {
        assert_eq!(stream.next().await.unwrap().unwrap().n, n);
    }
    assert_eq!(*reads.lock().unwrap(), 3);
}

#[tokio::test]
async fn a_stream_has_the_status_and_headers_of_its_response() {
    let headers = [SSE, &[("x-ratelimit-remaining-tokens", "9")]].concat();
    let server = Server::start([chunked(&headers, &[b"data: {\"n\":1}\n\n"], true)]).await;
    let stream = generate(&client(&server)).await.unwrap();
    assert_eq!(
        (stream.status().as_u16(), stream.request_id()),
        (200, Some("req_s"))
    );
    assert_eq!(stream.rate_limits().tokens().unwrap().remaining, Some(9));
    // It implements `Stream`.
    assert_eq!(stream.collect::<Vec<_>>().await.len(), 1);
}

/// Makes a stream `Sync`.
fn sync<S: futures_util::Stream + Send>(
    stream: S,
) -> impl futures_util::Stream<Item = S::Item> + Send + Sync {
    let mut stream = std::sync::Mutex::new(Box::pin(stream));
    futures_util::stream::poll_fn(move |cx| stream.get_mut().unwrap().as_mut().poll_next(cx))
}
