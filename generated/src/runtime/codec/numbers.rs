//! Numbers, in either of the two ways in which `serde_json` hands them over.
//!
//! In: what a visitor is given. Out: [`Number`]. `serde_json` has a feature `arbitrary_precision`, which any crate of
//! a build may switch on for all of them: then it keeps the text of numbers, and gives those that are no 64-bit
//! integers to visitors as an object with one entry. Whether it is on shows in the type `Number`, at compile time, so
//! that a build without it pays nothing.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, Expected, MapAccess, Unexpected};
use serde_json::Number;

/// Whether numbers are kept as text: only a number that owns one has anything to drop.
pub(super) const AS_TEXT: bool = std::mem::needs_drop::<Number>();

/// The key of the entry that stands for a number, and the name of the struct that is written for one.
pub(crate) const KEY: &str = "$serde_json::private::Number";

/// Whether an entry with this key is a number in disguise.
#[inline]
pub(super) fn is_key(key: &str) -> bool {
    AS_TEXT && key == KEY
}

/// The number that comes as an object; an error that names what was expected if it is a real object.
pub(super) fn from_map<'de, A: MapAccess<'de>>(
    access: A,
    expected: &dyn Expected,
) -> Result<Number, A::Error> {
    if !AS_TEXT {
        return Err(A::Error::invalid_type(Unexpected::Map, expected));
    }
    Number::deserialize(MapAccessDeserializer::new(access))
        .map_err(|_| A::Error::invalid_type(Unexpected::Map, expected))
}

/// That a number came where something else was expected.
pub(super) fn unexpected<E: Error>(number: &Number, expected: &dyn Expected) -> E {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(number), ..) => E::invalid_type(Unexpected::Unsigned(number), expected),
        (_, Some(number), _) => E::invalid_type(Unexpected::Signed(number), expected),
        (.., Some(number)) => E::invalid_type(Unexpected::Float(number), expected),
        _ => E::invalid_type(Unexpected::Other("number"), expected),
    }
}
