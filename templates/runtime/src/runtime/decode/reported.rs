//! Whether JSON is an error although a value of some type was expected.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value, json};

use crate::runtime::error::ErrorBody;

/// Larger JSON is not searched for an error, in bytes.
const MAX_SIZE: usize = 64 << 10;

/// Properties in which services report an error.
const ERROR_PROPERTIES: &[&str] = &[
    "error", "errors", "message", "msg", "detail", "title", "code", "type", "param", "status",
];

/// Returns the error in an object that has none of the required properties, where `null` counts as absent.
///
/// `None` if the object has one of them, or if none are required.
pub(crate) fn reported(json: &[u8], required: &[&'static str]) -> Option<ErrorBody> {
    if required.is_empty() {
        return None;
    }
    let properties = foreign(json, required)?;
    let has_text = |name: &str| match properties.get(name) {
        Some(Value::String(string)) => !string.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        _ => false,
    };
    let is_error = properties.get("error").is_some_and(is_truthy)
        || ["message", "msg", "detail", "errors"]
            .into_iter()
            .any(has_text);
    is_error.then(|| details(properties))
}

/// Whether JSON has a property that may report an error: a cheap check of the bytes.
pub(crate) fn may_report(json: &[u8]) -> bool {
    let names = [&b"\"error"[..], b"\"message\"", b"\"msg\"", b"\"detail\""];
    names
        .into_iter()
        .any(|name| memchr::memmem::find(json, name).is_some())
}

/// Returns the error in an object with a property `error`, for responses without a type.
pub(crate) fn reported_by_property(json: &[u8]) -> Option<ErrorBody> {
    let properties = foreign(json, &[])?;
    let is_error = properties.get("error").is_some_and(is_truthy);
    is_error.then(|| details(properties))
}

/// Returns whether this is an object with none of the required properties.
pub(crate) fn is_foreign(json: &[u8], required: &[&'static str]) -> bool {
    !required.is_empty() && foreign(json, required).is_some()
}

/// Returns whether the value of a property `error` reports an error: it is not null, false or empty.
pub(crate) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(string) => !string.is_empty(),
        Value::Object(properties) => !properties.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// Returns the error that an object reports next to required properties of which some are missing, `null` or empty.
pub(crate) fn reported_by_incomplete(json: &[u8], required: &[&'static str]) -> Option<ErrorBody> {
    let Value::Object(properties) = serde_json::from_slice(json).ok()? else {
        return None;
    };
    let is_blank = |name: &&str| match properties.get(*name) {
        None | Some(Value::Null) => true,
        Some(Value::Array(items)) => items.is_empty(),
        Some(_) => false,
    };
    let error = properties.get("error").filter(|error| is_truthy(error))?;
    let is_incomplete = required.iter().any(is_blank);
    let details = ErrorBody::from_value(&json!({ "error": error }));
    (is_incomplete && details.message.is_some()).then_some(details)
}

/// Returns the error that an event reports among events of another type. Other foreign events are not errors: it must
/// have a code or be called an error, next to its message.
pub(crate) fn reported_among_events(json: &[u8], required: &[&'static str]) -> Option<ErrorBody> {
    if !may_report(json) {
        return None;
    }
    let details = reported(json, required)?;
    let properties = foreign(json, required)?;
    let text = |name: &str| properties.get(name).and_then(Value::as_str).unwrap_or("");
    let code = details.code.as_deref().unwrap_or("");
    let is_called_error = ["object", "type", "status"]
        .into_iter()
        .any(|name| text(name).to_ascii_lowercase().contains("error"));
    let has_code = !["", "0", "200", "ok", "success"].contains(&code.to_ascii_lowercase().as_str());
    let is_nested = properties.get("error").is_some_and(is_truthy);
    (details.message.is_some() && (has_code || is_called_error || is_nested)).then_some(details)
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
            // A type may itself have a property `error`, which does not show that the rest of it is there.
            if key == "object" && self.required.contains(&"object") {
                // Some servers send an error as an object of this type.
                match map.next_value::<Value>()? {
                    Value::Null => {}
                    object if object == "error" => drop(found.insert(key, object)),
                    _ => return Err(A::Error::custom("a required property")),
                }
            } else if key != "error" && self.required.contains(&key.as_str()) {
                if map.next_value::<Option<IgnoredAny>>()?.is_some() {
                    return Err(A::Error::custom("a required property"));
                }
            } else if ERROR_PROPERTIES.contains(&key.as_str()) {
                found.insert(key, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (r#"{"id":"a","error":{"message":"m"}}"#, None),
            (r#"{"error":null}"#, None),
            (r#"{"error":{}}"#, None),
            (r#"{"other":1}"#, None),
            (r#"{"message":"m"} x"#, None),
            (r#"["error"]"#, None),
            (r#"{"object":"error","message":"m"}"#, Some("m")),
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
        ];
        for (json, expected) in cases {
            let found = reported_by_incomplete(json.as_bytes(), &["id", "choices"]);
            assert_eq!(found.is_some(), expected, "{json}");
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
        ];
        for (json, expected) in cases {
            let found = reported_among_events(json.as_bytes(), &["id", "object"]);
            assert_eq!(found.is_some(), expected, "{json}");
        }
    }
}
