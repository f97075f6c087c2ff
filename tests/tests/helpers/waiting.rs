//! Waiting for background work.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use openai_typed::ErrorKind;
use openai_typed::polling::LongRunning;
use openai_typed::types::{BatchStatus, Response, RunObject};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn batch(status: &str) -> Value {
    json!({ "id": "batch_1", "object": "batch", "status": status })
}

fn states(states: &[&str]) -> Vec<MockResponse> {
    let response =
        |state: &&str| MockResponse::json(batch(state)).with_header("openai-poll-after-ms", "1");
    states.iter().map(response).collect()
}

#[tokio::test]
async fn the_final_state_is_returned_and_all_states_are_progress() {
    let server = Server::with_responses(states(&[
        "validating",
        "in_progress",
        "unheard_of",
        "completed",
    ]))
    .await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let shared = seen.clone();
    let batch = server
        .client()
        .batches()
        .retrieve("batch_1")
        .wait_until_done()
        .on_progress(move |batch| shared.lock().expect("a lock").push(batch.status.clone()))
        .await
        .expect("the final state");
    assert_eq!(batch.status, BatchStatus::Completed);
    assert_eq!(seen.lock().expect("a lock").len(), 4);
    let lines: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.method_and_target())
        .collect();
    assert_eq!(lines, ["GET /v1/batches/batch_1"; 4]);
}

#[tokio::test]
async fn failed_work_is_a_state_and_not_an_error() {
    let server = Server::with_responses(states(&["failed"])).await;
    let call = server.client().batches().retrieve("batch_1");
    let batch = call.wait_until_done().await.expect("the final state");
    assert_eq!(batch.status, BatchStatus::Failed);
}

#[tokio::test]
async fn a_timeout_is_an_error_with_the_last_state() {
    let server = Server::with_responses(states(&["in_progress"])).await;
    let waited = server
        .client()
        .batches()
        .retrieve("batch_1")
        .wait_until_done()
        .interval(Duration::from_secs(3600))
        .timeout(Duration::from_millis(200))
        .await;
    let (last, error) = waited.expect_err("timed out").into_parts();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    // On a slow machine the timeout may elapse before the first response.
    if let Some(last) = last {
        assert_eq!(last.status, BatchStatus::InProgress);
    }
}

#[tokio::test]
async fn an_error_response_ends_waiting() {
    let mut responses = states(&["in_progress"]);
    responses.push(MockResponse::error(
        404,
        json!({ "error": { "message": "gone" } }),
    ));
    let server = Server::with_responses(responses).await;
    let call = server.client().batches().retrieve("batch_1");
    let error = call.wait_until_done().await.expect_err("gone");
    assert_eq!(error.error().kind(), ErrorKind::NotFound);
    let last = error.partial().as_ref().expect("a previous state");
    assert_eq!(last.status, BatchStatus::InProgress);
}

#[tokio::test]
async fn states_are_returned_as_a_stream() {
    let server = Server::with_responses(states(&["in_progress", "finalizing", "completed"])).await;
    let call = server.client().batches().retrieve("batch_1");
    let mut states = call.wait_until_done().states();
    let mut seen = Vec::new();
    while let Some(batch) = states.next().await {
        seen.push(batch.expect("a state").status.as_str().to_owned());
    }
    assert_eq!(seen, ["in_progress", "finalizing", "completed"]);
}

#[test]
fn final_states_depend_on_the_type() {
    let run = |status: &str| -> RunObject {
        serde_json::from_value(json!({ "status": status })).expect("a run")
    };
    assert!(run("requires_action").is_done());
    assert!(!run("cancelling").is_done());
    let response: Response =
        serde_json::from_value(json!({ "status": "queued" })).expect("a response");
    assert!(!response.is_done());
    let response: Response = serde_json::from_value(json!({})).expect("a response");
    assert_eq!(response.state(), "");
    assert!(!response.is_done());
}
