//! Converts arbitrary JSON: defaults and extensions.

use crate::document::{Node, Value};

/// Converts a tree to a JSON value. A number that is neither a 64-bit integer nor an `f64` becomes a string.
pub(super) fn value(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => {
            if let Some(integer) = number.as_i64() {
                integer.into()
            } else if let Some(integer) = number.as_u64() {
                integer.into()
            } else {
                number
                    .as_f64()
                    .and_then(serde_json::Number::from_f64)
                    .map_or_else(|| number.0.to_string().into(), serde_json::Value::Number)
            }
        }
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(value).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, item)| (key.text.to_string(), value(item)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
