//! Spans and events of a call, for `tracing`.

use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::Once;

use oasmith_runtime::testing::MockResponse;
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::*;

thread_local! {
    static RECORDED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Records everything that is reported, by thread.
///
/// It serves all threads: `tracing` remembers a span as disabled when a thread without a subscriber reaches it first.
struct Recorder;

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let line = format!("{}={value:?}\n", field.name());
        RECORDED.with_borrow_mut(|recorded| recorded.push_str(&line));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("oasmith_runtime")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut Recorder);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Recorder);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Recorder);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn a_span_records_operation_status_retries_and_request_id_without_secrets() {
    let failed =
        MockResponse::json_with_status(500, &json!({"error": {"message": "private message"}}));
    let response =
        MockResponse::json(&json!({"private": "response"})).header("x-request-id", "req_5");
    let (client, _) = mocked([failed, response]);
    let call = client
        .call::<PostThing>()
        .json(&json!({"private": "body"}))
        .query("q", "private");
    let call = call.header("x-mine", "private");
    let report = reported(async { call.await.unwrap() }).await;
    for line in [
        "operation=\"postThing\"",
        "method=POST",
        "path=\"/things\"",
        "status=200",
        "retries=1",
        "request_id=\"req_5\"",
    ] {
        assert!(report.contains(line), "{line} in {report}");
    }
    assert!(
        !report.contains("private") && !report.contains("secret"),
        "{report}"
    );
}

/// Returns what is reported while a future runs on this thread.
async fn reported<F: std::future::Future>(work: F) -> String {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        tracing::subscriber::set_global_default(Recorder).expect("no other subscriber");
    });
    RECORDED.take();
    work.await;
    RECORDED.take()
}

#[tokio::test]
async fn a_span_records_token_usage_of_a_response() {
    let usage = json!({"prompt_tokens": 11, "output_tokens": 22, "total_tokens": 33});
    let response = MockResponse::json(&json!({"id": "x", "usage": usage}));
    let (client, _) = mocked([response]);
    let report = reported(async { client.call::<PostThing>().await.unwrap() }).await;
    for line in ["usage.input=11", "usage.output=22", "usage.total=33"] {
        assert!(report.contains(line), "{line} in {report}");
    }
}

#[tokio::test]
async fn a_span_records_token_usage_of_a_stream() {
    let done = json!({"n": 2, "response": {"usage": {"input_tokens": 4, "total_tokens": 9}}});
    let (client, _) = mocked([MockResponse::events([json!({"n": 1, "usage": null}), done])]);
    let report = reported(async {
        let call = client.call::<Generate>().json(&json!({}));
        let mut stream = call.stream().await.unwrap();
        while let Some(item) = stream.next().await {
            item.unwrap();
        }
    })
    .await;
    assert!(report.contains("usage.input=4"), "{report}");
    assert!(report.contains("usage.total=9"), "{report}");
    assert!(!report.contains("usage.output"), "{report}");
}

#[tokio::test]
async fn a_response_without_usage_records_none() {
    for response in [
        json!({"usage": 7}),
        json!({"usage": null}),
        json!(["usage"]),
    ] {
        let (client, _) = mocked([MockResponse::json(&response)]);
        let report = reported(async { client.call::<PostThing>().await.unwrap() }).await;
        assert!(!report.contains("usage."), "{report}");
    }
}
