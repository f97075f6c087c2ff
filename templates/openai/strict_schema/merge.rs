//! Merging of schemas that apply to the same value, as `allOf` and keywords next to `$ref` do.

use serde_json::{Map, Value, json};

use super::error::SchemaError;
use super::keywords::SchemaObject;
use crate::helpers::schema_check::pointer::escape;

/// The maximum number of combinations of branches that are written out.
const MAX_BRANCHES: usize = 64;

/// Merges two schemas without `$ref` and `allOf`. Annotations of the first one take precedence.
///
/// # Errors
/// Returns an error if they contradict each other.
#[inline]
pub(super) fn merge(
    mut schema: SchemaObject,
    other: SchemaObject,
    pointer: &str,
) -> Result<SchemaObject, SchemaError> {
    for (mut keyword, value) in other {
        // Which of the two a schema has does not matter, since the branches of a type exclude each other.
        if keyword == "oneOf" && schema.contains_key("anyOf") {
            "anyOf".clone_into(&mut keyword);
        } else if keyword == "anyOf" && schema.contains_key("oneOf") {
            "oneOf".clone_into(&mut keyword);
        }
        let Some(own) = schema.get_mut(&keyword) else {
            schema.insert(keyword, value);
            continue;
        };
        match (keyword.as_str(), own, value) {
            ("title" | "description" | "default" | "examples" | "$schema" | "$defs", ..) => {}
            ("properties", Value::Object(own), Value::Object(others)) => {
                merge_properties(own, others, pointer)?;
            }
            ("required", Value::Array(own), Value::Array(others)) => {
                let missing = others.into_iter().filter(|name| !own.contains(name));
                let missing: Vec<_> = missing.collect();
                own.extend(missing);
            }
            ("anyOf" | "oneOf", Value::Array(own), Value::Array(others)) => {
                let combined = combinations(own, &others);
                if combined.len() > MAX_BRANCHES {
                    return Err(SchemaError::new(pointer, "too many flattened enums"));
                }
                *own = combined;
            }
            // A schema for other properties is reported when the object is closed.
            ("additionalProperties" | "unevaluatedProperties", own, value) => {
                if *own == false {
                    *own = value;
                }
            }
            (_, own, value) if *own == value => {}
            _ => {
                return Err(SchemaError::new(
                    pointer,
                    "schemas that contradict each other",
                ));
            }
        }
    }
    Ok(schema)
}

#[inline]
fn merge_properties(
    own: &mut Map<String, Value>,
    others: Map<String, Value>,
    pointer: &str,
) -> Result<(), SchemaError> {
    for (name, schema) in others {
        match own.get(&name) {
            Some(existing) if *existing != schema => {
                let pointer = format!("{pointer}/properties/{}", escape(&name));
                let reason = "a property with two schemas, such as a field named like the tag";
                return Err(SchemaError::new(&pointer, reason));
            }
            Some(_) => {}
            None => {
                own.insert(name, schema);
            }
        }
    }
    Ok(())
}

#[inline]
fn combinations(some: &[Value], others: &[Value]) -> Vec<Value> {
    let pairs = some
        .iter()
        .flat_map(|one| others.iter().map(move |other| (one, other)));
    pairs
        .map(|(one, other)| json!({ "allOf": [one, other] }))
        .collect()
}
