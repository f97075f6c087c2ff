//! Accumulating the chunks of a
//! [streamed chat completion](https://platform.openai.com/docs/api-reference/chat-streaming).

mod accumulator;
mod change;
mod choice;
mod delta;
mod flat_call;
mod placed;
mod tool_calls;

pub use self::accumulator::ChatAccumulator;
pub use self::change::ChatChange;

use crate::runtime::accumulate::pieces::{part_text, split_parts};
use crate::runtime::arguments::{arguments_text, partial_arguments};
use crate::types::{
    ChatCompletionMessageToolCallFunction, ChatCompletionResponseMessage,
    CreateChatCompletionResponse,
};

#[cfg(feature = "client")]
impl crate::stream::EventStream<crate::types::CreateChatCompletionStreamResponse> {
    /// Returns a stream of the changes that the chunks make. It also provides the completion so far.
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<ChatAccumulator> {
        crate::stream::Accumulating::of_response(ChatAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the completion.
    ///
    /// The marker of the service for the end of the stream, `[DONE]`, completes a completion without a `finish_reason`.
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error if it ended early. The error carries everything received.
    #[inline]
    pub async fn collect_completion(
        self,
    ) -> Result<
        CreateChatCompletionResponse,
        crate::stream::Interrupted<CreateChatCompletionResponse>,
    > {
        self.accumulate().finish().await
    }
}

impl CreateChatCompletionResponse {
    /// Returns the content of the first choice, or `None` without content. If the server sends a list with one content
    /// part, this is the text of that part; see [`message_text`](Self::message_text) for several.
    #[inline]
    pub fn content(&self) -> Option<&str> {
        let message = &self.choices.first()?.message;
        message.content.as_deref().or_else(|| {
            let json = message.extra.mismatch("content")?.json();
            match json.as_array().map(Vec::as_slice) {
                Some([part]) => part_text(part),
                _ => part_text(json),
            }
        })
    }

    /// Returns the text of the first choice. See [`ChatCompletionResponseMessage::text`].
    #[inline]
    pub fn message_text(&self) -> String {
        let choice = self.choices.first();
        choice
            .map(|choice| choice.message.text())
            .unwrap_or_default()
    }
}

impl ChatCompletionResponseMessage {
    /// Returns the text. If the server sends a list of content parts, this is the text of all text parts, joined.
    #[inline]
    pub fn text(&self) -> String {
        match (&self.content, self.extra.mismatch("content")) {
            (Some(content), _) => content.clone(),
            (None, Some(parts)) => split_parts(parts.json()).0,
            (None, None) => String::new(),
        }
    }
}

impl ChatCompletionMessageToolCallFunction {
    /// Parses the arguments received so far, while they are being streamed. Returns `None` if no value has started yet.
    #[inline]
    pub fn partial_arguments(&self) -> Option<serde_json::Value> {
        partial_arguments(&arguments_text("arguments", &self.arguments, &self.extra))
    }
}
