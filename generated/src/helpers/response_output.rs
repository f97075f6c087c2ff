//! What people look for in a response: its text, and the functions it calls.
//!
//! In: a response. Out: views of it.
//! Must not know: whether it was streamed.

use crate::runtime::parse_partial_json;
use crate::types::{
    FunctionToolCall, OutputItem, OutputMessage, OutputMessageContent as Content, Response,
};

impl Response {
    /// All text of all messages in the output, in their order.
    #[inline]
    pub fn output_text(&self) -> String {
        let contents = self.messages().flat_map(|message| &message.content);
        let texts = contents.filter_map(|content| match content {
            Content::OutputText(text) => Some(text.text.as_str()),
            _ => None,
        });
        texts.collect()
    }

    /// What the model says instead of an answer, if it refuses to give one.
    #[inline]
    pub fn refusal(&self) -> Option<&str> {
        let mut contents = self.messages().flat_map(|message| &message.content);
        contents.find_map(|content| match content {
            Content::Refusal(refusal) => Some(refusal.refusal.as_str()),
            _ => None,
        })
    }

    /// The messages in the output.
    #[inline]
    pub fn messages(&self) -> impl Iterator<Item = &OutputMessage> {
        self.output.iter().filter_map(|item| match item {
            OutputItem::Message(message) => Some(message),
            _ => None,
        })
    }

    /// The calls of functions in the output.
    #[inline]
    pub fn function_calls(&self) -> impl Iterator<Item = &FunctionToolCall> {
        self.output.iter().filter_map(|item| match item {
            OutputItem::FunctionCall(call) => Some(call),
            _ => None,
        })
    }
}

impl FunctionToolCall {
    /// The arguments as far as they have come: also while they are still being streamed.
    #[inline]
    pub fn partial_arguments(&self) -> Option<serde_json::Value> {
        parse_partial_json(&self.arguments)
    }
}
