//! Text of which some values are known.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

use super::token;

/// What a generated string enum says of itself. The macro `string_enum!` makes serde's impls of it.
pub trait StringEnum: Sized {
    /// The name in Rust.
    const NAME: &'static str;
    /// The known values, in the document's order.
    const VALUES: &'static [&'static str];

    /// The case of a known value.
    fn known(value: &str) -> Option<Self>;
    /// The case that keeps any other value.
    fn unknown(value: String) -> Self;
    /// The value, if it is not a known one.
    fn as_unknown(&self) -> Option<&str>;
    /// The value on the wire.
    fn as_str(&self) -> &str;

    /// The case of any value.
    #[inline]
    fn from_wire(value: Cow<'_, str>) -> Self {
        Self::known(&value).unwrap_or_else(|| Self::unknown(value.into_owned()))
    }
}

/// What `string_enum!` calls.
#[doc(hidden)]
pub mod glue {
    use super::*;

    #[inline]
    pub fn read<'de, T: StringEnum, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        from.deserialize_str(Text(PhantomData))
    }

    pub fn write<T: StringEnum, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        match value.as_unknown() {
            None => to.serialize_str(value.as_str()),
            Some(unknown) => to.serialize_newtype_struct(token::VALUE, unknown),
        }
    }
}

struct Text<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string ({})", T::NAME)
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok(T::from_wire(Cow::Borrowed(value)))
    }

    #[inline]
    fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
        Ok(T::from_wire(Cow::Owned(value)))
    }
}
