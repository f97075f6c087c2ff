//! Numbers, in both representations that `serde_json` passes to a visitor.
//!
//! Input: the arguments of a visitor. Output: [`Number`]. `serde_json` has a feature `arbitrary_precision`, which any
//! crate in a build may enable for all of them. It then keeps numbers as strings, and passes those that are not 64-bit
//! integers to visitors as an object with one entry. The type `Number` shows at compile time whether the feature is
//! enabled, so that a build without it pays nothing.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, Expected, MapAccess, Unexpected};
use serde_json::Number;

/// Whether numbers are kept as strings. Only a `Number` that owns a string needs to be dropped.
pub(crate) const AS_TEXT: bool = std::mem::needs_drop::<Number>();

/// The key of the entry that represents a number, and the name of the struct that is serialized for one.
pub(crate) const KEY: &str = "$serde_json::private::Number";

/// Returns whether an entry with this key represents a number.
#[inline]
pub(crate) fn is_key(key: &str) -> bool {
    AS_TEXT && key == KEY
}

/// Returns the number that an object represents, or an error that states the expected type if it is a real object.
pub(crate) fn from_map<'de, A: MapAccess<'de>>(
    access: A,
    expected: &dyn Expected,
) -> Result<Number, A::Error> {
    if !AS_TEXT {
        return Err(A::Error::invalid_type(Unexpected::Map, expected));
    }
    Number::deserialize(MapAccessDeserializer::new(access))
        .map_err(|_| A::Error::invalid_type(Unexpected::Map, expected))
}

/// The error for a number where another type was expected.
pub(crate) fn unexpected<E: Error>(number: &Number, expected: &dyn Expected) -> E {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(number), ..) => E::invalid_type(Unexpected::Unsigned(number), expected),
        (_, Some(number), _) => E::invalid_type(Unexpected::Signed(number), expected),
        (.., Some(number)) => E::invalid_type(Unexpected::Float(number), expected),
        _ => E::invalid_type(Unexpected::Other("number"), expected),
    }
}
