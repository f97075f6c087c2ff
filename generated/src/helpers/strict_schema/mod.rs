//! Strict JSON Schemas of Rust types, as required by
//! [structured outputs](https://platform.openai.com/docs/guides/structured-outputs).

mod changes;
mod close;
mod contracts;
mod error;
mod keywords;
mod merge;
mod nullable;
mod references;
mod resolve;
mod rewriter;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

pub use changes::{Change, Strict};
pub use error::SchemaError;

use rewriter::Absence;

/// The longest name of a schema that the API accepts.
const MAX_NAME_LENGTH: usize = 64;

/// Returns the strict schema of a type.
///
/// In a strict schema, all properties of an object are required and no others are allowed. An optional field, a field
/// with `skip_serializing_if` and the fields of a flattened `Option` become required properties that may be `null`.
/// [`from_strict_json`](crate::structured::from_strict_json), with which outputs and tool arguments are decoded, reads such
/// a `null` as an absent property. Enums with fields become `anyOf`, in which each branch has the tag and all fields of its variant.
/// Keywords that only restrict values and are not supported by the API, such as `minLength` or `format: uint8`, are
/// removed, since the output is decoded as the type anyway.
///
/// The model writes properties in the order of the schema, which is the order of the fields.
///
/// ```
/// use openai_typed::structured::strict_schema;
/// use schemars::JsonSchema;
///
/// #[derive(JsonSchema)]
/// struct Solution {
///     reasoning: String,
///     answer: f64,
/// }
///
/// let schema = strict_schema::<Solution>()?;
/// // The model reasons before it answers.
/// assert_eq!(schema["required"], serde_json::json!(["reasoning", "answer"]));
/// # Ok::<(), openai_typed::structured::SchemaError>(())
/// ```
///
/// # Errors
/// Returns an error if the type contains something that a strict schema cannot express, such as a map, a value of any
/// type, a tuple, or an enum at the root, and if the serialized form of the type differs from its deserialized form.
/// The error has the location and the reason.
#[inline]
pub fn strict_schema<T: JsonSchema>() -> Result<Value, SchemaError> {
    let schema_of = |settings: schemars::generate::SchemaSettings| {
        let generator = SchemaGenerator::new(settings);
        generator.into_root_schema_for::<T>().to_value()
    };
    let settings = schemars::generate::SchemaSettings::default;
    contracts::strict(
        &schema_of(settings().for_deserialize()),
        &schema_of(settings().for_serialize()),
    )
    .map_err(|error| error.with_type(&T::schema_name()))
}

/// Converts a schema of draft 2020-12 into a strict one, as [`strict_schema`] does, and reports what it changed.
///
/// Optional properties become required. They accept `null` only if the schema does. Call
/// [`check`](crate::structured::check) to find what cannot be repaired, such as too many properties.
///
/// ```
/// use openai_typed::structured::{check, make_strict};
/// use serde_json::json;
///
/// let strict = make_strict(&json!({
///     "type": "object",
///     "properties": { "id": { "type": "string", "minLength": 3 } },
/// }))?;
/// assert!(check(&strict).is_empty());
/// let changes: Vec<String> = strict.changes.iter().map(ToString::to_string).collect();
/// assert_eq!(changes, [
///     "the schema: added `additionalProperties: false`",
///     "the schema: requires `id`",
///     "/properties/id: removed `minLength`",
/// ]);
/// # Ok::<(), openai_typed::structured::SchemaError>(())
/// ```
///
/// # Errors
/// Returns an error if the schema contains something that a strict schema cannot express.
#[inline]
pub fn make_strict(schema: &Value) -> Result<Strict, SchemaError> {
    let strict = rewriter::rewrite(schema, Absence::Ignored)?;
    Ok(Strict::new(schema, strict))
}

/// Returns the name of a type in the form accepted by the API: up to 64 letters, digits, `_` and `-`.
#[inline]
pub fn schema_name<T: JsonSchema>() -> String {
    let name = T::schema_name();
    let is_allowed = |char: char| char.is_ascii_alphanumeric() || "_-".contains(char);
    let chars = name
        .chars()
        .map(|char| if is_allowed(char) { char } else { '_' });
    chars.take(MAX_NAME_LENGTH).collect()
}
