//! Schemas that also accept `null`.

use serde_json::{Value, json};

/// Adds `null` to the values that a strict schema accepts.
#[inline]
pub(super) fn nullable(mut schema: Value) -> Value {
    if accepts_null(&schema) {
        return schema;
    }
    let null = json!({ "type": "null" });
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        branches.push(null);
        return schema;
    }
    let is_listed = schema.get("enum").is_some() || schema.get("const").is_some();
    match schema.get_mut("type") {
        Some(name) if !is_listed && name.is_string() => {
            *name = json!([name.clone(), "null"]);
            schema
        }
        _ => json!({ "anyOf": [schema, null] }),
    }
}

#[inline]
fn accepts_null(schema: &Value) -> bool {
    let is_null = |name: &Value| *name == "null";
    let by_type = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(is_null),
        Some(name) => is_null(name),
        None => false,
    };
    let branches = schema.get("anyOf").and_then(Value::as_array);
    by_type || branches.into_iter().flatten().any(accepts_null)
}
