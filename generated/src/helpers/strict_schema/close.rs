//! Closing of rewritten schemas: all properties of an object are required, and there are no others.

use serde_json::{Value, json};

use super::error::SchemaError;
use super::keywords::{SchemaObject, accepts_anything, has_type};

/// Requires all properties of an object and forbids others. Rejects schemas that accept too much.
///
/// `schema` is the schema, and `strict` its rewritten form.
#[inline]
pub(super) fn close(
    schema: &SchemaObject,
    mut strict: SchemaObject,
    pointer: &str,
) -> Result<Value, SchemaError> {
    if accepts_anything(&strict) {
        return Err(SchemaError::new(pointer, "a value of any type"));
    }
    if has_type(schema, "array") && !strict.contains_key("items") {
        return Err(SchemaError::new(pointer, "a list of values of any type"));
    }
    if has_type(schema, "object") || strict.contains_key("properties") {
        let others = ["additionalProperties", "unevaluatedProperties"];
        let others = others.iter().filter_map(|keyword| schema.get(*keyword));
        if others.into_iter().any(|others| *others != false) {
            return Err(SchemaError::new(
                pointer,
                "a map with arbitrary keys: use a list of structs with a key instead",
            ));
        }
        let properties = strict.entry("properties").or_insert_with(|| json!({}));
        let names = properties
            .as_object()
            .into_iter()
            .flat_map(SchemaObject::keys);
        let names: Value = names.map(String::as_str).collect();
        strict.insert("required".to_owned(), names);
        strict.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    Ok(Value::Object(strict))
}
