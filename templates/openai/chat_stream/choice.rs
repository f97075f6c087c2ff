//! One choice of a completion.
//!
//! In: the choice so far, and what a chunk adds to it. Out: the choice, and what changed.
//! Must not know: other choices.

use serde_json::{Value, json};

use super::ChatChange;
use super::tool_calls::{self, Call};
use crate::runtime::accumulate::merge::{merge_extra, replace_extra, unfinished};
use crate::types::{
    ChatCompletionResponseMessage, ChatCompletionStreamResponseDelta, ChatCompletionTokenLogprob,
    CreateChatCompletionResponseChoicesItem, CreateChatCompletionStreamResponseChoicesItem,
    CreateChatCompletionStreamResponseChoicesItemLogprobs,
};

/// What is known about a choice beside what stands in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// What is being written now.
    writing: Writing,
    /// The tool calls, in the order of the message's.
    pub(super) calls: Vec<Call>,
    /// Whether its `finish_reason` has come.
    pub(super) finished: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Writing {
    #[default]
    Nothing,
    Content,
    Refusal,
}

/// A choice of which nothing but its index has come.
#[inline]
pub(super) fn begin(index: i64) -> CreateChatCompletionResponseChoicesItem {
    // As the service says it when there is nothing to say.
    let message = json!({ "role": "assistant", "content": null, "refusal": null });
    let begun = json!({ "index": index, "message": message, "logprobs": null });
    serde_json::from_value(begun).unwrap_or_else(|_| unfinished())
}

/// Adds what a chunk says about the choice.
#[inline]
pub(super) fn add(
    choice: &mut CreateChatCompletionResponseChoicesItem,
    notes: &mut Notes,
    piece: &CreateChatCompletionStreamResponseChoicesItem,
    changes: &mut Vec<ChatChange>,
) {
    let index = choice.index;
    add_delta(&mut choice.message, notes, &piece.delta, index, changes);
    if let Some(logprobs) = &piece.logprobs {
        add_logprobs(choice, logprobs);
    }
    replace_extra(&mut choice.extra, &piece.extra);
    if let Some(reason) = &piece.finish_reason {
        choice.finish_reason = reason.as_str().into();
        write(notes, Writing::Nothing, index, changes);
        tool_calls::finish(&mut notes.calls, index, changes);
        if !std::mem::replace(&mut notes.finished, true) {
            changes.push(ChatChange::Finished { choice: index });
        }
    }
}

#[inline]
fn add_delta(
    message: &mut ChatCompletionResponseMessage,
    notes: &mut Notes,
    delta: &ChatCompletionStreamResponseDelta,
    choice: i64,
    changes: &mut Vec<ChatChange>,
) {
    if let Some(text) = &delta.content {
        message.content.get_or_insert_default().push_str(text);
        if !text.is_empty() {
            write(notes, Writing::Content, choice, changes);
            let delta = text.clone();
            changes.push(ChatChange::Content { choice, delta });
        }
    }
    if let Some(text) = &delta.refusal {
        message.refusal.get_or_insert_default().push_str(text);
        if !text.is_empty() {
            write(notes, Writing::Refusal, choice, changes);
            let delta = text.clone();
            changes.push(ChatChange::Refusal { choice, delta });
        }
    }
    for piece in delta.tool_calls.iter().flatten() {
        write(notes, Writing::Nothing, choice, changes);
        let calls = message.tool_calls.get_or_insert_default();
        tool_calls::add(calls, &mut notes.calls, piece, choice, changes);
    }
    if let Some(piece) = &delta.function_call {
        write(notes, Writing::Nothing, choice, changes);
        let call = message.function_call.get_or_insert_with(unfinished);
        if let Some(name) = &piece.name {
            tool_calls::add_name(&mut call.name, name);
        }
        if let Some(delta) = piece.arguments.clone() {
            call.arguments.push_str(&delta);
            changes.push(ChatChange::FunctionCall { choice, delta });
        }
    }
    add_undeclared(message, delta);
}

/// What is said of no type. Audio is a field of whole messages, so it goes there.
#[inline]
fn add_undeclared(
    message: &mut ChatCompletionResponseMessage,
    delta: &ChatCompletionStreamResponseDelta,
) {
    let Some(audio) = delta.extra.get("audio").filter(|audio| audio.is_object()) else {
        merge_extra(&mut message.extra, &delta.extra);
        return;
    };
    let text = |name: &str| audio.get(name).and_then(Value::as_str);
    let whole = message.audio.get_or_insert_with(unfinished);
    whole.id = text("id").map_or_else(|| whole.id.clone(), str::to_owned);
    whole.data.push_str(text("data").unwrap_or_default());
    let transcript = text("transcript").unwrap_or_default();
    whole.transcript.push_str(transcript);
    if let Some(time) = audio.get("expires_at").and_then(Value::as_i64) {
        whole.expires_at = time;
    }
    let mut rest = delta.extra.clone();
    rest.remove("audio");
    merge_extra(&mut message.extra, &rest);
}

#[inline]
fn add_logprobs(
    choice: &mut CreateChatCompletionResponseChoicesItem,
    piece: &CreateChatCompletionStreamResponseChoicesItemLogprobs,
) {
    let whole = choice.logprobs.get_or_insert_with(unfinished);
    let extend = |whole: &mut Option<Vec<ChatCompletionTokenLogprob>>,
                  piece: &Option<Vec<ChatCompletionTokenLogprob>>| {
        if let Some(piece) = piece {
            whole.get_or_insert_default().extend_from_slice(piece);
        }
    };
    extend(&mut whole.content, &piece.content);
    extend(&mut whole.refusal, &piece.refusal);
    replace_extra(&mut whole.extra, &piece.extra);
}

/// Something else is being written from here on: what was written before is complete.
#[inline]
fn write(notes: &mut Notes, now: Writing, choice: i64, changes: &mut Vec<ChatChange>) {
    match std::mem::replace(&mut notes.writing, now) {
        before if before == now => {}
        Writing::Content => changes.push(ChatChange::ContentDone { choice }),
        Writing::Refusal => changes.push(ChatChange::RefusalDone { choice }),
        Writing::Nothing => {}
    }
}
