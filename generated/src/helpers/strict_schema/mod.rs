//! Types of the program as the JSON Schemas to which a model is held exactly.
//!
//! In: a type, or a schema. Out: a schema of the [subset](https://platform.openai.com/docs/guides/structured-outputs)
//! that the API takes with `strict`, or the place that cannot be said in it.
//! Must not know: what the schema is for.

mod error;
mod rewrite;

use std::collections::BTreeMap;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

pub use error::SchemaError;

/// The strict schema of a type.
///
/// Objects have all their properties and no others. What may be left out in Rust is there and may be `null`, where the
/// type takes that. What only narrows and is not in the subset (`minLength`, `format: uint8` and so on) is left out: the
/// answer is read as the type anyway. Properties are in alphabetical order, and so they are in answers, unless the feature
/// `preserve_order` of `schemars` is on: then they are in the order of the type.
///
/// # Errors
/// The type has what the subset has not, as maps with any keys, values of any kind, and tuples.
#[inline]
pub fn strict_schema<T: JsonSchema>() -> Result<Value, SchemaError> {
    let schema = SchemaGenerator::default().into_root_schema_for::<T>();
    rewrite::strict(&schema.to_value()).map_err(|error| error.of(&T::schema_name()))
}

/// The members of the strict schema of a type, as requests take it.
///
/// # Errors
/// Those of [`strict_schema`].
#[inline]
pub fn strict_schema_members<T: JsonSchema>() -> Result<BTreeMap<String, Value>, SchemaError> {
    let members = match strict_schema::<T>()? {
        Value::Object(members) => members,
        _ => Default::default(),
    };
    Ok(members.into_iter().collect())
}

/// A schema in draft 2020-12 as a strict one; as [`strict_schema`] in all else.
///
/// # Errors
/// The schema says what the subset cannot say.
#[inline]
pub fn make_strict(schema: &Value) -> Result<Value, SchemaError> {
    rewrite::strict(schema)
}

/// The name of a type as the API takes names: letters, digits, `_` and `-`, 64 of them at most.
#[inline]
pub fn schema_name<T: JsonSchema>() -> String {
    let name = T::schema_name();
    let fit = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let letters = name
        .chars()
        .map(|letter| if fit(letter) { letter } else { '_' });
    letters.take(64).collect()
}
