//! Merging deltas for which there is no type, by the conventions of streamed JSON.
//!
//! Strings that arrive in pieces are appended, and other strings are replaced. List items are merged by their `id`, or
//! else by their `index`. What can be neither merged nor replaced without loss is added to a list.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::complete::loses_strings;
pub use super::items::ItemIndex;
use super::items::merge_item;
use super::json_pieces::append_json;
use super::pieces::{is_piece, text_of};
use super::unplaced::superseded;
use crate::runtime::codec::{Extra, Record, decode_value};

/// Strings that contain the JSON of an object.
const OBJECTS: &[&str] = &["arguments", "partial_json"];

/// Properties that identify or classify an object. If one changes, its previous value is not reported as lost.
const LABELS: &[&str] = &["id", "index", "name", "object", "role", "status", "type"];

/// Merges a delta into a value. `lost` receives values that were replaced and do not recur in the merged value.
pub fn merge(target: &mut Value, delta: &Value, index: ItemIndex, lost: &mut Vec<Value>) {
    merge_value("", target, delta, index, lost);
}

/// Merges the undeclared properties of a delta into those of a record.
pub fn merge_extra(target: &mut Extra, delta: &Extra, lost: &mut Vec<Value>) {
    for (name, value) in delta.iter() {
        let mut merged = target.remove(name).unwrap_or_default();
        merge_value(name, &mut merged, value, ItemIndex::Keep, lost);
        target.insert(name, merged);
    }
}

/// Merges properties into a record, whether it declares them or not.
pub fn merge_properties<R>(target: &mut R, properties: &Map<String, Value>, lost: &mut Vec<Value>)
where
    R: Record + Serialize + DeserializeOwned,
{
    let is_declared = |name: &str| R::PROPERTIES.iter().any(|(property, _)| *property == name);
    if properties.keys().any(|name| is_declared(name)) {
        let mut json = serde_json::to_value(&*target).unwrap_or_default();
        merge_value(
            "",
            &mut json,
            &Value::from(properties.clone()),
            ItemIndex::Keep,
            lost,
        );
        match decode_value(&json) {
            Ok(merged) => *target = merged,
            Err(_) => lost.push(Value::from(properties.clone())),
        }
        return;
    }
    let extra = target.extra_mut();
    for (name, value) in properties {
        let mut merged = extra.remove(name).unwrap_or_default();
        merge_value(name, &mut merged, value, ItemIndex::Keep, lost);
        extra.insert(name, merged);
    }
}

/// Copies undeclared properties that are sent complete, replacing existing values. Only strings that arrive in pieces
/// are appended.
pub fn replace_extra(target: &mut Extra, source: &Extra, lost: &mut Vec<Value>) {
    for (name, value) in source.iter() {
        let value = match (target.remove(name), value) {
            (Some(Value::String(previous)), Value::String(piece)) if is_piece(name) => {
                Value::from(previous + piece)
            }
            (Some(previous), value) => {
                if loses_strings(&previous, value) {
                    lost.push(superseded(name, previous));
                }
                value.clone()
            }
            (None, value) => value.clone(),
        };
        target.insert(name, value);
    }
}

/// Joins undeclared lists whose values belong to one delta each, such as one value per token. Other properties are
/// replaced.
pub fn append_lists(target: &mut Extra, source: &Extra, lost: &mut Vec<Value>) {
    let mut others = Extra::default();
    for (name, value) in source.iter() {
        match (target.remove(name), value) {
            (Some(Value::Array(mut list)), Value::Array(values)) => {
                list.extend_from_slice(values);
                target.insert(name, Value::Array(list));
            }
            (previous, value) => {
                if let Some(previous) = previous {
                    target.insert(name, previous);
                }
                others.insert(name, value.clone());
            }
        }
    }
    replace_extra(target, &others, lost);
}

pub(super) fn merge_value(
    name: &str,
    target: &mut Value,
    delta: &Value,
    index: ItemIndex,
    lost: &mut Vec<Value>,
) {
    match (target, delta) {
        (_, Value::Null) => {}
        (target @ Value::Null, delta) => *target = start(delta, index, lost),
        (Value::Object(target), Value::Object(delta)) => merge_object(target, delta, index, lost),
        (Value::Array(target), Value::Array(delta)) => {
            for item in delta {
                merge_item(target, item, index, lost);
            }
        }
        (Value::Array(target), delta) => merge_item(target, delta, index, lost),
        (Value::String(target), delta) => merge_string(name, target, delta, lost),
        // An object is a list of one item.
        (target @ Value::Object(_), Value::Array(items)) if items.iter().all(Value::is_object) => {
            let item = target.take();
            *target = start(&Value::Array(vec![item]), index, lost);
            merge_value(name, target, delta, index, lost);
        }
        (target @ Value::Object(_), delta) => {
            lost.push(superseded(name, target.take()));
            *target = start(delta, index, lost);
        }
        (target, delta) => *target = start(delta, index, lost),
    }
}

fn merge_string(name: &str, target: &mut String, delta: &Value, lost: &mut Vec<Value>) {
    match text_of(name, delta) {
        Some(delta) if OBJECTS.contains(&name) => drop(append_json(name, target, &delta, lost)),
        Some(delta) if is_piece(name) => target.push_str(&delta),
        Some(delta) if delta.is_empty() || *target == *delta => {}
        Some(delta) => {
            if !target.is_empty() && !LABELS.contains(&name) {
                lost.push(superseded(name, std::mem::take(target)));
            }
            *target = delta.into_owned();
        }
        None => lost.push(serde_json::json!({ name: delta })),
    }
}

fn merge_object(
    target: &mut Map<String, Value>,
    delta: &Map<String, Value>,
    index: ItemIndex,
    lost: &mut Vec<Value>,
) {
    for (name, value) in delta {
        match target.entry(name.as_str()) {
            Entry::Vacant(entry) => {
                entry.insert(start(value, index, lost));
            }
            Entry::Occupied(mut entry) => merge_value(name, entry.get_mut(), value, index, lost),
        }
    }
}

/// Returns the value after its first delta. List items in it are put in order as well.
pub(super) fn start(delta: &Value, index: ItemIndex, lost: &mut Vec<Value>) -> Value {
    match delta {
        Value::Array(items) => {
            let mut list = Vec::new();
            for item in items {
                merge_item(&mut list, item, index, lost);
            }
            Value::Array(list)
        }
        Value::Object(properties) => {
            let mut object = Map::new();
            merge_object(&mut object, properties, index, lost);
            Value::Object(object)
        }
        scalar => scalar.clone(),
    }
}
