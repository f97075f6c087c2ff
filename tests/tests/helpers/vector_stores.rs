//! Adding local files to a vector store, and waiting for stores and runs of evals.

use openai_typed::polling::LongRunning;
use openai_typed::testing::MockResponse;
use openai_typed::types::{EvalRun, VectorStoreObject};
use openai_typed::{Client, ErrorKind, Upload};
use serde_json::{Value, json};

fn files(names: &[&str]) -> Vec<Upload> {
    names
        .iter()
        .map(|name| Upload::from_bytes(*name, "text"))
        .collect()
}

#[tokio::test]
async fn files_are_uploaded_added_and_awaited_in_one_call() {
    let (client, mock) = Client::mocked([]);
    let mut uploads = 0;
    let mut polls = 0;
    mock.fallback(move |request| match request.operation {
        "createFile" => {
            uploads += 1;
            MockResponse::json(&json!({ "id": format!("file_{uploads}") }))
        }
        _ => {
            polls += 1;
            let status = if polls < 3 { "in_progress" } else { "completed" };
            let counts = json!({ "total": 7, "completed": 7, "failed": 0, "in_progress": 0, "cancelled": 0 });
            let batch = json!({ "id": "vsfb_1", "status": status, "file_counts": counts });
            MockResponse::json(&batch).header("openai-poll-after-ms", "1")
        }
    });
    let names = ["1.md", "2.md", "3.md", "4.md", "5.md", "6.md", "7.md"];
    let batch = client
        .vector_stores()
        .add_files("vs_1", files(&names))
        .await
        .expect("a batch");
    assert_eq!(
        (batch.status.as_str(), batch.file_counts.completed),
        ("completed", 7)
    );
    let created = &mock.requests_for("createVectorStoreFileBatch")[0];
    assert_eq!(created.path(), "/v1/vector_stores/vs_1/file_batches");
    let ids: Vec<String> = (1..=7).map(|n| format!("file_{n}")).collect();
    assert_eq!(created.json(), json!({ "file_ids": ids }));
    let polled = mock.requests_for("/v1/vector_stores/vs_1/file_batches/vsfb_1");
    assert_eq!(polled.len(), 2);
    assert_eq!(mock.requests_for("createFile").len(), 7);
}

#[tokio::test]
async fn a_failed_upload_reports_the_files_that_were_uploaded() {
    let (client, mock) = Client::mocked([]);
    mock.fallback(|request| match request.text().contains("bad.md") {
        true => MockResponse::error(400, "invalid", "no"),
        false => MockResponse::json(&json!({ "id": "file_ok" })),
    });
    let added = client
        .vector_stores()
        .add_files("vs_1", files(&["a.md", "bad.md"]))
        .await;
    let (uploaded, error) = added.expect_err("an error").into_parts();
    assert_eq!(
        (uploaded, error.kind()),
        (vec!["file_ok".to_owned()], ErrorKind::BadRequest)
    );
    assert_eq!(mock.requests_for("createVectorStoreFileBatch").len(), 0);
    let none = client.vector_stores().add_files("vs_1", files(&[])).await;
    assert_eq!(
        none.expect_err("an error").error().kind(),
        ErrorKind::Request
    );
}

#[tokio::test]
async fn one_file_is_uploaded_added_and_awaited() {
    let (client, mock) = Client::mocked([
        MockResponse::json(&json!({ "id": "file_1" })),
        MockResponse::json(&json!({ "id": "file_1", "status": "in_progress" })),
        MockResponse::json(
            &json!({ "id": "file_1", "status": "failed", "last_error": { "code": "unsupported_file", "message": "no" } }),
        ),
    ]);
    let upload = Upload::from_bytes("a.md", "text");
    let file = client
        .vector_stores()
        .add_file("vs_1", upload)
        .await
        .expect("a file");
    assert_eq!(file.status.as_str(), "failed");
    let created = &mock.requests_for("createVectorStoreFile")[0];
    assert_eq!(created.json(), json!({ "file_id": "file_1" }));
    assert!(mock.requests()[0].text().contains("assistants"));
}

#[tokio::test]
async fn a_store_and_a_run_of_an_eval_are_awaited() {
    let state = |status: &str| {
        MockResponse::json(&json!({ "id": "x", "status": status }))
            .header("openai-poll-after-ms", "1")
    };
    let (client, _) = Client::mocked([
        state("in_progress"),
        state("completed"),
        state("queued"),
        state("failed"),
    ]);
    let store = client
        .vector_stores()
        .retrieve("vs_1")
        .wait_until_done()
        .await
        .expect("a store");
    assert_eq!(store.status.as_str(), "completed");
    let run = client
        .evals()
        .runs()
        .retrieve("eval_1", "run_1")
        .wait_until_done()
        .await
        .expect("a run");
    assert_eq!(run.status, "failed");
    let is_done = |status: &str| {
        let json: Value = json!({ "status": status });
        let run: EvalRun = serde_json::from_value(json.clone()).expect("a run");
        let store: VectorStoreObject = serde_json::from_value(json).expect("a store");
        (run.is_done(), store.is_done())
    };
    assert_eq!(is_done("expired"), (false, true));
    assert_eq!(is_done("canceled"), (true, false));
    assert_eq!(is_done("in_progress"), (false, false));
}
