//! Continues a conversation that was saved as JSON.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example conversation -- --offline`.

use openai_typed::conversation::Conversation;
use openai_typed::testing::MockResponse;
use openai_typed::types::CreateResponse;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let settings = CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions("Be brief.");
    let mut conversation = Conversation::new(settings);
    println!(
        "{}",
        conversation
            .send(&client, "Name a river.")
            .await?
            .message_text()
    );

    let saved = serde_json::to_string(&conversation)?;
    let mut conversation: Conversation = serde_json::from_str(&saved)?;
    println!(
        "{}",
        conversation
            .send(&client, "How long is it?")
            .await?
            .message_text()
    );
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    for (id, text) in [("resp_1", "The Loire."), ("resp_2", "1,006 km.")] {
        let content = json!([{"type": "output_text", "text": text, "annotations": []}]);
        let message = json!({
            "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content,
        });
        let response = json!({
            "id": id, "object": "response", "status": "completed", "model": "gpt-5", "output": [message],
        });
        mock.on("createResponse", MockResponse::json(&response));
    }
    Ok(client)
}
