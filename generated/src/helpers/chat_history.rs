//! The message of a chat completion as a message of the next request.

use serde_json::Value;

use crate::types::{
    ChatCompletionRequestAssistantMessage, ChatCompletionRequestMessage,
    ChatCompletionResponseMessage,
};
use crate::unknown::decode;

/// The message as a message of another request.
///
/// Annotations are left out, since requests do not have them. Audio is referred to by its ID. Undeclared properties are
/// kept.
///
/// ```no_run
/// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
/// use openai_typed::types::{ChatCompletionRequestMessage, CreateChatCompletionRequest};
///
/// let messages = vec![ChatCompletionRequestMessage::user("Name a river.")];
/// let mut request = CreateChatCompletionRequest::new("gpt-5", messages);
/// let mut completion = client.chat().completions().create(request.clone()).await?;
/// request.messages.push(completion.choices.remove(0).message.into());
/// request.messages.push(ChatCompletionRequestMessage::user("How long is it?"));
/// client.chat().completions().create(request).await?;
/// # Ok(())
/// # }
/// ```
impl From<ChatCompletionResponseMessage> for ChatCompletionRequestMessage {
    #[inline]
    fn from(message: ChatCompletionResponseMessage) -> Self {
        Self::from(&message)
    }
}

/// The message as a message of another request.
impl From<&ChatCompletionResponseMessage> for ChatCompletionRequestMessage {
    #[inline]
    fn from(message: &ChatCompletionResponseMessage) -> Self {
        ChatCompletionRequestAssistantMessage::from(message).into()
    }
}

/// The message as a message of another request.
impl From<&ChatCompletionResponseMessage> for ChatCompletionRequestAssistantMessage {
    #[inline]
    fn from(message: &ChatCompletionResponseMessage) -> Self {
        let mut json = serde_json::to_value(message).unwrap_or_default();
        let Some(properties) = json.as_object_mut() else {
            return Self::new().with_content_null();
        };
        properties.remove("annotations");
        let is_blank = |value: &Value| value.is_null() || *value == Value::Array(Vec::new());
        properties.retain(|_, value| !is_blank(value));
        if let Some(Value::Object(audio)) = properties.get_mut("audio") {
            audio.retain(|name, _| name == "id");
        }
        properties.entry("content").or_insert(Value::Null);
        properties.insert("role".to_owned(), Value::from("assistant"));
        let decoded = decode(json.to_string().as_bytes());
        decoded.unwrap_or_else(|_| Self::new().with_content_null())
    }
}
