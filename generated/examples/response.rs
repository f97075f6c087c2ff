//! Creates a response: the model answers one question.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example response -- --offline`.

use openai_typed::testing::MockResponse;
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let request = CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions("Answer in one word.")
        .with_input("The capital of France?");
    let response = client.responses().create(request).await?;
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
        MockResponse::json(&json!({
            "id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5",
            "output": [{
                "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": "Paris", "annotations": []}],
            }],
        })),
    );
    Ok(client)
}
