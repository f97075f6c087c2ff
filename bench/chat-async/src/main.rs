//! Sends a chat request and prints the response.

use async_openai::types::chat::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequestArgs,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = async_openai::Client::new();
    let question = ChatCompletionRequestUserMessage::from("What is the capital of France?");
    let request = CreateChatCompletionRequestArgs::default()
        .model("gpt-5-mini")
        .messages([question.into()])
        .build()?;
    let completion = client.chat().create(request).await?;
    println!(
        "{:?}",
        completion
            .choices
            .first()
            .and_then(|choice| choice.message.content.as_deref())
    );
    Ok(())
}
