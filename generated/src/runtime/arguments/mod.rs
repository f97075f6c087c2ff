//! Reading the arguments of tool calls, which models and servers send in several forms.

mod list;
mod repair;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::codec::{Extra, replace_lone_surrogates};
use crate::runtime::partial_json::parse_partial_json;
use crate::runtime::strict_json::from_strict_json;
pub use list::{listed, parse_property};
use repair::repaired;

/// How many times arguments may be encoded as a JSON string.
const MAX_ENCODINGS: usize = 4;

/// Returns the arguments of a call as JSON. `extra` is that of the record with the field. If the service sent something
/// other than a string, such as an object, its JSON is returned.
pub fn arguments_text<'a>(name: &str, field: &'a str, extra: &Extra) -> Cow<'a, str> {
    match extra.mismatch(name) {
        Some(mismatch) if field.is_empty() => Cow::Owned(mismatch.json().to_string()),
        _ => Cow::Borrowed(field),
    }
}

/// Names of the arguments of a call, the declared one first.
const NAMES: [&str; 6] = [
    "arguments",
    "parameters",
    "input",
    "args",
    "params",
    "kwargs",
];

/// Returns the arguments in the JSON of a call, under whatever name it has them. A value that is empty counts as missing.
pub fn arguments_in(call: &Value) -> Option<Cow<'_, str>> {
    let texts = NAMES.iter().filter_map(|name| match call.get(*name)? {
        Value::Null => None,
        Value::String(text) => Some(Cow::Borrowed(text.as_str())),
        other => Some(Cow::Owned(other.to_string())),
    });
    let mut texts = texts.filter(|text| !text.is_empty());
    texts.next()
}

/// Returns the ID in a field. Some servers use numbers as IDs of calls.
pub fn identifier_text<'a>(name: &str, field: &'a str, extra: &Extra) -> Cow<'a, str> {
    match extra.mismatch(name).map(|mismatch| mismatch.json()) {
        Some(Value::Number(number)) if field.is_empty() => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(field),
    }
}

/// Decodes arguments as JSON.
///
/// An empty string and `null` mean that there are no arguments. JSON that is encoded twice is decoded as well. What is not
/// JSON but can have only one meaning is repaired: strings without escapes, an empty object before the arguments, and
/// arguments that are repeated.
///
/// # Errors
/// Returns an error if the arguments do not decode as `T`.
pub fn decode_arguments<T: DeserializeOwned>(arguments: &str) -> Result<T, serde_json::Error> {
    let arguments = replace_lone_surrogates(arguments);
    let json = match arguments.trim() {
        "" => "{}",
        json => json,
    };
    decode_json(json).or_else(|error| match repaired(json) {
        Some(repaired) => decode_json(&repaired),
        None => Err(error),
    })
}

fn decode_json<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    let Some(value) = unwrapped(json) else {
        return from_strict_json(json);
    };
    let decoded = match value {
        Value::Null => serde_json::from_str("{}").or_else(|error| {
            let null = serde_json::from_str("null");
            null.map_err(|_| error)
        }),
        value => from_strict_json(&value.to_string()),
    };
    decoded.or_else(|error| serde_json::from_str(json).map_err(|_| error))
}

/// Parses the beginning of arguments, as far as it is certain.
pub fn partial_arguments(arguments: &str) -> Option<Value> {
    match parse_partial_json(arguments)? {
        Value::String(inner) if inner.trim_start().starts_with('{') => parse_partial_json(&inner),
        value => Some(value),
    }
}

/// Returns the value of arguments that are `null` or JSON encoded as a string.
fn unwrapped(json: &str) -> Option<Value> {
    if json != "null" && !json.starts_with('"') {
        return None;
    }
    let mut value: Value = serde_json::from_str(json).ok()?;
    for _ in 0..MAX_ENCODINGS {
        let Value::String(inner) = &value else { break };
        match inner.trim() {
            "" => return Some(Value::Null),
            // Plain text, for a tool that takes a string.
            inner if !inner.starts_with(['{', '[', '"', 'n']) => return None,
            inner => value = serde_json::from_str(inner).ok()?,
        }
    }
    Some(value)
}
