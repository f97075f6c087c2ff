//! Starts a fine-tuning job, and waits for the model.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example fine_tuning --features fine_tuning -- --offline`.

use std::time::Duration;

use openai_typed::testing::MockResponse;
use openai_typed::types::{CreateFileRequest, CreateFineTuningJobRequest};
use openai_typed::{Client, Error, Upload};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let data = Upload::from_bytes("chats.jsonl", "{}"); // or `Upload::from_path`
    let file = client
        .files()
        .create(CreateFileRequest::new(data, "fine-tune"))
        .await?;
    let request = CreateFineTuningJobRequest::new("gpt-4.1-mini", &file.id).with_suffix("otter");
    let job = client.fine_tuning().jobs().create(request).await?;
    let waiting = client
        .fine_tuning()
        .jobs()
        .retrieve(&job.id)
        .wait_until_done();
    let job = waiting.interval(Duration::from_secs(30)).await?;
    println!(
        "{}: {}",
        job.status,
        job.fine_tuned_model.unwrap_or_default()
    );
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on(
        "createFile",
        MockResponse::json(&json!({"id": "file_1", "object": "file"})),
    );
    mock.on(
        "createFineTuningJob",
        MockResponse::json(&json!({"id": "ftjob_1", "status": "queued"})),
    );
    mock.on("retrieveFineTuningJob", MockResponse::json(&json!({"id": "ftjob_1", "status": "succeeded", "fine_tuned_model": "ft:gpt-4.1-mini:otter"})));
    Ok(client)
}
