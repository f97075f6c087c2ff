//! The strings of map keys.

use serde::Serialize;
use serde_json::Value;

/// The string of a map key.
pub(crate) fn key_text<K: Serialize + ?Sized>(key: &K) -> String {
    match serde_json::to_value(key) {
        Ok(Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
