//! Blocking calls, streams and pages.

use std::time::Duration;

use oasmith_runtime::blocking::{Iterate, Wait, block_on};
use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{ClientBuilder, ErrorKind, Upload};
use serde_json::json;

use crate::support::server::{chunked, events, json as json_response};
use crate::support::*;

/// Starts a server on its own threads.
fn server(scripts: Vec<Script>) -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(Server::start(scripts));
    (runtime, server)
}

#[test]
fn a_call_blocks_until_its_result() {
    let (_runtime, server) = server(vec![json_response(200, r#"{"id":"a"}"#); 3]);
    let client = client(&server);
    for _ in 0..3 {
        let thing = client.call::<GetThing>().path("id", "x").wait().unwrap();
        assert_eq!(thing.id, "a");
    }
    assert_eq!(server.received().len(), 3);
}

#[test]
fn threads_share_a_client() {
    let (_runtime, server) = server(vec![json_response(200, "{}"); 8]);
    let client = client(&server);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| client.call::<PostThing>().wait()))
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
    });
    assert_eq!(server.received().len(), 8);
}

#[test]
fn blocking_calls_return_the_same_responses_and_errors() {
    let (_runtime, server) = server(vec![
        respond(200, &[("x-request-id", "req_1")], "{}"),
        json_response(404, r#"{"error":{"message":"none"}}"#),
    ]);
    let client = client(&server);
    let response = client
        .call::<PostThing>()
        .send_with_response()
        .wait()
        .unwrap();
    assert_eq!(response.request_id(), Some("req_1"));
    let error = client.call::<PostThing>().wait().unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::NotFound, "none")
    );
}

#[test]
fn streams_are_iterators() {
    let (_runtime, server) = server(vec![events(
        "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n",
    )]);
    let client = client(&server);
    let call = client.call::<Generate>().json(&json!({}));
    let stream = call.stream().wait().unwrap();
    let ticks: Result<Vec<_>, _> = stream.iterate().collect();
    assert_eq!(ticks.unwrap(), [Tick { n: 1 }, Tick { n: 2 }]);
}

#[test]
fn an_iterator_over_a_broken_stream_ends_with_its_error() {
    let mut script = chunked(
        &[("content-type", "text/event-stream")],
        &[b"data: {\"n\":1}\n\n"],
        false,
    );
    script.push(server::Step::Close);
    let (_runtime, server) = server(vec![script]);
    let client = client(&server);
    let call = client.call::<Generate>().json(&json!({}));
    let mut items = call.stream().wait().unwrap().iterate();
    assert!(items.next().unwrap().is_ok());
    assert_eq!(items.next().unwrap().unwrap_err().kind(), ErrorKind::Stream);
    assert!(items.next().is_none());
}

#[test]
fn pages_and_items_are_iterators() {
    let page = |id: &str, more: bool| {
        json_response(
            200,
            &json!({"data": [{"id": id}], "has_more": more}).to_string(),
        )
    };
    let (_runtime, server) = server(vec![page("a", true), page("b", false)]);
    let client = client(&server);
    let items = client.call::<ListThings>().items().iterate();
    let ids: Vec<_> = items.map(|item| item.unwrap().id).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(server.received()[1].target, "/v1/things?after=a");
}

#[test]
fn downloads_and_forms_work_without_an_async_runtime() {
    let (_runtime, server) = server(vec![respond(200, &[], "bytes"), json_response(200, "{}")]);
    let client = client(&server);
    let download = client.call::<LoadThing>().path("id", "x").wait().unwrap();
    assert_eq!(download.bytes().wait().unwrap(), "bytes");
    let form = oasmith_runtime::request::Form::new().file("file", Upload::from_path("Cargo.toml"));
    client.call::<PostThing>().form(form).wait().unwrap();
    assert!(server.received()[1].text().contains("[package]"));
}

#[test]
fn timeouts_and_retries_work_without_an_async_runtime() {
    let mock = MockTransport::new([
        MockResponse::json(&json!({})).delay(Duration::from_secs(60)),
        MockResponse::error(500, "c", "m").header("retry-after-ms", "1"),
        MockResponse::json(&json!({"ok": true})),
    ]);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock.clone())
        .build()
        .unwrap();
    let call = client
        .call::<PostThing>()
        .timeout(Duration::from_millis(20));
    let error = call.max_retries(0).wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        client.call::<PostThing>().wait().unwrap(),
        json!({"ok": true})
    );
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn blocking_inside_an_async_runtime_is_an_error() {
    let (client, mock) = mocked([MockResponse::raw_events("data: {\"n\":1}\n\n")]);
    let error = client.call::<PostThing>().wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message().contains("await"), "{error}");
    assert!(mock.requests().is_empty());
    let call = client.call::<Generate>().json(&json!({}));
    let mut items = call.stream().await.unwrap().iterate();
    assert_eq!(
        items.next().unwrap().unwrap_err().kind(),
        ErrorKind::Request
    );
    assert!(items.next().is_none());
}

#[test]
fn block_on_keeps_the_error_type_of_a_future() {
    let working = r#"{"id":"a","status":"working"}"#;
    let (_runtime, server) = server(vec![
        json_response(200, working),
        json_response(404, r#"{"error":{"message":"gone"}}"#),
        json_response(404, r#"{"error":{"message":"gone"}}"#),
    ]);
    let client = client(&server);
    let waiting = || {
        let call = client.call::<GetJob>().path("id", "a");
        call.wait_until_done().interval(Duration::from_millis(1))
    };
    let interrupted = block_on(waiting()).unwrap().unwrap_err();
    let last = interrupted.partial().as_ref().unwrap();
    assert_eq!(last.status, "working");
    assert_eq!(interrupted.error().kind(), ErrorKind::NotFound);
    assert_eq!(waiting().wait().unwrap_err().kind(), ErrorKind::NotFound);
}
