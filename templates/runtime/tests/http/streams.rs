//! Event streams: how they start, go on, end and fail.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use oasmith_runtime::runtime::testing::Answer;
use oasmith_runtime::runtime::{BoxError, Bytes, Client, Error, ErrorKind, EventStream};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::server::{Step, chunked, events, json as json_reply, open_ended};
use crate::support::*;

const SSE: &[(&str, &str)] = &[
    ("content-type", "text/event-stream"),
    ("x-request-id", "req_s"),
];

/// The items of a stream, and the error it ended with.
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

/// The numbers of the ticks in the text of a stream.
async fn ticks(text: &str) -> (Vec<u64>, Option<Error>) {
    let (client, _) = mocked([Answer::event_text(text)]);
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
async fn stream_sets_the_switch_in_the_body_and_asks_for_events() {
    let server = Server::start([events("data: {\"n\":1}\n\ndata: [DONE]\n\n")]).await;
    let stream = generate(&client(&server)).await.unwrap();
    assert_eq!(drain(stream).await.0, [Tick { n: 1 }]);
    let sent = server.only();
    assert_eq!(sent.text(), r#"{"model":"m","stream":true}"#);
    assert_eq!(sent.header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn the_switch_of_a_call_without_a_body_is_a_query_parameter() {
    let server = Server::start([events("data: {\"n\":1}\n\n")]).await;
    let stream = client(&server).call::<Watch>().await.unwrap();
    assert_eq!(drain(stream).await.0.len(), 1);
    assert_eq!(server.only().target, "/v1/watch?stream=true");
}

#[tokio::test]
async fn a_switch_with_a_value_works_in_bodies_and_forms() {
    let (client, mock) = mocked((0..3).map(|_| Answer::event_text("data: {\"n\":1}\n\n")));
    let call = client.call::<Speak>();
    call.clone()
        .json(&json!({"a": 1, "format": "mp3"}))
        .stream()
        .await
        .unwrap();
    assert_eq!(
        mock.last().unwrap().json(),
        json!({"a": 1, "format": "sse"})
    );
    let form = oasmith_runtime::runtime::Form::new().text("format", "mp3");
    call.clone().form(form).stream().await.unwrap();
    let body = mock.last().unwrap().body;
    let text = String::from_utf8_lossy(&body);
    assert!(
        text.contains("name=\"format\"\r\n\r\nsse\r\n") && !text.contains("mp3"),
        "{text}"
    );
    // Without it the answer is what it is without a stream.
    let download = call.json(&json!({"a": 1})).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "data: {\"n\":1}\n\n");
}

#[tokio::test]
async fn a_plain_call_is_sent_without_the_switch() {
    let (client, mock) = mocked([Answer::json(&json!({}))]);
    client
        .call::<Generate>()
        .json(&json!({"a": 1, "stream": true}))
        .await
        .unwrap();
    assert_eq!(mock.last().unwrap().json(), json!({"a": 1}));
}

#[tokio::test]
async fn a_stream_where_none_was_asked_for_says_how_to_ask() {
    let (client, _) = mocked([Answer::event_text("data: {}\n\n")]);
    let error = client
        .call::<Generate>()
        .json(&json!({}))
        .await
        .unwrap_err();
    assert!(error.message().contains("`stream`"), "{error}");
}

#[tokio::test]
async fn a_stream_ends_at_the_sentinel_or_at_the_end_of_the_body() {
    assert_eq!(
        ticks("data: {\"n\":1}\n\ndata: [DONE]\n\ndata: {\"n\":2}\n\n")
            .await
            .0,
        [1]
    );
    let (items, error) = ticks("data: {\"n\":1}\n\ndata: {\"n\":2}\n\n").await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2]);
    assert!(ticks("").await.1.is_none());
}

#[tokio::test]
async fn a_last_event_without_its_empty_line_is_still_an_event() {
    assert_eq!(ticks("data: {\"n\":1}\n\ndata: {\"n\":2}").await.0, [1, 2]);
    assert_eq!(ticks("data: {\"n\":1}\n\ndata: [DONE]").await.0, [1]);
}

#[tokio::test]
async fn a_stream_that_ends_inside_an_event_is_a_stream_error_with_what_came() {
    let (items, error) = ticks("data: {\"n\":1}\n\ndata: {\"n\":").await;
    let error = error.unwrap();
    assert_eq!(
        (items.as_slice(), error.kind()),
        (&[1][..], ErrorKind::Stream)
    );
    assert_eq!(error.body().unwrap(), "{\"n\":");
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_stream_error() {
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
async fn events_split_at_any_byte_are_whole() {
    let text = "\u{feff}: hi\r\ndata: {\"n\":1}\r\n\r\nevent: x\ndata: {\"n\":\ndata: 2}\n\ndata:{\"n\":3}\r\r";
    for size in [1, 2, 3, 7] {
        let pieces: Vec<Result<Bytes, BoxError>> = text
            .as_bytes()
            .chunks(size)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect();
        let answer = Answer::stream("text/event-stream", futures_util::stream::iter(pieces));
        let (client, _) = mocked([answer]);
        let (items, error) = drain(generate(&client).await.unwrap()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(
            items.iter().map(|tick| tick.n).collect::<Vec<_>>(),
            [1, 2, 3]
        );
    }
}

#[tokio::test]
async fn keep_alives_are_no_items() {
    let text = ": ping\n\nevent: keepalive\ndata: {}\n\ndata: {\"type\":\"keepalive\",\"sequence_number\":4}\n\ndata: {\"n\":1}\n\n";
    let (items, error) = ticks(text).await;
    assert!(error.is_none());
    assert_eq!(items, [1]);
}

#[tokio::test]
async fn error_events_flat_nested_and_named_end_the_stream_with_their_body() {
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
async fn an_event_that_does_not_decode_is_an_error_and_the_stream_goes_on() {
    let (client, _) = mocked([Answer::event_text(
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
async fn name_and_data_of_an_event_can_be_one_item() {
    let text = "event: run.created\ndata: {\"id\":\"r\"}\n\nevent: done\ndata: [DONE]\n\n";
    let (client, _) = mocked([Answer::event_text(text)]);
    let (items, _) = drain(client.call::<Named>().json(&json!({})).await.unwrap()).await;
    assert_eq!(
        items,
        [json!({"event": "run.created", "data": {"id": "r"}})]
    );
}

#[tokio::test]
async fn the_body_of_a_failed_stream_request_is_read_and_shown() {
    let body = r#"{"error":{"message":"no such model","code":"model_not_found"}}"#;
    let server = Server::start([json_reply(404, body)]).await;
    let error = generate(&client(&server)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::NotFound, Some("model_not_found"))
    );
    assert_eq!(error.body().unwrap(), body);
}

#[tokio::test]
async fn json_instead_of_a_stream_is_an_error_that_shows_it() {
    let server = Server::start([json_reply(
        200,
        r#"{"error":{"message":"busy","code":"c"}}"#,
    )])
    .await;
    let error = generate(&client(&server)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Stream, Some("c")));
    assert!(error.message().contains("busy"), "{error}");
}

#[tokio::test]
async fn a_stream_with_another_content_type_is_read_all_the_same() {
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
async fn a_failed_start_is_retried_and_a_failed_stream_is_not() {
    let mut cut = chunked(SSE, &[b"data: {\"n\":1}\n\n"], false);
    cut.push(Step::Close);
    let server = Server::start([reply(500, &[("retry-after-ms", "1")], ""), cut]).await;
    let client = builder(&server).max_retries(2).build().unwrap();
    let (items, error) = drain(generate(&client).await.unwrap()).await;
    assert_eq!((items.len(), error.unwrap().kind()), (1, ErrorKind::Stream));
    assert_eq!(server.arrived().len(), 2);
}

#[tokio::test]
async fn items_come_while_the_answer_is_still_being_sent() {
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
async fn a_connection_whose_stream_is_complete_is_used_again() {
    let script = || events("data: {\"n\":1}\n\ndata: [DONE]\n\n");
    let server = Server::start([script(), script()]).await;
    let client = client(&server);
    for _ in 0..2 {
        drain(generate(&client).await.unwrap()).await;
    }
    let connections: Vec<_> = server
        .arrived()
        .iter()
        .map(|arrived| arrived.connection)
        .collect();
    assert_eq!(connections, [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_may_last_longer_than_the_timeout_but_not_rest_that_long() {
    let slow = futures_util::stream::unfold(0, |n| async move {
        let rest = if n < 5 { 400 } else { 1000 };
        tokio::time::sleep(Duration::from_secs(rest)).await;
        Some((
            Ok::<_, BoxError>(Bytes::from(format!("data: {{\"n\":{n}}}\n\n"))),
            n + 1,
        ))
    });
    let (client, _) = mocked([Answer::stream("text/event-stream", sync(slow))]);
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
    let answer = Answer::stream(
        "text/event-stream",
        futures_util::stream::iter(body.collect::<Vec<_>>()),
    );
    let (client, _) = mocked([answer]);
    let stream = client
        .call::<Generate>()
        .json(&json!({}))
        .stream_as::<Value>()
        .await
        .unwrap();
    let (items, error) = drain(stream).await;
    assert!(error.is_none());
    assert_eq!(items[0]["b64"].as_str().unwrap().len(), SIZE);
    assert_eq!(items[1]["n"], 2);
}

#[tokio::test]
async fn a_server_that_is_faster_than_the_reader_has_to_wait() {
    // The body is asked for its next piece only when the items of the last one are taken.
    let asked = Shared::<usize>::default();
    let counter = asked.clone();
    let pieces = futures_util::stream::iter(0..100).map(move |n| {
        *counter.lock().unwrap() += 1;
        Ok::<_, BoxError>(Bytes::from(format!("data: {{\"n\":{n}}}\n\n")))
    });
    let (client, _) = mocked([Answer::stream("text/event-stream", pieces)]);
    let mut stream = generate(&client).await.unwrap();
    for n in 0..3 {
        assert_eq!(stream.next().await.unwrap().unwrap().n, n);
    }
    assert_eq!(*asked.lock().unwrap(), 3);
}

#[tokio::test]
async fn a_stream_shows_what_came_with_its_answer() {
    let headers = [SSE, &[("x-ratelimit-remaining-tokens", "9")]].concat();
    let server = Server::start([chunked(&headers, &[b"data: {\"n\":1}\n\n"], true)]).await;
    let stream = generate(&client(&server)).await.unwrap();
    assert_eq!(
        (stream.status().as_u16(), stream.request_id()),
        (200, Some("req_s"))
    );
    assert_eq!(stream.rate_limits().tokens().unwrap().remaining, Some(9));
    // It is a stream like any other.
    assert_eq!(stream.collect::<Vec<_>>().await.len(), 1);
}

/// A stream that is made `Sync` by never being shared.
fn sync<S: futures_util::Stream + Send>(
    stream: S,
) -> impl futures_util::Stream<Item = S::Item> + Send + Sync {
    let mut stream = std::sync::Mutex::new(Box::pin(stream));
    futures_util::stream::poll_fn(move |cx| stream.get_mut().unwrap().as_mut().poll_next(cx))
}
