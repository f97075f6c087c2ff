//! The invariant of the accumulator: all text in a chunk is appended somewhere, or repeats what was received.

use super::change::ChatChange;
use crate::types::{
    ChatCompletionMessageToolCallsItem as ToolCall, CreateChatCompletionResponse,
    CreateChatCompletionStreamResponse,
};

/// Returns the length of the text in a chunk, in bytes.
#[inline]
pub(super) fn received(chunk: &CreateChatCompletionStreamResponse) -> usize {
    let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let lengths = chunk.choices.iter().map(|choice| {
        let delta = &choice.delta;
        let calls = delta.tool_calls.iter().flatten();
        let calls = calls.filter_map(|call| call.function.as_ref());
        let arguments: usize = calls.map(|function| length(&function.arguments)).sum();
        let call = delta.function_call.as_ref();
        let call = call.map_or(0, |call| length(&call.arguments));
        length(&delta.content) + length(&delta.refusal) + arguments + call
    });
    lengths.sum()
}

/// Returns the length of the text that changes appended, in bytes.
#[inline]
pub(super) fn appended(changes: &[ChatChange]) -> usize {
    let lengths = changes.iter().map(|change| match change {
        ChatChange::Content { delta, .. }
        | ChatChange::Refusal { delta, .. }
        | ChatChange::ToolCallDelta { delta, .. }
        | ChatChange::FunctionCall { delta, .. } => delta.len(),
        _ => 0,
    });
    lengths.sum()
}

/// Returns whether a chunk has arguments that a call of the completion already has. Some servers send them again when a
/// choice is finished.
#[inline]
pub(super) fn repeats(
    chunk: &CreateChatCompletionStreamResponse,
    completion: &CreateChatCompletionResponse,
) -> bool {
    let choices = completion.choices.iter();
    let received: Vec<&str> = choices
        .flat_map(|choice| choice.message.tool_calls.iter().flatten())
        .filter_map(|call| match call {
            ToolCall::Function(call) => Some(call.function.arguments.trim()),
            _ => None,
        })
        .collect();
    let sent = chunk.choices.iter();
    let sent = sent.flat_map(|choice| choice.delta.tool_calls.iter().flatten());
    let mut sent = sent.filter_map(|call| call.function.as_ref()?.arguments.as_deref());
    sent.any(|arguments| !arguments.is_empty() && received.contains(&arguments.trim()))
}
