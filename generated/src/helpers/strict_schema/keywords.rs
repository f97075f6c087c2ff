//! The keywords of JSON Schema that strict schemas support.

use serde_json::{Map, Value};

use crate::helpers::schema_check::keywords::FORMATS;

/// A schema that is an object.
pub(super) type SchemaObject = Map<String, Value>;

/// Keywords that are copied unchanged.
const COPIED: &[&str] = &[
    "title",
    "description",
    "type",
    "enum",
    "const",
    "pattern",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
];

/// Keywords that describe a schema and accept no other values.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "$schema",
    "$id",
    "$comment",
    "$defs",
];

/// Keywords that cannot be removed without accepting other values, with the reason why they are not supported.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("not", "`not`"),
    ("if", "a conditional schema (`if`)"),
    ("dependentRequired", "`dependentRequired`"),
    ("dependentSchemas", "`dependentSchemas`"),
    (
        "patternProperties",
        "a map with key patterns (`patternProperties`)",
    ),
    (
        "prefixItems",
        "a tuple: use a struct or a list of one type instead",
    ),
    ("contains", "`contains`"),
    ("$dynamicRef", "a dynamic reference"),
];

/// Keywords of which a schema must have at least one. Without them, it accepts any value.
const DESCRIBING: &[&str] = &["type", "enum", "const", "anyOf", "properties"];

/// Whether a keyword is copied unchanged.
#[inline]
pub(super) fn is_copied(keyword: &str, value: &Value) -> bool {
    match keyword {
        "format" => value
            .as_str()
            .is_some_and(|format| FORMATS.contains(&format)),
        keyword => COPIED.contains(&keyword),
    }
}

/// Whether a keyword does not change which values a schema accepts.
#[inline]
pub(super) fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

/// Whether a keyword is a description that the model sees.
#[inline]
pub(super) fn is_description(keyword: &str) -> bool {
    matches!(keyword, "title" | "description")
}

/// Whether a schema itself describes an object, regardless of its branches.
#[inline]
pub(super) fn describes_object(schema: &SchemaObject) -> bool {
    let keywords = ["properties", "required", "additionalProperties"];
    has_type(schema, "object") || keywords.iter().any(|keyword| schema.contains_key(*keyword))
}

/// Returns why a schema is not supported, if it contains an unsupported keyword.
#[inline]
pub(super) fn unsupported(schema: &SchemaObject) -> Option<&'static str> {
    UNSUPPORTED
        .iter()
        .find(|(keyword, _)| schema.contains_key(*keyword))
        .map(|(_, reason)| *reason)
}

/// Whether a schema accepts any value.
#[inline]
pub(super) fn accepts_anything(schema: &SchemaObject) -> bool {
    !DESCRIBING
        .iter()
        .any(|keyword| schema.contains_key(*keyword))
}

/// Whether the keyword `type` contains this type.
#[inline]
pub(super) fn has_type(schema: &SchemaObject, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(only)) => only == name,
        Some(Value::Array(names)) => names.iter().any(|listed| listed == name),
        _ => false,
    }
}
