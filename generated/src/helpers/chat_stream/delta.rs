//! Applying a delta to the message of a choice.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::change::ChatChange;
use super::choice::{ChoiceState, OpenString, open};
use super::tool_calls;
use crate::runtime::accumulate::json_pieces::append_json;
use crate::runtime::accumulate::merge::{merge_extra, merge_properties};
use crate::runtime::accumulate::pieces::{split_parts, text_of};
use crate::runtime::accumulate::received::mismatch;
use crate::runtime::accumulate::{set_received, skeleton};
use crate::runtime::codec::Record;
use crate::types::{
    ChatCompletionResponseMessage, ChatCompletionStreamResponseDelta,
    ChatCompletionStreamResponseDeltaFunctionCall as FunctionCallDelta,
};

/// The properties of a delta that are merged one by one.
const MERGED: [&str; 5] = ["content", "function_call", "refusal", "role", "tool_calls"];

/// Properties of audio. The data of audio is too large to be merged as JSON.
const AUDIO: &[&str] = &["id", "data", "transcript", "expires_at"];

/// Applies a delta to a message.
#[inline]
pub(super) fn apply(
    message: &mut ChatCompletionResponseMessage,
    state: &mut ChoiceState,
    delta: &ChatCompletionStreamResponseDelta,
    choice: i64,
    changes: &mut Vec<ChatChange>,
    lost: &mut Vec<Value>,
) {
    let mut refusals = Vec::new();
    if let Some(content) = content(delta, &mut refusals, lost) {
        message.content.get_or_insert_default().push_str(&content);
        if !content.is_empty() {
            open(state, OpenString::Content, choice, changes);
            let delta = content.into_owned();
            changes.push(ChatChange::Content { choice, delta });
        }
    }
    let refusal = string("refusal", &delta.refusal, &delta.extra, lost);
    refusals.extend(refusal.map(Cow::into_owned));
    if !refusals.is_empty() {
        let refusal = refusals.concat();
        message.refusal.get_or_insert_default().push_str(&refusal);
        if !refusal.is_empty() {
            open(state, OpenString::Refusal, choice, changes);
            let delta = refusal;
            changes.push(ChatChange::Refusal { choice, delta });
        }
    }
    let others = mismatch(&delta.extra, "tool_calls").map(|json| {
        let chunks = tool_calls::chunks_in(json);
        chunks.unwrap_or_else(|| {
            lost.push(json!({ "tool_calls": json }));
            Vec::new()
        })
    });
    for chunk in delta.tool_calls.iter().chain(&others).flatten() {
        open(state, OpenString::None, choice, changes);
        let calls = message.tool_calls.get_or_insert_default();
        tool_calls::apply(calls, &mut state.calls, chunk, choice, changes, lost);
    }
    if let Some(chunk) = &delta.function_call {
        open(state, OpenString::None, choice, changes);
        apply_function_call(message, chunk, choice, changes, lost);
    } else if let Some(json) = mismatch(&delta.extra, "function_call") {
        lost.push(json!({ "function_call": json }));
    }
    apply_undeclared(message, delta, lost);
}

/// Returns the content of a delta. For a list of content parts, this is the text of the text parts. `refusals` receives the
/// text of refusals among them.
#[inline]
fn content<'a>(
    delta: &'a ChatCompletionStreamResponseDelta,
    refusals: &mut Vec<String>,
    lost: &mut Vec<Value>,
) -> Option<Cow<'a, str>> {
    match mismatch(&delta.extra, "content") {
        Some(parts @ (Value::Array(_) | Value::Object(_))) if delta.content.is_none() => {
            let (text, mut others) = split_parts(parts);
            others.retain(|part| {
                let refusal = text_of("refusal", part).filter(|_| part["type"] == "refusal");
                refusals.extend(refusal.as_deref().map(str::to_owned));
                refusal.is_none()
            });
            if !others.is_empty() {
                lost.push(json!({ "content": others }));
            }
            Some(Cow::Owned(text))
        }
        _ => string("content", &delta.content, &delta.extra, lost),
    }
}

