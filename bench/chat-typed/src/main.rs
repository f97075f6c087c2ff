//! Sends a chat request and prints the response.

use openai_typed::types::{ChatCompletionRequestMessage, CreateChatCompletionRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = openai_typed::Client::from_env()?;
    let question = ChatCompletionRequestMessage::user("What is the capital of France?");
    let request = CreateChatCompletionRequest::new("gpt-5-mini", vec![question]);
    let completion = client.chat().completions().create(request).await?;
    println!(
        "{:?}",
        completion
            .choices
            .first()
            .and_then(|choice| choice.message.content.as_deref())
    );
    Ok(())
}
