//! Uploading large files in parts.

use std::sync::{Arc, Mutex};

use openai_typed::ErrorKind;
use openai_typed::Upload;
use openai_typed::uploads::UploadState;
use serde_json::{Value, json};

use crate::support::{MockResponse, Request, Server};

const CONTENT: &[u8] = b"0123456789abcdefghijklm";

fn upload(status: &str) -> MockResponse {
    MockResponse::json(
        json!({ "id": "upload_1", "object": "upload", "status": status, "bytes": CONTENT.len() }),
    )
}

fn part(id: &str) -> MockResponse {
    MockResponse::json(
        json!({ "id": id, "object": "upload.part", "upload_id": "upload_1", "created_at": 1 }),
    )
}

/// Returns the content of the part in a request.
fn content(request: &Request) -> String {
    let form = request.form();
    assert_eq!(form.len(), 1);
    assert_eq!(form[0].name, "data");
    String::from_utf8(form[0].content.clone()).expect("UTF-8")
}

#[tokio::test]
async fn parts_are_sent_concurrently_and_completed_in_order() {
    let responses = [
        upload("pending"),
        part("a"),
        part("b"),
        part("c"),
        upload("completed"),
    ];
    let server = Server::with_responses(responses).await;
    let sent = Arc::new(Mutex::new(Vec::new()));
    let shared = sent.clone();
    let file = Upload::from_bytes("words.jsonl", CONTENT);
    let done = server
        .client()
        .uploads()
        .send_large(file, "fine-tune")
        .part_size(10)
        .concurrency(3)
        .on_progress(move |state| shared.lock().expect("a lock").push(state.sent_bytes()))
        .await
        .expect("an upload");
    assert_eq!(done.status.as_str(), "completed");
    let sent = sent.lock().expect("a lock").clone();
    assert_eq!((sent.len(), sent[0], sent[3]), (4, 0, 23));

    let requests = server.requests();
    assert_eq!(requests[0].method_and_target(), "POST /v1/uploads");
    let created = requests[0].json();
    assert_eq!(created["bytes"], 23);
    assert_eq!(created["filename"], "words.jsonl");
    assert_eq!(created["purpose"], "fine-tune");
    // The server assigned the IDs in the order in which the parts arrived, which is not defined.
    let mut parts: Vec<(String, &str)> = requests[1..4]
        .iter()
        .map(content)
        .zip(["a", "b", "c"])
        .collect();
    parts.sort();
    let contents: Vec<_> = parts.iter().map(|(content, _)| content.as_str()).collect();
    assert_eq!(contents, ["0123456789", "abcdefghij", "klm"]);
    let ids: Vec<_> = parts.iter().map(|(_, id)| *id).collect();
    assert_eq!(
        requests[4].method_and_target(),
        "POST /v1/uploads/upload_1/complete"
    );
    assert_eq!(requests[4].json(), json!({ "part_ids": ids }));
}

#[tokio::test]
async fn a_part_is_retried_like_any_request() {
    let busy = MockResponse::error(503, json!({})).with_header("retry-after-ms", "1");
    let responses = [upload("pending"), busy, part("a"), upload("completed")];
    let server = Server::with_responses(responses).await;
    let file = Upload::from_bytes("a.txt", &b"short"[..]);
    let upload = server.client().uploads().send_large(file, "assistants");
    upload.await.expect("an upload");
    let requests = server.requests();
    assert_eq!(content(&requests[1]), "short");
    assert_eq!(content(&requests[2]), "short");
}

#[tokio::test]
async fn an_interrupted_upload_is_resumed_from_its_saved_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("words.txt");
    std::fs::write(&path, CONTENT).expect("a file");

    let rejected = MockResponse::error(400, json!({ "error": { "message": "no" } }));
    let server = Server::with_responses([upload("pending"), part("a"), rejected]).await;
    let failed = server
        .client()
        .uploads()
        .send_large(path.as_path(), "assistants")
        .part_size(10)
        .concurrency(1)
        .await
        .expect_err("a part was rejected");
    assert_eq!(failed.error().kind(), ErrorKind::BadRequest);
    let state = failed.partial().as_ref().expect("a state");
    assert_eq!(
        (state.upload_id.as_str(), state.sent_bytes()),
        ("upload_1", 10)
    );
    let saved = serde_json::to_value(state).expect("JSON");
    assert_eq!(saved["parts"], json!(["a", "", ""]));

    let server = Server::with_responses([part("b"), part("c"), upload("completed")]).await;
    let state: UploadState = serde_json::from_value(saved).expect("a state");
    let resumed = server
        .client()
        .uploads()
        .resume(path.as_path(), state)
        .concurrency(1);
    resumed.md5("0ff").await.expect("an upload");
    let requests = server.requests();
    assert_eq!(content(&requests[0]), "abcdefghij");
    assert_eq!(content(&requests[1]), "klm");
    assert_eq!(
        requests[2].json(),
        json!({ "part_ids": ["a", "b", "c"], "md5": "0ff" })
    );
}

#[tokio::test]
async fn another_file_or_an_invalid_state_is_rejected() {
    let server = Server::with_responses([]).await;
    let state = |json: Value| -> UploadState { serde_json::from_value(json).expect("a state") };
    let other = state(json!({ "upload_id": "u", "bytes": 5, "part_bytes": 10, "parts": [""] }));
    let broken = state(json!({ "upload_id": "u", "bytes": 23, "part_bytes": 0, "parts": [] }));
    for state in [other, broken] {
        let file = Upload::from_bytes("a", CONTENT);
        let error = server
            .client()
            .uploads()
            .resume(file, state)
            .await
            .expect_err("rejected");
        assert_eq!(error.error().kind(), ErrorKind::Request);
    }
    assert!(server.requests().is_empty());
}
