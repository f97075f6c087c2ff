//! The tool calls of a message.
//!
//! In: the calls so far, and a piece of one of them. Out: the calls, and what changed.
//! Must not know: the rest of the message.

use super::ChatChange;
use crate::runtime::accumulate::merge::{merge_extra, unfinished};
use crate::types::{
    ChatCompletionMessageToolCallChunk, ChatCompletionMessageToolCallsItem as Item,
};

/// What is known about a call beside what stands in it.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// Its index on the wire; some servers send none.
    index: Option<i64>,
    done: bool,
}

/// Adds a piece of a call.
#[inline]
pub(super) fn add(
    calls: &mut Vec<Item>,
    notes: &mut Vec<Call>,
    piece: &ChatCompletionMessageToolCallChunk,
    choice: i64,
    changes: &mut Vec<ChatChange>,
) {
    let index = (!piece.extra.is_missing("index")).then_some(piece.index);
    let known = match (index, &piece.id) {
        (Some(_), _) => notes.iter().position(|call| call.index == index),
        (None, Some(id)) => calls.iter().position(|call| id_of(call) == id),
        (None, None) => calls.len().checked_sub(1),
    };
    let call = known.unwrap_or_else(|| {
        finish_whole(calls, notes, choice, changes);
        calls.push(begin(piece));
        notes.push(Call { index, done: false });
        calls.len() - 1
    });
    let delta = add_piece(&mut calls[call], piece);
    if known.is_none() {
        changes.push(ChatChange::ToolCallStarted { choice, call });
    }
    if !delta.is_empty() {
        changes.push(ChatChange::ToolCallDelta {
            choice,
            call,
            delta,
        });
    }
}

/// The choice is finished, and so are all its calls.
#[inline]
pub(super) fn finish(notes: &mut [Call], choice: i64, changes: &mut Vec<ChatChange>) {
    for (call, note) in notes.iter_mut().enumerate() {
        if !std::mem::replace(&mut note.done, true) {
            changes.push(ChatChange::ToolCallDone { choice, call });
        }
    }
}

/// A name comes whole, perhaps with every piece; or in pieces.
#[inline]
pub(super) fn add_name(whole: &mut String, piece: &str) {
    if whole != piece {
        whole.push_str(piece);
    }
}

/// Another call begins. Nothing can follow in those whose arguments are whole JSON; of the others pieces may still
/// come, as pieces of several calls may be interleaved.
#[inline]
fn finish_whole(calls: &[Item], notes: &mut [Call], choice: i64, changes: &mut Vec<ChatChange>) {
    for (call, (item, note)) in calls.iter().zip(notes).enumerate() {
        if !note.done && is_whole(item) {
            note.done = true;
            changes.push(ChatChange::ToolCallDone { choice, call });
        }
    }
}

#[inline]
fn is_whole(call: &Item) -> bool {
    let Item::Function(call) = call else {
        return false;
    };
    let arguments = call.function.arguments.trim_start();
    arguments.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(arguments).is_ok()
}

#[inline]
fn begin(piece: &ChatCompletionMessageToolCallChunk) -> Item {
    let kind = piece
        .r#type
        .as_ref()
        .map_or("function", |kind| kind.as_str());
    match kind {
        "custom" => Item::Custom(unfinished()),
        _ => Item::Function(unfinished()),
    }
}

#[inline]
fn id_of(call: &Item) -> &str {
    match call {
        Item::Function(call) => &call.id,
        Item::Custom(call) => &call.id,
        _ => "",
    }
}

/// Adds a piece to its call; gives what the arguments or the input went on with.
#[inline]
fn add_piece(call: &mut Item, piece: &ChatCompletionMessageToolCallChunk) -> String {
    let id = piece.id.as_deref().unwrap_or_default();
    match call {
        Item::Function(call) => {
            set_if_empty(&mut call.id, id);
            merge_extra(&mut call.extra, &piece.extra);
            let Some(function) = &piece.function else {
                return String::new();
            };
            if let Some(name) = &function.name {
                add_name(&mut call.function.name, name);
            }
            merge_extra(&mut call.function.extra, &function.extra);
            let delta = function.arguments.clone().unwrap_or_default();
            call.function.arguments.push_str(&delta);
            delta
        }
        Item::Custom(call) => {
            set_if_empty(&mut call.id, id);
            // The type of chunks knows functions only.
            let text = |name: &str| {
                let custom = piece.extra.get("custom");
                custom?.get(name)?.as_str().map(str::to_owned)
            };
            add_name(&mut call.custom.name, &text("name").unwrap_or_default());
            let delta = text("input").unwrap_or_default();
            call.custom.input.push_str(&delta);
            let mut rest = piece.extra.clone();
            rest.remove("custom");
            merge_extra(&mut call.extra, &rest);
            delta
        }
        _ => String::new(),
    }
}

#[inline]
fn set_if_empty(whole: &mut String, piece: &str) {
    if whole.is_empty() {
        whole.push_str(piece);
    }
}
