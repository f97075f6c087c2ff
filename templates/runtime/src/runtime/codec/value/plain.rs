//! Reads a type from a JSON value that is neither an object nor an array, for the variants of a union.

use std::borrow::Cow;

use serde::de::IntoDeserializer;
use serde::de::value::{BoolDeserializer, CowStrDeserializer, Error, UnitDeserializer};

use serde_json::Number;

use crate::runtime::codec::Wire;

/// Reads a string as this type, if the type accepts it.
pub fn from_string<T: Wire>(text: Cow<'_, str>) -> Option<T> {
    let from: CowStrDeserializer<'_, Error> = text.into_deserializer();
    T::read(from).ok()
}

/// Reads a boolean as this type, if the type accepts it.
pub fn from_boolean<T: Wire>(value: bool) -> Option<T> {
    let from: BoolDeserializer<Error> = value.into_deserializer();
    T::read(from).ok()
}

/// Reads `null` as this type, if the type accepts it.
pub fn from_null<T: Wire>() -> Option<T> {
    let from: UnitDeserializer<Error> = ().into_deserializer();
    T::read(from).ok()
}

/// Reads a number as this type, if the type accepts it.
pub fn from_number<T: Wire>(number: &Number) -> Option<T> {
    T::read(number).ok()
}
