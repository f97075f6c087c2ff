//! What a call reports to `tracing`.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use oasmith_runtime::runtime::testing::Answer;
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::*;

/// Writes down all that is reported.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let line = format!("{}={value:?}\n", field.name());
        self.0.lock().unwrap().push_str(&line);
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("oasmith_runtime")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn a_span_tells_operation_status_retries_and_request_id_and_no_secrets() {
    let recorder = Recorder::default();
    let guard = tracing::subscriber::set_default(recorder.clone());
    let failed = Answer::json_with(500, &json!({"error": {"message": "private message"}}));
    let answer = Answer::json(&json!({"private": "answer"})).header("x-request-id", "req_5");
    let (client, _) = mocked([failed, answer]);
    let call = client
        .call::<PostThing>()
        .json(&json!({"private": "body"}))
        .query("q", "private");
    call.header("x-mine", "private").await.unwrap();
    drop(guard);
    let text = recorder.0.lock().unwrap().clone();
    for line in [
        "operation=\"postThing\"",
        "method=POST",
        "path=\"/things\"",
        "status=200",
        "retries=1",
        "request_id=\"req_5\"",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(
        !text.contains("private") && !text.contains("secret"),
        "{text}"
    );
}
