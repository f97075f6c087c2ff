//! Map keys as strings.

use serde::Serialize;
use serde_json::Value;

/// Returns a map key as a string, or an empty string if it cannot be serialized.
pub(crate) fn key_text<K: Serialize + ?Sized>(key: &K) -> String {
    match serde_json::to_value(key) {
        Ok(Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
