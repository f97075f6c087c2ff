//! Calls a deployment of Azure OpenAI, and a server that speaks the same API.
//! The first client reads `AZURE_OPENAI_API_KEY` and `AZURE_OPENAI_ENDPOINT`.
//!
//! Run it with these variables, or with `--offline`: `cargo run --example azure -- --offline`.

use openai_typed::testing::{MockResponse, MockTransport};
use openai_typed::types::CreateChatCompletionRequest;
use openai_typed::{Client, Error};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut azure = Client::azure().api_version("2025-04-01-preview");
    let mut local = Client::builder()
        .base_url("http://localhost:8000/v1")
        .without_credentials();
    if std::env::args().any(|argument| argument == "--offline") {
        let mock = recorded();
        azure = azure
            .endpoint("https://example.openai.azure.com")
            .api_key("key")
            .transport(mock.clone());
        local = local.transport(mock);
    } else {
        azure = azure.load_env()?;
    }
    for client in [azure.build()?, local.build()?] {
        // The name of the deployment, or of the model.
        let request = CreateChatCompletionRequest::new("gpt-5", ["Say hello."]);
        let completion = client.chat().completions().create(request).await?;
        println!("{}", completion.content().unwrap_or_default());
    }
    Ok(())
}

fn recorded() -> MockTransport {
    let mock = MockTransport::new([]);
    for text in ["Hello from Azure!", "Hello from here!"] {
        let message = json!({"role": "assistant", "content": text});
        let completion = json!({
            "id": "chatcmpl_1", "object": "chat.completion", "created": 0, "model": "gpt-5",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        });
        mock.on("createChatCompletion", MockResponse::json(&completion));
    }
    mock
}
