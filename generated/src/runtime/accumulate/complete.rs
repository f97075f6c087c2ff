//! Replacing an accumulated value with the complete one that a service sends at the end of a stream.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::pieces::is_piece;
use super::unplaced::superseded;
use crate::runtime::codec::decode_value;

/// Returns the complete value. It keeps what only the accumulated value has, and `lost` receives strings that were
/// streamed and are not part of the complete value.
pub fn complete<T: Serialize + DeserializeOwned + Clone>(
    accumulated: &T,
    complete: &T,
    lost: &mut Vec<Value>,
) -> T {
    let (Ok(old), Ok(mut new)) = (
        serde_json::to_value(accumulated),
        serde_json::to_value(complete),
    ) else {
        return complete.clone();
    };
    if fill("", &old, &mut new, lost)
        && let Ok(filled) = decode_value(&new)
    {
        return filled;
    }
    complete.clone()
}

/// Replaces an accumulated string with the complete one, unless that is empty.
pub fn complete_string(name: &str, target: &mut String, complete: &str, lost: &mut Vec<Value>) {
    if complete.is_empty() || target == complete {
        return;
    }
    if !target.is_empty() && !complete.contains(target.as_str()) {
        lost.push(superseded(name, target.as_str()));
    }
    complete.clone_into(target);
}

/// Adds to `new` what only `old` has. Returns whether anything was added.
fn fill(name: &str, old: &Value, new: &mut Value, lost: &mut Vec<Value>) -> bool {
    if is_empty(new) && !is_empty(old) {
        new.clone_from(old);
        return true;
    }
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => fill_object(old, new, lost),
        (Value::Array(old), Value::Array(new)) => fill_list(name, old, new, lost),
        (Value::String(old), Value::String(new)) => {
            if (is_piece(name) || name == "commands") && !new.contains(old.as_str()) {
                lost.push(superseded(name, old.as_str()));
            }
            false
        }
        (old, new) => {
            if has_piece(name, old) && old != new {
                lost.push(superseded(name, old.clone()));
            }
            false
        }
    }
}

fn fill_object(
    old: &Map<String, Value>,
    new: &mut Map<String, Value>,
    lost: &mut Vec<Value>,
) -> bool {
    let mut filled = false;
    for (name, old) in old {
        match new.get_mut(name) {
            Some(new) => filled |= fill(name, old, new, lost),
            // The status of the accumulated value is out of date.
            None if name == "status" || is_empty(old) => {}
            None => {
                new.insert(name.clone(), old.clone());
                filled = true;
            }
        }
    }
    filled
}

fn fill_list(name: &str, old: &[Value], new: &mut [Value], lost: &mut Vec<Value>) -> bool {
    let mut filled = false;
    let mut taken = vec![false; new.len()];
    let ids = positions_by_id(new);
    let mut unmatched = Vec::new();
    for (position, old) in old.iter().enumerate() {
        match counterpart(old, position, new, &ids, &taken) {
            Some(position) => {
                taken[position] = true;
                filled |= fill(name, old, &mut new[position], lost);
            }
            None => unmatched.push(old),
        }
    }
    if !unmatched.is_empty() {
        // Some services send the same items with other IDs.
        let mut kept = Vec::new();
        new.iter()
            .for_each(|new| collect_pieces(name, new, &mut kept));
        let equal: HashSet<&str> = kept.iter().copied().collect();
        let is_kept =
            |text: &&str| equal.contains(text) || kept.iter().any(|kept| kept.contains(text));
        let has_loss = |old: &&&Value| !pieces(name, old).iter().all(is_kept);
        let replaced = unmatched.iter().filter(has_loss);
        lost.extend(replaced.map(|old| superseded(name, (*old).clone())));
    }
    filled
}

/// Returns the position of the first item with each ID.
fn positions_by_id(items: &[Value]) -> HashMap<String, usize> {
    let mut positions = HashMap::new();
    for (position, item) in items.iter().enumerate() {
        if let Some(id) = string(item, "id") {
            positions.entry(id.to_owned()).or_insert(position);
        }
    }
    positions
}

/// Returns the position of the matching item in the new list: the one with the same ID, or else the one at the same
/// position if neither the ID nor the type differs.
fn counterpart(
    old: &Value,
    position: usize,
    new: &[Value],
    ids: &HashMap<String, usize>,
    taken: &[bool],
) -> Option<usize> {
    if let Some(position) = string(old, "id").and_then(|id| ids.get(id)) {
        return Some(*position);
    }
    let item = new.get(position).filter(|_| !taken[position])?;
    let differs = |name: &str| match (string(old, name), string(item, name)) {
        (Some(old), Some(new)) => old != new,
        _ => false,
    };
    (!differs("id") && !differs("type")).then_some(position)
}

/// Returns a string property that is not empty.
pub fn string<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value
        .get(name)?
        .as_str()
        .filter(|string| !string.is_empty())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(string) => string.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(properties) => properties.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns whether a value contains a string that arrives in pieces.
fn has_piece(name: &str, value: &Value) -> bool {
    !pieces(name, value).is_empty()
}

/// Returns whether an object or a list contains strings that do not recur in `new`.
pub fn loses_strings(old: &Value, new: &Value) -> bool {
    if old == new || old.is_string() {
        return false;
    }
    let (mut received, mut kept) = (Vec::new(), Vec::new());
    collect_strings(old, &mut received);
    collect_strings(new, &mut kept);
    let equal: HashSet<&str> = kept.iter().copied().collect();
    received
        .into_iter()
        .any(|old| !equal.contains(old) && !kept.iter().any(|new| new.contains(old)))
}

fn collect_strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect_strings(item, found)),
        Value::Object(properties) => {
            properties
                .values()
                .for_each(|value| collect_strings(value, found));
        }
        _ => {}
    }
}

/// Returns the strings in a value that arrive in pieces.
fn pieces<'a>(name: &str, value: &'a Value) -> Vec<&'a str> {
    let mut found = Vec::new();
    collect_pieces(name, value, &mut found);
    found
}

fn collect_pieces<'a>(name: &str, value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) if !text.is_empty() && (is_piece(name) || name == "commands") => {
            found.push(text);
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_pieces(name, item, found)),
        Value::Object(properties) => properties
            .iter()
            .for_each(|(name, value)| collect_pieces(name, value, found)),
        _ => {}
    }
}
