//! Records to be filled in from deltas.

use serde_json::Value;

use crate::runtime::codec::{Record, Wire, blank, decode_value};

/// Creates a record in which only constant fields are set. Required fields are missing, and not serialized, until they
/// are set.
pub fn skeleton<T: Wire>() -> T {
    // In a blank record, every value that is not empty is a constant.
    let mut json = serde_json::to_value(blank::<T>()).unwrap_or_default();
    if let Some(properties) = json.as_object_mut() {
        properties.retain(|_, value| is_constant(value));
    }
    T::read(json).unwrap_or_else(|_| blank())
}

/// Creates a record from the properties that are known. All other properties are missing until they are set.
pub fn start_from<T: Wire + serde::de::DeserializeOwned>(properties: &Value) -> T {
    decode_value(properties).unwrap_or_else(|_| blank())
}

/// Records that a required property was received.
pub fn set_received<R: Record>(record: &mut R, name: &str) {
    record.extra_mut().set_received(name);
}

fn is_constant(value: &Value) -> bool {
    match value {
        Value::String(string) => !string.is_empty(),
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}
