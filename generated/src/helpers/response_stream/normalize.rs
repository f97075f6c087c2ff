//! Events and items that do not match their type because a value has another type.

use serde_json::{Map, Value};

use crate::runtime::accumulate::complete::string;
use crate::runtime::accumulate::pieces::text_of;
use crate::runtime::arguments::parse_property;
use crate::runtime::codec::decode_value;
use crate::types::{FunctionToolCall, OutputItem, ResponseStreamEvent as Event};

/// Strings of events.
const STRINGS: &[&str] = &["delta", "text", "refusal", "arguments", "input", "code"];

/// Objects of events. They may be encoded as strings.
const OBJECTS: &[&str] = &["response", "item", "part"];

/// Properties by which events refer to items and parts, and their number. They may be left out.
const REFERENCES: &[&str] = &[
    "item_id",
    "output_index",
    "content_index",
    "summary_index",
    "sequence_number",
];

/// Converts an event of a known type. Returns `None` if it does not match its type afterwards either.
#[inline]
pub(super) fn event(event: &Value) -> Option<Event> {
    let event_type = string(event, "type")?;
    let is_json = event_type.contains("arguments") || event_type.contains("input");
    let mut event = event.as_object()?.clone();
    for name in OBJECTS {
        parse_property(&mut event, name);
    }
    for name in STRINGS {
        let kind = if is_json { "arguments" } else { "text" };
        if let Some(text) = event.get(*name).and_then(|value| text_of(kind, value)) {
            let text = Value::from(text.into_owned());
            event.insert((*name).to_owned(), text);
        }
    }
    for name in REFERENCES {
        let Some(value) = event.remove(*name) else {
            continue;
        };
        let value = match value {
            Value::String(index) if *name != "item_id" => {
                index.trim().parse().ok().map(|index: i64| index.into())
            }
            Value::String(id) => Some(Value::from(id)),
            Value::Number(index) if *name != "item_id" => Some(Value::from(index)),
            Value::Number(id) => Some(Value::from(id.to_string())),
            _ => None,
        };
        if let Some(value) = value {
            event.insert((*name).to_owned(), value);
        }
    }
    match decode_value(&Value::from(event)).ok()? {
        Event::Unknown(_) => None,
        event => Some(event),
    }
}

/// Converts a function call that does not match its type: its arguments are not a string, its IDs are numbers, or it has no
/// type.
#[inline]
pub(in crate::helpers) fn function_call(item: &OutputItem) -> Option<FunctionToolCall> {
    let mut item = object(item)?;
    let is_call = match item.get("type").and_then(Value::as_str) {
        None | Some("") => item.contains_key("call_id") && item.contains_key("name"),
        Some(item_type) => item_type == "function_call",
    };
    if !is_call {
        return None;
    }
    item.insert("type".to_owned(), Value::from("function_call"));
    let arguments = item
        .get("arguments")
        .and_then(|value| text_of("arguments", value));
    let arguments = Value::from(arguments.unwrap_or_default().into_owned());
    item.insert("arguments".to_owned(), arguments);
    convert_ids(&mut item);
    decode_value(&Value::from(item)).ok()
}

/// Converts an item that does not match its type. Returns `None` if it does not match its type afterwards either.
#[inline]
pub(super) fn item(item: &OutputItem) -> Option<OutputItem> {
    if let Some(call) = function_call(item) {
        return Some(OutputItem::FunctionCall(call));
    }
    let mut item = object(item)?;
    convert_ids(&mut item);
    match decode_value(&Value::from(item)).ok()? {
        OutputItem::Unknown(_) => None,
        item => Some(item),
    }
}

/// Returns the properties of an item that does not match its type. It may be encoded as a string.
#[inline]
fn object(item: &OutputItem) -> Option<Map<String, Value>> {
    let OutputItem::Unknown(unknown) = item else {
        return None;
    };
    match unknown.json() {
        Value::Object(item) => Some(item.clone()),
        Value::String(json) => serde_json::from_str(json).ok(),
        _ => None,
    }
}

/// Converts IDs that are numbers.
#[inline]
fn convert_ids(item: &mut Map<String, Value>) {
    for name in ["id", "call_id"] {
        if let Some(Value::Number(id)) = item.get(name) {
            let id = Value::from(id.to_string());
            item.insert(name.to_owned(), id);
        }
    }
}
