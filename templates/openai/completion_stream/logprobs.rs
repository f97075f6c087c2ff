//! Joining the log probabilities of chunks. Each chunk has the values of its own tokens.

use serde_json::Value;

use crate::runtime::accumulate::merge::append_lists;
use crate::runtime::codec::decode_value;
use crate::types::CreateCompletionResponseChoicesItemLogprobs as Logprobs;

/// Appends the log probabilities of a chunk.
#[inline]
pub(super) fn append(target: &mut Option<Logprobs>, delta: &Logprobs, lost: &mut Vec<Value>) {
    let Some(target) = target else {
        *target = Some(delta.clone());
        return;
    };
    if has_mismatch(target) || has_mismatch(delta) {
        return append_json(target, delta, lost);
    }
    extend(&mut target.text_offset, &delta.text_offset);
    extend(&mut target.token_logprobs, &delta.token_logprobs);
    extend(&mut target.tokens, &delta.tokens);
    extend(&mut target.top_logprobs, &delta.top_logprobs);
    append_lists(&mut target.extra, &delta.extra, lost);
}

#[inline]
fn has_mismatch(logprobs: &Logprobs) -> bool {
    logprobs.extra.mismatches().next().is_some()
}

#[inline]
fn extend<T: Clone>(target: &mut Option<Vec<T>>, delta: &Option<Vec<T>>) {
    if let Some(delta) = delta {
        target.get_or_insert_default().extend_from_slice(delta);
    }
}

/// Joins lists of which a value has another type, such as `null` for the first token of a prompt.
#[inline]
fn append_json(target: &mut Logprobs, delta: &Logprobs, lost: &mut Vec<Value>) {
    let [mut joined, delta] =
        [&*target, delta].map(|logprobs| serde_json::to_value(logprobs).unwrap_or_default());
    let properties = delta.as_object().into_iter().flatten();
    for (name, value) in properties {
        match (&mut joined[name], value) {
            (Value::Array(list), Value::Array(values)) => list.extend_from_slice(values),
            (previous @ Value::Null, value) => *previous = value.clone(),
            (_, Value::Null) => {}
            (previous, value) if previous == value => {}
            (_, value) => lost.push(serde_json::json!({ "logprobs": { name: value } })),
        }
    }
    match decode_value(&joined) {
        Ok(decoded) => *target = decoded,
        Err(_) => lost.push(serde_json::json!({ "logprobs": delta })),
    }
}
