//! Strings with known values.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::runtime::codec::{Kind, markers};

/// The description of a generated string enum. The macro `string_enum!` implements serde's traits from it.
pub trait StringEnum: Sized {
    /// The Rust name.
    const NAME: &'static str;
    /// The known values, in document order.
    const VALUES: &'static [&'static str];

    /// Returns the variant for a value.
    fn from_wire(value: Cow<'_, str>) -> Self;
    /// Returns the string that is sent for a known value.
    ///
    /// # Errors
    /// Returns the string of an unknown value.
    fn to_wire(&self) -> Result<&'static str, &str>;
}

/// The kind of every [`StringEnum`].
pub struct StringEnums;

impl StringEnums {
    /// Writes a value.
    ///
    /// # Errors
    /// Returns the errors of the format.
    pub fn write<T: StringEnum, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        match value.to_wire() {
            Ok(known) => to.serialize_str(known),
            Err(unknown) => to.serialize_newtype_struct(markers::VALUE, unknown),
        }
    }

    /// Returns the string that is sent, whether the value is known or not.
    #[inline]
    pub fn text<T: StringEnum>(value: &T) -> &str {
        value.to_wire().unwrap_or_else(|unknown| unknown)
    }
}

impl<T: StringEnum + Serialize> Kind<T> for StringEnums {
    #[inline]
    fn blank() -> T {
        T::from_wire(Cow::Borrowed(""))
    }

    fn is_blank(value: &T) -> bool {
        Self::text(value).is_empty()
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
