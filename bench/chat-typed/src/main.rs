//! One question, one answer.

use openai_typed::types::{ChatCompletionRequestMessage, CreateChatCompletionRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = openai_typed::Client::from_env()?;
    let question = ChatCompletionRequestMessage::user("What is the capital of France?");
    let request = CreateChatCompletionRequest::new(vec![question], "gpt-5-mini");
    let answer = client.chat().completions().create(request).await?;
    println!(
        "{:?}",
        answer
            .choices
            .first()
            .and_then(|choice| choice.message.content.as_deref())
    );
    Ok(())
}
