//! Starts a response in the background, and waits until it is done.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example background -- --offline`.

use std::time::Duration;

use crate_name::testing::MockResponse;
use crate_name::types::CreateResponse;
use crate_name::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_input("Write a long report.")
        .with_background(true);
    let started = client.responses().create(request).await?;
    println!("{}", started.id);
    let waiting = client.responses().retrieve(&started.id).wait_until_done();
    let response = waiting.interval(Duration::from_millis(500)).await?;
    println!("{}", response.message_text());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on(
        "createResponse",
        MockResponse::json(
            &json!({"id": "resp_1", "object": "response", "status": "queued", "output": []}),
        ),
    );
    mock.on(
        "getResponse",
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5",
            "output": [{
                "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": "The report.", "annotations": []}],
            }],
        })),
    );
    Ok(client)
}
