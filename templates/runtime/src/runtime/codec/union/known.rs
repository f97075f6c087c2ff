//! Selects the variant of a string or a number that several types accept.
//!
//! An enum accepts any value of its JSON type, so the first type that lists the value is chosen.

use std::borrow::Cow;

use serde_json::Number;

use crate::runtime::codec::kept::walk;
use crate::runtime::codec::{Wire, from_number, from_string};

/// Reads a string as a type that lists it, and turns it into a variant.
pub fn known_string<T: Wire, U>(text: &str, wrap: impl FnOnce(T) -> U) -> Option<U> {
    known(from_string(Cow::Borrowed(text))?).map(wrap)
}

/// Reads a number as a type that lists it, and turns it into a variant.
pub fn known_number<T: Wire, U>(number: &Number, wrap: impl FnOnce(T) -> U) -> Option<U> {
    known(from_number(number)?).map(wrap)
}

fn known<T: Wire>(value: T) -> Option<T> {
    walk(&value).found.is_empty().then_some(value)
}
