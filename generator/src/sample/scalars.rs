//! Numbers, strings and constants.

use serde_json::{Number, Value, json};

use super::lookup::is_true;
use crate::document::{Node, Value as Tree};

/// Returns a numeric keyword.
pub fn limit(schema: &Node, key: &str) -> Option<f64> {
    match &schema.get(key)?.value {
        Tree::Number(number) => number.as_f64(),
        _ => None,
    }
}

/// Returns 1, or the nearest number within the limits.
pub fn number(schema: &Node) -> Value {
    let step = limit(schema, "multipleOf").unwrap_or(1.0);
    let excludes_minimum = is_true(schema, "exclusiveMinimum");
    let excludes_maximum = is_true(schema, "exclusiveMaximum");
    let mut number = step;
    if let Some(minimum) = limit(schema, "minimum")
        && (number < minimum || excludes_minimum && number <= minimum)
    {
        number = if excludes_minimum {
            minimum + step
        } else {
            minimum
        };
    }
    if let Some(maximum) = limit(schema, "maximum")
        && (number > maximum || excludes_maximum && number >= maximum)
    {
        number = if excludes_maximum {
            maximum - step
        } else {
            maximum
        };
    }
    match schema.get("type").and_then(Node::as_str) {
        Some("integer") => json!(number as i64),
        _ => Number::from_f64(number).map_or(Value::Null, Value::Number),
    }
}

/// Returns a string of the required format and length.
pub fn string(schema: &Node) -> String {
    let sample = match schema.get("format").and_then(Node::as_str) {
        Some("date") => "2026-01-31",
        Some("date-time") => "2026-01-31T12:00:00Z",
        Some("uri" | "url") => "https://example.com/sample",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("email") => "sample@example.com",
        _ => "sample",
    };
    let max = limit(schema, "maxLength").unwrap_or(f64::MAX) as usize;
    let min = limit(schema, "minLength").unwrap_or(0.0).min(1e6) as usize;
    let mut characters: Vec<char> = sample.chars().take(max).collect();
    characters.resize(characters.len().max(min), 'x');
    characters.into_iter().collect()
}

/// Converts a value of the tree to JSON.
pub fn json(node: &Node) -> Value {
    match &node.value {
        Tree::Null => Value::Null,
        Tree::Bool(value) => Value::Bool(*value),
        Tree::Number(number) => {
            let number = number.0.parse::<Number>();
            number.map_or(Value::Null, Value::Number)
        }
        Tree::String(string) => Value::from(string.as_str()),
        Tree::Array(items) => items.iter().map(json).collect(),
        Tree::Object(map) => {
            let entries = map.iter();
            let entries = entries.map(|(key, node)| (key.text.to_string(), json(node)));
            Value::Object(entries.collect())
        }
    }
}
