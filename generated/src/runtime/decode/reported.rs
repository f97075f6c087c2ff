//! Detects JSON that reports an error where a value of some type was expected.

use std::fmt;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value, json};

use super::blank::Blank;
use crate::runtime::error::{
    ErrorBody, is_called_success, is_certain_error, is_error_name, is_part_of_error, is_truthy,
    is_wrapped_error,
};

/// The size above which JSON is not searched for an error, in bytes.
const MAX_SIZE: usize = 64 << 10;

/// Parts of names in which services report an error.
static MARKERS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let markers = [
        "rror",
        "essage\"",
        "msg\"",
        "\"detail\"",
        "\"title\"",
        "\"reason\"",
        "\"__type\"",
        "ault\":",
        "xception",
        "ailure",
        "\"err\"",
    ];
    markers.into_iter().map(Finder::new).collect()
});

/// Returns the error in an object that has none of the required properties. `null`, empty values and zero count as
/// absent.
///
/// `None` if the object has one of them, or if none are required.
pub(crate) fn reported(json: &[u8], required: &[&'static str]) -> Option<ErrorBody> {
    match required {
        [] => None,
        required => reported_without(json, required),
    }
}

/// Returns the error in an object, where no object is expected.
pub(crate) fn reported_in_place(json: &[u8]) -> Option<ErrorBody> {
    reported_without(json, &[])
}

fn reported_without(json: &[u8], required: &[&'static str]) -> Option<ErrorBody> {
    let properties = foreign(json, required)?;
    let has_text = |name: &str| match properties.get(name) {
        Some(Value::String(string)) => !string.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        _ => false,
    };
    let has_message = || {
        ["message", "msg", "detail"].into_iter().any(has_text) && !is_called_success(&properties)
    };
    let is_error = is_certain_error(&properties) || has_message();
    is_error.then(|| details(properties))
}

/// Returns whether JSON has a property that may report an error: a cheap check of the bytes. Large JSON is treated as
/// content.
pub(crate) fn may_report(json: &[u8]) -> bool {
    if json.len() > MAX_SIZE {
        return false;
    }
    MARKERS.iter().any(|marker| marker.find(json).is_some())
}

/// Returns the error in an object with a property `error`, for responses without a type.
pub(crate) fn reported_by_property(json: &[u8]) -> Option<ErrorBody> {
    let properties = foreign(json, &[])?;
    let is_error = |(name, value): (&String, &Value)| is_error_name(name) && is_truthy(value);
    let is_error = properties.iter().any(is_error);
    is_error.then(|| details(properties))
}

/// Returns whether this is an object with only those properties in which services report an error.
pub(crate) fn has_only_error_properties(json: &[u8]) -> bool {
    let object: Result<Map<String, Value>, _> = serde_json::from_slice(json);
    object.is_ok_and(|object| object.keys().all(|name| is_part_of_error(name)))
}

/// Returns whether this is an object with none of the required properties.
pub(crate) fn is_foreign(json: &[u8], required: &[&'static str]) -> bool {
    !required.is_empty() && foreign(json, required).is_some()
}

/// Returns whether an undeclared property reports an error.
pub(crate) fn is_reporting(name: &str, value: &Value) -> bool {
    match is_error_name(name) {
        true => is_truthy(value),
        false => is_wrapped_error(value),
    }
}

/// What is declared about an object that may report an error next to its properties, and what was received.
pub(crate) struct Expected<'a> {
    /// The required properties.
    pub(crate) required: &'a [&'static str],
    /// The declared properties.
    pub(crate) declared: &'a [&'static str],
    /// Declared properties whose received value has another type.
    pub(crate) mismatched: &'a [&'a str],
    /// The paths of the content of responses, with dots between properties.
    pub(crate) content: &'a [&'static str],
}

