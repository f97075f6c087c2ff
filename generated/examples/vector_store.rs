//! Searches local files: they are uploaded to a vector store, and the model searches them.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example vector_store --features vector_stores -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::{CreateResponse, CreateVectorStoreRequest, Tool};
use openai_typed::{Client, Error, Upload};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let store = client
        .vector_stores()
        .create(CreateVectorStoreRequest::new().with_name("manuals"))
        .await?;
    let files = [Upload::from_bytes("faq.md", "Press the red button.")]; // or `Upload::from_path`
    let batch = client.vector_stores().add_files(&store.id, files).await?;
    println!("{} file", batch.file_counts.completed);
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("How do I start it?")
        .with_tool(Tool::file_search([store.id]));
    println!(
        "{}",
        client.responses().create(request).await?.message_text()
    );
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let counts = json!({"total": 1, "completed": 1, "failed": 0, "in_progress": 0, "cancelled": 0});
    let batch = json!({"id": "vsfb_1", "status": "completed", "file_counts": counts});
    mock.on(
        "createVectorStore",
        MockResponse::json(&json!({"id": "vs_1", "object": "vector_store", "name": "manuals"})),
    );
    mock.on(
        "createFile",
        MockResponse::json(&json!({"id": "file_1", "object": "file"})),
    );
    for operation in ["createVectorStoreFileBatch", "getVectorStoreFileBatch"] {
        mock.on(operation, MockResponse::json(&batch));
    }
    mock.on("createResponse", MockResponse::json(&json!({
        "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5",
        "output": [{
            "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
            "content": [{"type": "output_text", "text": "Press the red button.", "annotations": []}],
        }],
    })));
    Ok(client)
}
