//! Access to the output of a [response](https://platform.openai.com/docs/api-reference/responses/object): its text, its
//! messages and its function calls.

use serde_json::Value;

use crate::runtime::accumulate::pieces::{part_text, split_parts};
use crate::runtime::arguments::{arguments_text, decode_arguments, partial_arguments};
use crate::types::{
    FunctionToolCall, OutputItem, OutputMessage, OutputMessageContent as Content, Response,
};

impl Response {
    /// Returns the text of all messages in the output, joined.
    ///
    /// This is what other SDKs call `output_text`. The property `output_text` itself is not sent by the API.
    #[doc(alias = "output_text")]
    #[inline]
    pub fn message_text(&self) -> String {
        let texts = self.output.iter().map(|item| match item {
            OutputItem::Message(message) => text(std::iter::once(message)),
            // A message with a property whose type differs from the declared one.
            OutputItem::Unknown(item) => unmatched_text(item.json()),
            _ => String::new(),
        });
        texts.collect()
    }

    /// Returns the explanation of a refusal, or `None` if the model did not refuse.
    #[inline]
    pub fn refusal(&self) -> Option<&str> {
        refusal(self.messages())
    }

    /// Returns the messages in the output.
    #[inline]
    pub fn messages(&self) -> impl Iterator<Item = &OutputMessage> {
        self.output.iter().filter_map(|item| match item {
            OutputItem::Message(message) => Some(message),
            _ => None,
        })
    }

    /// Returns the function calls in the output.
    #[inline]
    pub fn function_calls(&self) -> impl Iterator<Item = &FunctionToolCall> {
        self.output.iter().filter_map(|item| match item {
            OutputItem::FunctionCall(call) => Some(call),
            _ => None,
        })
    }
}

impl FunctionToolCall {
    /// Parses the arguments received so far, while they are being streamed. Returns `None` if no value has started yet.
    #[inline]
    pub fn partial_arguments(&self) -> Option<Value> {
        partial_arguments(&arguments_text("arguments", &self.arguments, &self.extra))
    }

    /// Decodes the arguments as JSON. Empty arguments and `null` are read as an object without properties, and JSON that
    /// was encoded twice is decoded twice.
    ///
    /// # Errors
    /// Returns an error if the arguments do not decode as `T`.
    #[inline]
    pub fn arguments_as<T: serde::de::DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        decode_arguments(&arguments_text("arguments", &self.arguments, &self.extra))
    }
}

/// Returns the text of messages, joined. Some servers send parts that contain text under another type.
#[inline]
pub(super) fn text<'a>(messages: impl Iterator<Item = &'a OutputMessage>) -> String {
    let contents = messages.flat_map(|message| &message.content);
    let texts = contents.filter_map(|content| match content {
        Content::OutputText(text) => Some(text.text.as_str()),
        Content::Unknown(part) => part_text(part.json()),
        Content::Refusal(_) => None,
    });
    texts.collect()
}

/// Returns the text of a message that does not match its type, for example because its content is a string.
#[inline]
fn unmatched_text(item: &Value) -> String {
    match (
        item.get("type").and_then(Value::as_str),
        item.get("content"),
    ) {
        (Some("message"), Some(content)) => split_parts(content).0,
        _ => String::new(),
    }
}

/// Returns the first refusal in messages.
#[inline]
pub(super) fn refusal<'a>(messages: impl Iterator<Item = &'a OutputMessage>) -> Option<&'a str> {
    let mut contents = messages.flat_map(|message| &message.content);
    contents.find_map(|content| match content {
        Content::Refusal(refusal) => Some(refusal.refusal.as_str()),
        _ => None,
    })
}
