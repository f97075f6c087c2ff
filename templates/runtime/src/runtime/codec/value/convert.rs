//! The accepted arguments of setters and constructors, and their conversions into field values.

#[cfg(any(feature = "string-enums", feature = "unions"))]
use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A string type that converts into string enums and into unions with a string variant.
///
/// String enums and unions do not implement it, so that `From` can cover all string types at once.
#[cfg(any(feature = "string-enums", feature = "unions"))]
pub trait StringLike: AsRef<str> {}

#[cfg(any(feature = "string-enums", feature = "unions"))]
impl StringLike for &str {}
#[cfg(any(feature = "string-enums", feature = "unions"))]
impl StringLike for &String {}
#[cfg(any(feature = "string-enums", feature = "unions"))]
impl StringLike for String {}
#[cfg(any(feature = "string-enums", feature = "unions"))]
impl StringLike for Cow<'_, str> {}
#[cfg(any(feature = "string-enums", feature = "unions"))]
impl StringLike for Box<str> {}

/// JSON for an object without declared properties, such as a JSON Schema: `json!({…})`, or a map of values.
///
/// A [`Value`] that is not an object is sent unchanged.
pub trait JsonObject {
    /// The object as JSON.
    fn into_json(self) -> Value;
}

impl JsonObject for Value {
    #[inline]
    fn into_json(self) -> Value {
        self
    }
}

impl JsonObject for Map<String, Value> {
    #[inline]
    fn into_json(self) -> Value {
        Value::Object(self)
    }
}

impl JsonObject for BTreeMap<String, Value> {
    #[inline]
    fn into_json(self) -> Value {
        self.into_iter().collect()
    }
}

/// The items of a list field.
#[inline]
pub fn list<T, I>(items: I) -> Vec<T>
where
    I: IntoIterator,
    I::Item: Into<T>,
{
    items.into_iter().map(Into::into).collect()
}

/// The entries of a map field.
#[inline]
pub fn map<K, V, T, I>(entries: I) -> BTreeMap<String, T>
where
    I: IntoIterator<Item = (K, V)>,
    K: Into<String>,
    V: Into<T>,
{
    let entries = entries.into_iter();
    entries
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}
