//! Accumulating the tool calls of a message.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::change::ChatChange;
use super::delta::string;
use super::flat_call;
use crate::runtime::accumulate::json_pieces::{append_json, is_object};
use crate::runtime::accumulate::merge::merge_extra;
use crate::runtime::accumulate::received::{index_of, mismatch};
use crate::runtime::accumulate::{set_received, start_from};
use crate::runtime::arguments::{identifier_text, listed, parse_property};
use crate::runtime::codec::decode_value;
use crate::types::{
    ChatCompletionMessageToolCallChunk as Chunk, ChatCompletionMessageToolCallsItem as ToolCall,
};

/// What is known about the tool calls of a message in addition to their properties.
#[derive(Clone, Debug, Default)]
pub(super) struct ToolCallStates {
    /// The state of each call.
    calls: Vec<ToolCallState>,
    /// The position of the call that was changed last.
    last: usize,
    /// The positions of the last call with each ID, and with each index.
    ids: HashMap<String, usize>,
    indexes: HashMap<i64, usize>,
    /// The calls that were changed since another one started.
    changed: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct ToolCallState {
    /// The index in the chunk that started it.
    index: Option<i64>,
    done: bool,
    /// Whether it was changed since another call started.
    changed: bool,
}

/// Applies a chunk of a tool call.
#[inline]
pub(super) fn apply(
    calls: &mut Vec<ToolCall>,
    states: &mut ToolCallStates,
    chunk: &Chunk,
    choice: i64,
    changes: &mut Vec<ChatChange>,
    lost: &mut Vec<Value>,
) {
    if let Some(raw) = chunk.extra.raw() {
        return match chunks_in(raw.json()) {
            Some(chunks) => chunks
                .iter()
                .for_each(|chunk| apply(calls, states, chunk, choice, changes, lost)),
            None => lost.push(raw.json().clone()),
        };
    }
    let parsed = with_parsed_function(chunk);
    let chunk = parsed.as_ref().unwrap_or(chunk);
    let declared = flat_call::declared_form(chunk);
    let chunk = declared.as_ref().unwrap_or(chunk);
    let index = index_of(chunk, &chunk.extra, "index", chunk.index);
    let existing = find(calls, states, chunk, index);
    let call = existing.unwrap_or_else(|| {
        finish_complete(calls, states, choice, changes);
        calls.push(start(chunk));
        states.calls.push(ToolCallState {
            index,
            ..ToolCallState::default()
        });
        if let Some(index) = index {
            states.indexes.insert(index, calls.len() - 1);
        }
        calls.len() - 1
    });
    states.last = call;
    if !std::mem::replace(&mut states.calls[call].changed, true) {
        states.changed.push(call);
    }
    let delta = append(&mut calls[call], chunk, lost);
    let id = id_of(&calls[call]);
    if !id.is_empty() && states.ids.get(id).is_none_or(|last| *last < call) {
        states.ids.insert(id.to_owned(), call);
    }
    if existing.is_none() {
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

/// Returns the chunks in a list of calls that has another form than declared. `None` if it contains anything else.
#[inline]
pub(super) fn chunks_in(list: &Value) -> Option<Vec<Chunk>> {
    let chunks = listed(list)?;
    let chunks = chunks.iter().map(|chunk| decode_value(chunk).ok());
    chunks.collect()
}

/// Returns a chunk whose function is encoded as a string with its function decoded.
#[inline]
fn with_parsed_function(chunk: &Chunk) -> Option<Chunk> {
    mismatch(&chunk.extra, "function").filter(|function| function.is_string())?;
    let Ok(Value::Object(mut json)) = serde_json::to_value(chunk) else {
        return None;
    };
    parse_property(&mut json, "function");
    decode_value(&Value::Object(json)).ok()
}

/// Returns the position of the call that a chunk continues: the one with its ID, or else the last one with its index,
/// or without an index the one that was changed last.
#[inline]
fn find(
    calls: &[ToolCall],
    states: &ToolCallStates,
    chunk: &Chunk,
    index: Option<i64>,
) -> Option<usize> {
    let id = identifier_text("id", chunk.id.as_deref().unwrap_or_default(), &chunk.extra);
    let indexed = index.and_then(|index| states.indexes.get(&index).copied());
    if !id.is_empty()
        && let Some(same) = states.ids.get(id.as_ref())
    {
        let has_both = |position: &usize| calls.get(*position).is_some_and(|it| id_of(it) == id);
        let position = indexed.filter(has_both).unwrap_or(*same);
        // Some servers give all calls the same ID.
        let is_another = index.is_some_and(|index| {
            let (call, state) = (calls.get(position), states.calls.get(position));
            state.is_some_and(|state| state.index.is_some_and(|other| other != index))
                && call.is_some_and(|call| starts_another(call, chunk))
        });
        return (!is_another).then_some(position);
    }
    let candidate = match index {
        Some(_) => indexed,
        None => Some(states.last),
    };
    candidate.filter(|position| {
        let call = calls.get(*position);
        call.is_some_and(|call| match id.as_ref() {
            "" => !starts_another(call, chunk),
            // The ID of that call is not known yet, or each chunk has another one.
            _ => id_of(call).is_empty() || continues_unnamed(call, chunk),
        })
    })
}

/// Whether a chunk has the name of another call, since the arguments of this one are complete: a name with arguments, or
/// one that does not continue the name of this call.
#[inline]
fn starts_another(call: &ToolCall, chunk: &Chunk) -> bool {
    let (ToolCall::Function(call), Some(function)) = (call, &chunk.function) else {
        return false;
    };
    let Some(name) = function.name.as_ref().filter(|name| !name.is_empty()) else {
        return false;
    };
    let is_set = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    let has_arguments =
        is_set(&function.arguments) || mismatch(&function.extra, "arguments").is_some();
    let is_other_name = !name.starts_with(call.function.name.as_str());
    let arguments = &call.function.arguments;
    (is_other_name || has_arguments && arguments.trim() != "{}") && is_object(arguments)
}

/// Whether a chunk with another ID, but without a name, has the rest of the arguments of this call. Some servers assign an ID
/// to each chunk.
#[inline]
fn continues_unnamed(call: &ToolCall, chunk: &Chunk) -> bool {
    let (ToolCall::Function(call), Some(function)) = (call, &chunk.function) else {
        return false;
    };
    let arguments = &call.function.arguments;
    let has_piece = function
        .arguments
        .as_ref()
        .is_some_and(|piece| !piece.is_empty());
    let is_unnamed = function.name.as_ref().is_none_or(String::is_empty)
        && mismatch(&function.extra, "name").is_none();
    has_piece && is_unnamed && !call.function.name.is_empty() && !is_object(arguments)
}

/// Marks all tool calls as done, since the choice is finished.
#[inline]
pub(super) fn finish(states: &mut ToolCallStates, choice: i64, changes: &mut Vec<ChatChange>) {
    for (call, state) in states.calls.iter_mut().enumerate() {
        if !std::mem::replace(&mut state.done, true) {
            changes.push(ChatChange::ToolCallDone { choice, call });
        }
    }
}

/// Appends a part of a name. Some servers send all of the name again, as far as they have it.
#[inline]
pub(super) fn append_name(name: &mut String, delta: &str) {
    match delta.strip_prefix(name.as_str()) {
        Some(rest) => name.push_str(rest),
        None => name.push_str(delta),
    }
}

/// Marks the tool calls with complete arguments as done, since another call starts. The others may be continued, since
/// chunks of several calls can be interleaved.
#[inline]
fn finish_complete(
    calls: &[ToolCall],
    states: &mut ToolCallStates,
    choice: i64,
    changes: &mut Vec<ChatChange>,
) {
    let mut changed = std::mem::take(&mut states.changed);
    changed.sort_unstable();
    for call in changed {
        let state = &mut states.calls[call];
        state.changed = false;
        if !state.done && has_complete_arguments(&calls[call]) {
            state.done = true;
            changes.push(ChatChange::ToolCallDone { choice, call });
        }
    }
}

/// Whether the arguments of a call are complete. Some servers send an empty object before the first piece.
#[inline]
fn has_complete_arguments(call: &ToolCall) -> bool {
    let ToolCall::Function(call) = call else {
        return false;
    };
    let arguments = &call.function.arguments;
    arguments.trim() != "{}" && is_object(arguments)
}

#[inline]
fn start(chunk: &Chunk) -> ToolCall {
    let call_type = chunk.r#type.as_ref().map(|call_type| call_type.as_str());
    if call_type == Some("custom") || has_input(chunk) {
        ToolCall::Custom(start_from(&json!({ "type": "custom", "custom": {} })))
    } else {
        ToolCall::Function(start_from(&json!({ "type": "function", "function": {} })))
    }
}

/// Whether a chunk belongs to a custom tool call. The chunk type declares only functions.
#[inline]
fn has_input(chunk: &Chunk) -> bool {
    chunk.extra.get("custom").is_some_and(Value::is_object)
}

#[inline]
fn id_of(call: &ToolCall) -> &str {
    match call {
        ToolCall::Function(call) => &call.id,
        ToolCall::Custom(call) => &call.id,
        _ => "",
    }
}

/// Appends a chunk to its tool call, and returns what was appended to the arguments or to the input.
#[inline]
fn append(call: &mut ToolCall, chunk: &Chunk, lost: &mut Vec<Value>) -> String {
    let id = string("id", &chunk.id, &chunk.extra, lost).unwrap_or_default();
    match call {
        ToolCall::Function(call) => {
            if call.id.is_empty() && !id.is_empty() {
                set_received(call, "id");
                id.as_ref().clone_into(&mut call.id);
            }
            merge_extra(&mut call.extra, &chunk.extra, lost);
            for name in ["function", "type"] {
                if let Some(json) = mismatch(&chunk.extra, name) {
                    lost.push(json!({ name: json }));
                }
            }
            let Some(function) = &chunk.function else {
                return String::new();
            };
            if let Some(name) = string("name", &function.name, &function.extra, lost) {
                set_received(&mut call.function, "name");
                append_name(&mut call.function.name, &name);
            }
            merge_extra(&mut call.function.extra, &function.extra, lost);
            let delta = string("arguments", &function.arguments, &function.extra, lost);
            let Some(delta) = delta else {
                return String::new();
            };
            set_received(&mut call.function, "arguments");
            append_json("arguments", &mut call.function.arguments, &delta, lost)
        }
        ToolCall::Custom(call) => {
            if call.id.is_empty() && !id.is_empty() {
                set_received(call, "id");
                id.as_ref().clone_into(&mut call.id);
            }
            let mut others = chunk.extra.clone();
            let Some(Value::Object(mut custom)) = others.remove("custom") else {
                merge_extra(&mut call.extra, &others, lost);
                let function = chunk.function.as_ref().map(serde_json::to_value);
                lost.extend(function.and_then(Result::ok));
                return String::new();
            };
            merge_extra(&mut call.extra, &others, lost);
            if let Some(Value::String(name)) = custom.get("name") {
                set_received(&mut call.custom, "name");
                append_name(&mut call.custom.name, name);
                custom.remove("name");
            }
            let input = custom.remove("input").filter(|input| !input.is_null());
            let delta = input.as_ref().and_then(|input| {
                let text = crate::runtime::accumulate::pieces::text_of("input", input)?;
                Some(text.into_owned())
            });
            crate::runtime::accumulate::merge::merge_properties(&mut call.custom, &custom, lost);
            let delta = delta.unwrap_or_default();
            if input.is_some() {
                set_received(&mut call.custom, "input");
            }
            call.custom.input.push_str(&delta);
            delta
        }
        _ => {
            lost.extend(serde_json::to_value(chunk));
            String::new()
        }
    }
}