/// Returns the error that an object reports in an undeclared property, or in place of a declared one, if the object is
/// incomplete: a required property is missing, `null` or empty, or all declared properties or content paths are empty.
pub(crate) fn reported_by_incomplete(json: &[u8], expected: &Expected<'_>) -> Option<ErrorBody> {
    let body: Value = serde_json::from_slice(json).ok()?;
    let properties = body.as_object()?;
    let is_mismatched = |name: &str| expected.mismatched.contains(&name);
    let is_blank = |name: &&str| match properties.get(*name) {
        _ if is_mismatched(name) => true,
        None | Some(Value::Null) => true,
        Some(Value::String(string)) => string.is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        Some(_) => false,
    };
    let has_content =
        |name: &&str| !is_mismatched(name) && properties.get(*name).is_some_and(has_content);
    let declared = expected.declared;
    let is_incomplete = expected.required.iter().any(is_blank)
        || !(declared.is_empty() || declared.iter().any(has_content))
        || is_without_content(&body, expected.content);
    let is_reporting = |name: &str, value: &Value| match declared.contains(&name) {
        true => is_mismatched(name) && is_wrapped_error(value),
        false => is_reporting(name, value),
    };
    let found = properties
        .iter()
        .find(|(name, value)| is_reporting(name, value));
    let (name, value) = found?;
    let details = ErrorBody::from_value(&json!({ name: value }));
    (is_incomplete && details.message.is_some()).then_some(details)
}

/// Returns whether a body has values at the paths of content, and all of them are empty.
fn is_without_content(body: &Value, places: &[&str]) -> bool {
    let mut values = Vec::new();
    for place in places {
        collect(body, place, &mut values);
    }
    !values.is_empty() && !values.into_iter().any(has_content)
}

/// Adds the values at a path to `values`. Lists on the path are searched item by item.
fn collect<'a>(value: &'a Value, path: &str, values: &mut Vec<&'a Value>) {
    match (value, path.split_once('.')) {
        (Value::Array(items), _) => items.iter().for_each(|item| collect(item, path, values)),
        (_, Some((name, rest))) => {
            let inner = value.get(name).into_iter();
            inner.for_each(|value| collect(value, rest, values));
        }
        (_, None) => values.extend(value.get(path)),
    }
}

/// Returns whether a value contains a string or a list that is not empty. Numbers and booleans are not content.
fn has_content(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
        Value::String(string) => !string.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(properties) => properties.values().any(has_content),
    }
}

/// Returns the error that an event reports among events of another type. A message alone is not an error: the event may be
/// a notice such as `{"message": "connected"}`.
pub(crate) fn reported_among_events(json: &[u8], required: &[&'static str]) -> Option<ErrorBody> {
    if required.is_empty() || !may_report(json) {
        return None;
    }
    let properties = foreign(json, required)?;
    is_certain_error(&properties).then(|| details(properties))
}

fn details(properties: Map<String, Value>) -> ErrorBody {
    ErrorBody::from_value(&Value::Object(properties))
}

/// Returns the properties that may report an error, of an object with none of the required ones.
fn foreign(json: &[u8], required: &[&'static str]) -> Option<Map<String, Value>> {
    if json.len() > MAX_SIZE || json.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let mut input = serde_json::Deserializer::from_slice(json);
    let found = Probe { required }.deserialize(&mut input).ok()?;
    input.end().is_ok().then_some(found)
}

/// Reads the properties that may report an error. Stops with an error at a required property.
struct Probe<'a> {
    required: &'a [&'static str],
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = Map<String, Value>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            // A type may itself have a property `error`, which does not mean that the rest of the value is present.
            let is_required = self.required.contains(&key.as_str());
            if is_required && matches!(key.as_str(), "object" | "status") {
                // Some servers send an error as an object of this type or status.
                match map.next_value::<Value>()? {
                    Value::Null => {}
                    Value::String(empty) if empty.is_empty() => {}
                    label if label == "error" => drop(found.insert(key, label)),
                    Value::Number(status) if key == "status" => {
                        found.insert(key, Value::Number(status));
                    }
                    _ => return Err(A::Error::custom("a required property")),
                }
            } else if key != "error" && is_required {
                let blank: Blank = map.next_value()?;
                found.extend(blank.error.map(|error| (key, error)));
            } else if is_part_of_error(&key) {
                found.insert(key, map.next_value()?);
            } else {
                let value: Value = map.next_value()?;
                if is_wrapped_error(&value) {
                    found.insert(key, value);
                }
            }
        }
        Ok(found)
    }
}
