//! A type read from a JSON value that is neither an object nor an array: for the cases of a union.

use std::borrow::Cow;

use serde::de::IntoDeserializer;
use serde::de::value::{BoolDeserializer, CowStrDeserializer, Error, UnitDeserializer};

use serde_json::Number;

use super::Wire;

/// A text as this type, if it takes one.
pub fn from_string<T: Wire>(text: Cow<'_, str>) -> Option<T> {
    let from: CowStrDeserializer<'_, Error> = text.into_deserializer();
    T::read(from).ok()
}

/// A truth value as this type, if it takes one.
pub fn from_boolean<T: Wire>(value: bool) -> Option<T> {
    let from: BoolDeserializer<Error> = value.into_deserializer();
    T::read(from).ok()
}

/// `null` as this type, if it takes it.
pub fn from_null<T: Wire>() -> Option<T> {
    let from: UnitDeserializer<Error> = ().into_deserializer();
    T::read(from).ok()
}

/// A number as this type, if it takes one.
pub fn from_number<T: Wire>(number: &Number) -> Option<T> {
    T::read(number).ok()
}
