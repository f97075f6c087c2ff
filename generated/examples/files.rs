//! Uploads a file, lists all files, and deletes it.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example files -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateFileRequest;
use openai_typed::{Client, Error, Upload};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let notes = Upload::from_bytes("notes.txt", "Otters swim."); // or `Upload::from_path`
    let file = client
        .files()
        .create(CreateFileRequest::new(notes, "user_data"))
        .await?;
    let mut files = client.files().list().with_limit(100).items(); // continues through all pages
    while let Some(file) = files.next().await {
        let file = file?;
        println!("{}: {}, {} bytes", file.id, file.filename, file.bytes);
    }
    println!(
        "deleted: {}",
        client.files().delete(&file.id).await?.deleted
    );
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let file = |id, name| json!({"id": id, "object": "file", "bytes": 12, "filename": name, "purpose": "user_data"});
    let page = |file, has_more| json!({"object": "list", "data": [file], "has_more": has_more});
    mock.on(
        "createFile",
        MockResponse::json(&file("file_1", "notes.txt")),
    );
    mock.on(
        "listFiles",
        MockResponse::json(&page(file("file_1", "notes.txt"), true)),
    );
    mock.on(
        "listFiles",
        MockResponse::json(&page(file("file_0", "old.txt"), false)),
    );
    mock.on(
        "deleteFile",
        MockResponse::json(&json!({"id": "file_1", "object": "file", "deleted": true})),
    );
    Ok(client)
}
