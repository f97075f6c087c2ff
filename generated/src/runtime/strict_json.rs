//! Decoding JSON that follows a strict schema, in which all properties are required.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes JSON written by a model for a strict schema.
///
/// Such a schema requires all properties and uses `null` for an absent one. If the type does not accept `null`, as for
/// a field with a default, the property is read as absent.
///
/// # Errors
/// Returns the error of decoding the JSON unchanged.
pub fn from_strict_json<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    serde_json::from_str(json).or_else(|error| {
        let Ok(mut value) = serde_json::from_str(json) else {
            return Err(error);
        };
        remove_nulls(&mut value);
        serde_json::from_value(value).map_err(|_| error)
    })
}

/// Removes all properties that are `null`.
fn remove_nulls(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(remove_nulls),
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(remove_nulls);
        }
        _ => {}
    }
}
