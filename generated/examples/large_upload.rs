//! Uploads a large file in parts, which are sent concurrently and can be resumed.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example large_upload --features uploads -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::{Client, Error, Upload};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let file = Upload::from_bytes("data.jsonl", vec![b' '; 5 << 20]); // or `Upload::from_path`
    let sending = client
        .uploads()
        .send_large(file, "batch")
        .part_size(2 << 20)
        .concurrency(2);
    let upload = sending.await?;
    println!("{}: {}", upload.id, upload.status);
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on(
        "createUpload",
        MockResponse::json(&json!({"id": "upload_1", "object": "upload", "status": "pending"})),
    );
    for id in ["part_1", "part_2", "part_3"] {
        let part = json!({"id": id, "object": "upload.part", "upload_id": "upload_1"});
        mock.on("addUploadPart", MockResponse::json(&part));
    }
    mock.on(
        "completeUpload",
        MockResponse::json(&json!({"id": "upload_1", "object": "upload", "status": "completed"})),
    );
    Ok(client)
}
