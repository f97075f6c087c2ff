//! The two schemas of a type: of the JSON that it is deserialized from, and of the JSON that it is serialized to.

use serde_json::Value;

use super::error::SchemaError;
use super::rewriter::{Absence, rewrite};
use crate::helpers::schema_check::pointer::escape;

/// Returns the strict schema of a type with these two schemas.
///
/// It is derived from the schema of serialized values, which states the properties that may be absent.
///
/// # Errors
/// Returns an error if one of them has no strict schema, or if they differ in more than required properties.
#[inline]
pub(super) fn strict(deserialized: &Value, serialized: &Value) -> Result<Value, SchemaError> {
    let read = rewrite(deserialized, Absence::Ignored)?;
    let written = rewrite(serialized, Absence::Ignored)?;
    match first_difference(&read, &written, String::new()) {
        None => rewrite(serialized, Absence::Null),
        Some(pointer) => Err(SchemaError::new(
            &pointer,
            "the serialized form of the type differs from its deserialized form",
        )),
    }
}

/// Returns the location of the first difference between two strict schemas.
#[inline]
fn first_difference(one: &Value, other: &Value, pointer: String) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let differs_in = |name: &String| {
                let pointer = format!("{pointer}/{}", escape(name));
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => first_difference(one, other, pointer),
                    _ => Some(pointer),
                }
            };
            // The list of required properties follows from the properties.
            let names = one.keys().chain(other.keys());
            let mut names = names.filter(|name| *name != "required");
            names.find_map(differs_in)
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| {
                first_difference(one, other, format!("{pointer}/{index}"))
            })
        }
        (one, other) => (one != other).then_some(pointer),
    }
}
