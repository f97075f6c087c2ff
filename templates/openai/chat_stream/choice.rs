//! Accumulating one choice of a chat completion.

use serde_json::{Value, json};

use super::change::ChatChange;
use super::delta;
use super::tool_calls::{self, ToolCallStates};
use crate::runtime::accumulate::merge::{append_lists, merge_properties};
use crate::runtime::accumulate::pieces::{is_piece, text_of};
use crate::runtime::accumulate::skeleton;
use crate::runtime::codec::{decode_value, is_label};
use crate::types::{
    ChatCompletionTokenLogprob, CreateChatCompletionResponseChoicesItem,
    CreateChatCompletionStreamResponseChoicesItem,
    CreateChatCompletionStreamResponseChoicesItemLogprobs,
};

/// What is known about a choice in addition to its properties.
#[derive(Clone, Debug, Default)]
pub(super) struct ChoiceState {
    /// The string that is being appended to.
    open: OpenString,
    /// The state of the tool calls of the message.
    pub(super) calls: ToolCallStates,
    /// Whether `finish_reason` was received.
    pub(super) finished: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum OpenString {
    #[default]
    None,
    Content,
    Refusal,
}

/// Creates a choice of which only the index is known.
#[inline]
pub(super) fn start(index: i64) -> CreateChatCompletionResponseChoicesItem {
    // The service sends these properties as null if they have no value.
    let message = json!({ "role": "assistant", "content": null, "refusal": null });
    let choice = json!({ "index": index, "message": message, "logprobs": null });
    serde_json::from_value(choice).unwrap_or_else(|_| skeleton())
}

/// Applies the part of a chunk that belongs to the choice.
#[inline]
pub(super) fn apply(
    choice: &mut CreateChatCompletionResponseChoicesItem,
    state: &mut ChoiceState,
    chunk: &CreateChatCompletionStreamResponseChoicesItem,
    changes: &mut Vec<ChatChange>,
    lost: &mut Vec<Value>,
) {
    let index = choice.index;
    delta::apply(
        &mut choice.message,
        state,
        &chunk.delta,
        index,
        changes,
        lost,
    );
    if !chunk.extra.is_empty() {
        apply_undeclared(choice, state, chunk, changes, lost);
    }
    if let Some(logprobs) = &chunk.logprobs {
        append_logprobs(choice, logprobs, lost);
    }
    let reason = chunk.finish_reason.as_ref().map(|reason| reason.as_str());
    if let Some(reason) = reason.filter(|reason| is_label(reason)) {
        choice.finish_reason = reason.into();
        finish(index, state, changes);
    }
}

/// Finishes a choice.
#[inline]
pub(super) fn finish(index: i64, state: &mut ChoiceState, changes: &mut Vec<ChatChange>) {
    open(state, OpenString::None, index, changes);
    tool_calls::finish(&mut state.calls, index, changes);
    if !std::mem::replace(&mut state.finished, true) {
        changes.push(ChatChange::Finished { choice: index });
    }
}

/// Applies what a chunk has in addition to the declared properties. Some servers send a `message`, or a `text`, in
/// place of a delta or next to it.
#[inline]
fn apply_undeclared(
    choice: &mut CreateChatCompletionResponseChoicesItem,
    state: &mut ChoiceState,
    chunk: &CreateChatCompletionStreamResponseChoicesItem,
    changes: &mut Vec<ChatChange>,
    lost: &mut Vec<Value>,
) {
    let mut apply_delta = |choice: &mut CreateChatCompletionResponseChoicesItem, json: &Value| {
        let Ok(delta) = decode_value(json) else {
            return lost.push(json.clone());
        };
        let index = choice.index;
        delta::apply(&mut choice.message, state, &delta, index, changes, lost);
    };
    let delta = chunk.delta.content.as_deref().unwrap_or_default();
    let mut properties = serde_json::Map::new();
    for (name, value) in chunk.extra.iter() {
        match (name, value) {
            ("message", Value::Object(_)) => {
                let message = continuation(choice, delta, value.clone());
                apply_delta(choice, &message);
            }
            ("message" | "text", value) if text_of("content", value).is_some() => {
                let text = text_of("content", value).unwrap_or_default();
                if !repeats(choice, delta, &text) {
                    apply_delta(choice, &json!({ "content": text }));
                }
            }
            ("message", value) => apply_delta(choice, value),
            ("tool_calls", calls) => apply_delta(choice, &json!({ "tool_calls": calls })),
            _ => drop(properties.insert(name.to_owned(), value.clone())),
        }
    }
    for (name, mismatch) in chunk.extra.mismatches() {
        let json = mismatch.json();
        match name {
            "delta" => match text_of("content", json) {
                Some(text) => apply_delta(choice, &json!({ "content": text })),
                None => match json.as_array() {
                    Some(deltas) => deltas.iter().for_each(|delta| apply_delta(choice, delta)),
                    None => apply_delta(choice, json),
                },
            },
            "index" => {}
            _ => drop(properties.insert(name.to_owned(), json.clone())),
        }
    }
    merge_properties(choice, &properties, lost);
}

/// Returns whether the string next to a delta repeats the delta or all content received so far.
#[inline]
fn repeats(choice: &CreateChatCompletionResponseChoicesItem, delta: &str, text: &str) -> bool {
    let content = choice.message.content.as_deref().unwrap_or_default();
    !delta.is_empty() && (text == delta || text == content)
}

/// Removes from a message what the choice already has. A message may repeat everything that was streamed, or the delta
/// next to it.
#[inline]
fn continuation(
    choice: &CreateChatCompletionResponseChoicesItem,
    delta: &str,
    mut message: Value,
) -> Value {
    let received = serde_json::to_value(&choice.message).unwrap_or_default();
    for (name, value) in message.as_object_mut().into_iter().flatten() {
        let received = received.get(name).unwrap_or(&Value::Null);
        if value == received {
            *value = Value::Null;
        } else if let (Value::String(text), Value::String(received)) = (&mut *value, received) {
            if name == "content" && repeats(choice, delta, text) {
                text.clear();
            } else if is_piece(name)
                && let Some(rest) = text.strip_prefix(received.as_str())
            {
                *text = rest.to_owned();
            }
        }
    }
    message
}

#[inline]
fn append_logprobs(
    choice: &mut CreateChatCompletionResponseChoicesItem,
    delta: &CreateChatCompletionStreamResponseChoicesItemLogprobs,
    lost: &mut Vec<Value>,
) {
    let target = choice.logprobs.get_or_insert_with(skeleton);
    let extend = |target: &mut Option<Vec<ChatCompletionTokenLogprob>>,
                  delta: &Option<Vec<ChatCompletionTokenLogprob>>| {
        if let Some(delta) = delta {
            target.get_or_insert_default().extend_from_slice(delta);
        }
    };
    extend(&mut target.content, &delta.content);
    extend(&mut target.refusal, &delta.refusal);
    for name in ["content", "refusal"] {
        crate::runtime::accumulate::set_received(target, name);
    }
    append_lists(&mut target.extra, &delta.extra, lost);
    for (name, mismatch) in delta.extra.mismatches() {
        lost.push(json!({ "logprobs": { name: mismatch.json() } }));
    }
}

/// Records which string is being appended to from now on. If it is another one, the previous string is complete.
#[inline]
pub(super) fn open(
    state: &mut ChoiceState,
    string: OpenString,
    choice: i64,
    changes: &mut Vec<ChatChange>,
) {
    match std::mem::replace(&mut state.open, string) {
        previous if previous == string => {}
        OpenString::Content => changes.push(ChatChange::ContentDone { choice }),
        OpenString::Refusal => changes.push(ChatChange::RefusalDone { choice }),
        OpenString::None => {}
    }
}
