//! Asks a chat model one question.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example chat -- --offline`.

use crate_name::testing::MockResponse;
use crate_name::types::{ChatCompletionRequestMessage as Message, CreateChatCompletionRequest};
use crate_name::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let messages = [
        Message::system("Answer in one word."),
        Message::user("The capital of France?"),
    ];
    let request = CreateChatCompletionRequest::new("gpt-5", messages);
    let completion = client.chat().completions().create(request).await?;
    println!("{}", completion.content().unwrap_or_default());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    mock.on("createChatCompletion", MockResponse::json(&json!({
        "id": "chatcmpl_1", "object": "chat.completion", "created": 0, "model": "gpt-5",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Paris"}}],
    })));
    Ok(client)
}
