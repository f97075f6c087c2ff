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

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(required: &'a [&'static str], declared: &'a [&'static str]) -> Expected<'a> {
        Expected {
            required,
            declared,
            mismatched: &[],
            content: &[],
        }
    }

    fn message(json: &str) -> Option<String> {
        reported(json.as_bytes(), &["id", "error", "object"]).and_then(|details| details.message)
    }

    #[test]
    fn an_object_without_required_properties_may_be_an_error() {
        let cases = [
            (r#"{"error":{"message":"m"}}"#, Some("m")),
            (r#"{"id":null,"error":"m","user":"u"}"#, Some("m")),
            (r#"{"message":"m","code":3}"#, Some("m")),
            (r#"{"msg":"m","code":3}"#, Some("m")),
            (r#"{"detail":[{"msg":"m","loc":["body"]}]}"#, Some("m")),
            (r#"{"errors":[{"message":"m"}]}"#, Some("m")),
            (r#"{"id":0,"object":"","error":{"message":"m"}}"#, Some("m")),
            (r#"{"id":[],"error":"m"}"#, Some("m")),
            (r#"{"id":[0],"error":"m"}"#, None),
            (r#"{"id":{"n":0},"error":"m"}"#, None),
            (r#"{"id":1,"error":"m"}"#, None),
            (r#"{"id":"a","error":{"message":"m"}}"#, None),
            (r#"{"error":null}"#, None),
            (r#"{"error":{}}"#, None),
            (r#"{"other":1}"#, None),
            (r#"{"message":"m"} x"#, None),
            (r#"["error"]"#, None),
            (r#"{"object":"error","message":"m"}"#, Some("m")),
            (r#"{"status_code":7,"status_msg":"m"}"#, Some("m")),
            (r#"{"status_code":0,"status_msg":"ok"}"#, None),
            (r#"{"state":{"status_code":7,"status_msg":"m"}}"#, Some("m")),
            (r#"{"state":{"status_code":0,"status_msg":"ok"}}"#, None),
            (r#"{"response":{"error":{"message":"m"}}}"#, Some("m")),
            (r#"{"data":null,"error":{"message":"m"}}"#, Some("m")),
        ];
        for (json, expected) in cases {
            assert_eq!(message(json).as_deref(), expected, "{json}");
        }
        assert!(reported(br#"{"error":"m"}"#, &[]).is_none());
    }

    #[test]
    fn an_error_next_to_blank_properties_is_an_error() {
        let cases = [
            (r#"{"id":"a","choices":null,"error":{"message":"m"}}"#, true),
            (r#"{"id":"a","choices":[],"error":"m"}"#, true),
            (r#"{"id":"a","error":{"message":"m"}}"#, true),
            (r#"{"id":"a","choices":[1],"error":{"message":"m"}}"#, false),
            (r#"{"id":"a","choices":[],"error":null}"#, false),
            (r#"{"id":"","choices":[1],"error":{"message":"m"}}"#, true),
            (
                r#"{"id":"a","choices":null,"state":{"status_code":7,"status_msg":"m"}}"#,
                true,
            ),
            (
                r#"{"id":"a","choices":null,"state":{"status_code":0,"status_msg":"m"}}"#,
                false,
            ),
            (
                r#"{"id":"a","choices":[1],"state":{"status_code":7,"status_msg":"m"}}"#,
                false,
            ),
        ];
        for (json, expected) in cases {
            let names = &["id", "choices"];
            let found = reported_by_incomplete(json.as_bytes(), &of(names, names));
            assert_eq!(found.is_some(), expected, "{json}");
        }
    }

    #[test]
    fn an_error_next_to_optional_properties_without_content_is_an_error() {
        let cases = [
            (r#"{"data":null,"error":{"message":"m"}}"#, true),
            (
                r#"{"created":1,"data":[],"usage":{"total":0},"error":"m"}"#,
                true,
            ),
            (r#"{"error":{"message":"m"}}"#, true),
            (r#"{"data":[1],"error":{"message":"m"}}"#, false),
            (r#"{"data":null,"usage":{"total":0}}"#, false),
        ];
        for (json, expected) in cases {
            let declared = &["created", "data", "usage"];
            let found = reported_by_incomplete(json.as_bytes(), &of(&[], declared));
            assert_eq!(found.is_some(), expected, "{json}");
        }
        let expected = of(&[], &["data", "error"]);
        let found = reported_by_incomplete(br#"{"data":null,"error":"m"}"#, &expected);
        assert!(found.is_none(), "the type has a property `error`");
    }

    #[test]
    fn an_error_in_place_of_a_declared_property_is_an_error() {
        let cases = [
            (r#"{"id":"a","data":{"error":{"message":"m"}}}"#, true),
            (r#"{"id":"a","data":{"code":3,"message":"m"}}"#, true),
            (r#"{"id":"a","data":{"embedding":[1]}}"#, false),
            (r#"{"id":"a","data":{"error":null}}"#, false),
        ];
        for (json, is_error) in cases {
            let expected = Expected {
                mismatched: &["data"],
                ..of(&["data"], &["id", "data"])
            };
            let found = reported_by_incomplete(json.as_bytes(), &expected);
            assert_eq!(found.is_some(), is_error, "{json}");
        }
        // The type is one of objects, and this is one.
        let json = br#"{"id":"a","data":{"error":{"message":"m"}}}"#;
        let found = reported_by_incomplete(json, &of(&["data"], &["id", "data"]));
        assert!(found.is_none());
        // The rest of the response is there.
        let usage = Expected {
            mismatched: &["usage"],
            ..of(&["id", "data"], &["id", "data", "usage"])
        };
        let json = br#"{"id":"a","data":[1],"usage":{"error":{"message":"m"}}}"#;
        assert!(reported_by_incomplete(json, &usage).is_none());
    }

    #[test]
    fn an_error_next_to_empty_places_for_content_is_an_error() {
        let cases = [
            (r#"[{"message":{"role":"a","content":null}}]"#, true),
            (
                r#"[{"message":{"role":"a","content":""}},{"message":{"content":null,"calls":[]}}]"#,
                true,
            ),
            (
                r#"[{"message":{"content":null,"calls":[{"id":"c"}]}}]"#,
                false,
            ),
            (r#"[{"message":{"content":"x"}}]"#, false),
            (r#"[{"other":1}]"#, false),
        ];
        for (choices, is_error) in cases {
            let json = format!(r#"{{"id":"a","choices":{choices},"error":{{"message":"m"}}}}"#);
            let expected = Expected {
                content: &["choices.message.content", "choices.message.calls"],
                ..of(&["id", "choices"], &["id", "choices"])
            };
            let found = reported_by_incomplete(json.as_bytes(), &expected);
            assert_eq!(found.is_some(), is_error, "{json}");
        }
    }

    #[test]
    fn an_event_is_an_error_if_it_has_a_message_and_a_code() {
        let cases = [
            (r#"{"message":"m","code":"c"}"#, true),
            (r#"{"message":"m","type":"server_error"}"#, true),
            (r#"{"object":"error","message":"m"}"#, true),
            (r#"{"message":"m"}"#, false),
            (r#"{"message":"m","code":0}"#, false),
            (r#"{"event":"x","code":5}"#, false),
            (r#"{"response":{"error":{"message":"m"}}}"#, true),
            (r#"{"state":{"status_code":7,"status_msg":"m"}}"#, true),
            (r#"{"state":{"status_code":0,"status_msg":"m"}}"#, false),
        ];
        for (json, expected) in cases {
            let found = reported_among_events(json.as_bytes(), &["id", "object"]);
            assert_eq!(found.is_some(), expected, "{json}");
        }
    }
}
