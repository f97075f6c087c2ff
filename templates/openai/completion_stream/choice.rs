//! Accumulating one choice of a completion.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::accumulator::CompletionChange;
use super::logprobs;
use crate::runtime::accumulate::merge::merge_properties;
use crate::runtime::accumulate::pieces::text_of;
use crate::runtime::accumulate::received::mismatch;
use crate::runtime::accumulate::skeleton;
use crate::runtime::codec::is_label;
use crate::types::CreateCompletionResponseChoicesItem as Choice;

/// Creates a choice of which only the index is known.
#[inline]
pub(super) fn start(index: i64) -> Choice {
    // The service sends these properties as null if they have no value.
    let choice = json!({ "index": index, "text": "", "finish_reason": null, "logprobs": null });
    serde_json::from_value(choice).unwrap_or_else(|_| skeleton())
}

/// Applies the part of a chunk that belongs to the choice.
#[inline]
pub(super) fn apply(
    choice: &mut Choice,
    is_finished: &mut bool,
    chunk: &Choice,
    changes: &mut Vec<CompletionChange>,
    lost: &mut Vec<Value>,
) {
    let index = choice.index;
    let mut properties = others(chunk);
    let text = text(chunk, &mut properties);
    if !text.is_empty() {
        choice.text.push_str(&text);
        changes.push(CompletionChange::Text {
            choice: index,
            delta: text,
        });
    }
    if !properties.is_empty() {
        merge_properties(choice, &properties, lost);
    }
    if let Some(delta) = &chunk.logprobs {
        logprobs::append(&mut choice.logprobs, delta, lost);
    }
    let reason = chunk.finish_reason.as_ref();
    if let Some(reason) = reason.filter(|reason| is_label(reason.as_str())) {
        choice.finish_reason = Some(reason.clone());
        if !std::mem::replace(is_finished, true) {
            changes.push(CompletionChange::Finished { choice: index });
        }
    }
}

/// Returns the undeclared properties of a chunk, and those of another type.
#[inline]
fn others(chunk: &Choice) -> Map<String, Value> {
    let extra = chunk.extra.iter();
    let mut properties: Map<String, Value> = extra
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    let mismatches = chunk.extra.mismatches();
    let mismatches = mismatches.filter(|(name, _)| !["index", "text"].contains(name));
    properties.extend(mismatches.map(|(name, value)| (name.to_owned(), value.json().clone())));
    properties
}

/// Returns the text of a chunk. Some servers send it as the content of a delta or of a message, as in a chat completion.
/// It is removed from the other properties.
#[inline]
fn text(chunk: &Choice, others: &mut Map<String, Value>) -> String {
    if !chunk.text.is_empty() {
        return chunk.text.clone();
    }
    if let Some(json) = mismatch(&chunk.extra, "text") {
        match text_of("text", json) {
            Some(text) => return text.into_owned(),
            None => drop(others.insert("text".to_owned(), json.clone())),
        }
    }
    for name in ["delta", "message"] {
        let message = others.get_mut(name).and_then(Value::as_object_mut);
        let Some(content) = message.and_then(|message| message.remove("content")) else {
            continue;
        };
        let text = text_of("content", &content).map(Cow::into_owned);
        match text {
            Some(text) if !text.is_empty() => return text,
            None if !content.is_null() => others[name]["content"] = content,
            _ => {}
        }
    }
    String::new()
}