/// Returns the string property `name`, converted from another type if possible.
#[inline]
pub(super) fn string<'a>(
    name: &str,
    field: &'a Option<String>,
    extra: &'a crate::unknown::Extra,
    lost: &mut Vec<Value>,
) -> Option<Cow<'a, str>> {
    if let Some(field) = field {
        return Some(Cow::Borrowed(field));
    }
    let json = mismatch(extra, name)?;
    let text = text_of(name, json);
    if text.is_none() {
        lost.push(json!({ name: json }));
    }
    text
}

#[inline]
fn apply_function_call(
    message: &mut ChatCompletionResponseMessage,
    chunk: &FunctionCallDelta,
    choice: i64,
    changes: &mut Vec<ChatChange>,
    lost: &mut Vec<Value>,
) {
    let call = message.function_call.get_or_insert_with(skeleton);
    if let Some(name) = string("name", &chunk.name, &chunk.extra, lost) {
        set_received(call, "name");
        tool_calls::append_name(&mut call.name, &name);
    }
    if let Some(delta) = string("arguments", &chunk.arguments, &chunk.extra, lost) {
        set_received(call, "arguments");
        let delta = append_json("arguments", &mut call.arguments, &delta, lost);
        changes.push(ChatChange::FunctionCall { choice, delta });
    }
    merge_extra(&mut call.extra, &chunk.extra, lost);
}

/// Merges the undeclared properties of a delta. Some of them are declared by messages, such as audio.
#[inline]
fn apply_undeclared(
    message: &mut ChatCompletionResponseMessage,
    delta: &ChatCompletionStreamResponseDelta,
    lost: &mut Vec<Value>,
) {
    let mut properties: Map<String, Value> = delta
        .extra
        .iter()
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    properties.extend(other_declared(delta));
    if let Some(Value::Object(audio)) = properties.get("audio")
        && is_plain_audio(audio)
        && message
            .audio
            .as_ref()
            .is_none_or(|audio| audio.extra.mismatches().next().is_none())
    {
        append_audio(message, audio);
        properties.remove("audio");
    }
    if !properties.is_empty() {
        merge_properties(message, &properties, lost);
    }
}

/// The declared properties that are not merged one by one. Which ones there are depends on the revision of the document.
#[inline]
fn other_declared(delta: &ChatCompletionStreamResponseDelta) -> Map<String, Value> {
    let properties = ChatCompletionStreamResponseDelta::PROPERTIES.iter();
    let others = properties.map(|(name, _)| *name);
    let others: Vec<&str> = others.filter(|name| !MERGED.contains(name)).collect();
    if others.is_empty() {
        return Map::new();
    }
    match serde_json::to_value(delta) {
        Ok(Value::Object(mut json)) => {
            json.retain(|name, value| others.contains(&name.as_str()) && !value.is_null());
            json
        }
        _ => Map::new(),
    }
}

#[inline]
fn is_plain_audio(audio: &Map<String, Value>) -> bool {
    audio.iter().all(|(name, value)| {
        let fits = match name.as_str() {
            "expires_at" => value.is_i64(),
            _ => value.is_string(),
        };
        AUDIO.contains(&name.as_str()) && (fits || value.is_null())
    })
}

#[inline]
fn append_audio(message: &mut ChatCompletionResponseMessage, audio: &Map<String, Value>) {
    let target = message.audio.get_or_insert_with(skeleton);
    for name in audio.keys() {
        set_received(target, name);
    }
    let string = |name: &str| audio.get(name).and_then(Value::as_str).unwrap_or_default();
    if !string("id").is_empty() {
        string("id").clone_into(&mut target.id);
    }
    target.data.push_str(string("data"));
    target.transcript.push_str(string("transcript"));
    if let Some(time) = audio.get("expires_at").and_then(Value::as_i64) {
        target.expires_at = time;
    }
}
