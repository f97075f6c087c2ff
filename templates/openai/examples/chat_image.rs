//! Asks a chat model about an image.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example chat_image -- --offline`.

use crate_name::testing::MockResponse;
use crate_name::types::{
    ChatCompletionRequestMessage as Message, ChatCompletionRequestUserMessageContentPart as Part,
    CreateChatCompletionRequest,
};
use crate_name::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = client()?;
    let image = Part::image_url("https://example.com/otter.jpg"); // also `image_path` and `image_bytes`
    let message = Message::user(vec![Part::text("Which animal is this?"), image]);
    let request = CreateChatCompletionRequest::new("gpt-5", [message]);
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
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "An otter."}}],
    })));
    Ok(client)
}
