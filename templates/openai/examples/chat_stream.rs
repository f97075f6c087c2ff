//! Prints a chat completion while it arrives, and its token usage at the end.
//!
//! Run it with `OPENAI_API_KEY`, or with `--offline`: `cargo run --example chat_stream -- --offline`.

use std::io::Write as _;

use crate_name::stream::ChatChange;
use crate_name::testing::MockResponse;
use crate_name::types::{ChatCompletionStreamOptions, CreateChatCompletionRequest};
use crate_name::usage::TokenUsage;
use crate_name::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = client()?;
    let request = CreateChatCompletionRequest::new("gpt-5", ["Count to three."])
        .with_stream_options(ChatCompletionStreamOptions::new().with_include_usage(true));
    let stream = client.chat().completions().create(request).stream().await?;
    let mut changes = stream.accumulate();
    while let Some(change) = changes.next().await {
        if let ChatChange::Content { delta, .. } = change? {
            print!("{delta}");
            std::io::stdout().flush()?; // shows the text before the line ends
        }
    }
    let completion = changes.finish().await?;
    let tokens = TokenUsage::of(&completion).map(|usage| usage.output);
    println!("\n{} tokens", tokens.unwrap_or_default());
    Ok(())
}

/// Creates a client, or with `--offline` one that returns recorded responses.
fn client() -> Result<Client, Error> {
    if !std::env::args().any(|argument| argument == "--offline") {
        return Client::from_env();
    }
    let (client, mock) = Client::mocked([]);
    let chunk = |delta, finish_reason| {
        json!({
            "id": "chatcmpl_1", "object": "chat.completion.chunk", "created": 0, "model": "gpt-5",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}],
        })
    };
    let usage = json!({
        "id": "chatcmpl_1", "object": "chat.completion.chunk", "created": 0, "model": "gpt-5", "choices": [],
        "usage": {"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14},
    });
    let chunks = [
        chunk(json!({"role": "assistant", "content": "One, two"}), None),
        chunk(json!({"content": ", three."}), None),
        chunk(json!({}), Some("stop")),
        usage,
    ];
    mock.on("createChatCompletion", MockResponse::events(chunks));
    Ok(client)
}
