//! Text of which some values are known.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Kind, token};

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
    /// The value on the wire.
    fn as_str(&self) -> &str;

    /// The case of any value.
    #[inline]
    fn from_wire(value: Cow<'_, str>) -> Self {
        Self::known(&value).unwrap_or_else(|| Self::unknown(value.into_owned()))
    }
}

/// The kind of every [`StringEnum`].
pub struct StringEnums;

impl StringEnums {
    /// Writes a value.
    ///
    /// # Errors
    /// Those of the format.
    pub fn write<T: StringEnum, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        let text = value.as_str();
        match T::known(text) {
            Some(_) => to.serialize_str(text),
            None => to.serialize_newtype_struct(token::VALUE, text),
        }
    }
}

impl<T: StringEnum + Serialize> Kind<T> for StringEnums {
    #[inline]
    fn blank() -> T {
        T::unknown(String::new())
    }

    fn is_blank(value: &T) -> bool {
        value.as_str().is_empty()
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        from.deserialize_str(Text(PhantomData))
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
