//! Strings with a format, as values of types that other crates define.
//!
//! [`Formatted`] contains the value and, if writing it would produce another string, the string that was received, so
//! that it is sent back unchanged. Each module implements [`Format`] for the types of one crate. A generated crate has
//! the modules that its configuration uses.

#[cfg(feature = "format-byte")]
mod byte;
#[cfg(feature = "format-chrono")]
mod chrono;
#[cfg(feature = "format-decimal")]
mod decimal;
#[cfg(feature = "format-jiff")]
mod jiff;
#[cfg(feature = "format-time")]
mod time;
#[cfg(feature = "format-url")]
mod url;
#[cfg(feature = "format-uuid")]
mod uuid;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::runtime::codec::{Kind, Wire};

/// A type that values of a string format are read as.
#[doc(hidden)]
pub trait Format: Clone + fmt::Debug {
    /// What is expected, for messages.
    const EXPECTED: &'static str;

    /// Returns the value of a field that was not received.
    fn blank() -> Self;

    /// Reads a string. The error states what is wrong.
    fn parse(text: &str) -> Result<Self, String>;

    /// Returns the string for a value.
    fn write(&self) -> String;

    /// Returns whether two values are equal.
    fn is_same(&self, other: &Self) -> bool;
}

/// A string with a format, such as a date, as a value of the type `T`.
///
/// It dereferences to `T`, and `T` converts into it. A received string is sent back unchanged, even if `T` would be
/// written differently.
#[derive(Clone)]
pub struct Formatted<T> {
    value: T,
    /// The received string, if it differs from the one that the value is written as.
    received: Option<Box<str>>,
}

impl<T> Formatted<T> {
    /// Returns the value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Format> Formatted<T> {
    /// Returns the string that is sent.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.received {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.value.write()),
        }
    }
}

impl<T> From<T> for Formatted<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self {
            value,
            received: None,
        }
    }
}

impl<T> Deref for Formatted<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Format> FromStr for Formatted<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value = T::parse(text)?;
        let received = (value.write() != text).then(|| text.into());
        Ok(Self { value, received })
    }
}

/// Compares the values, not how they were written.
impl<T: Format> PartialEq for Formatted<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.value.is_same(&other.value)
    }
}

impl<T: Format> PartialEq<T> for Formatted<T> {
    #[inline]
    fn eq(&self, other: &T) -> bool {
        self.value.is_same(other)
    }
}

impl<T: Format> fmt::Display for Formatted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl<T: Format> fmt::Debug for Formatted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Format> Serialize for Formatted<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text())
    }
}

impl<'de, T: Format> Deserialize<'de> for Formatted<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(from)
    }
}

/// The kind of every [`Formatted`].
pub struct Formats;

impl<T: Format> Wire for Formatted<T> {
    type Kind = Formats;
}

impl<T: Format> Kind<Formatted<T>> for Formats {
    #[inline]
    fn blank() -> Formatted<T> {
        T::blank().into()
    }

    fn is_blank(value: &Formatted<T>) -> bool {
        value.received.is_none() && value.is_same(&T::blank())
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Formatted<T>, D::Error> {
        from.deserialize_str(Text(PhantomData))
    }
}

struct Text<T>(PhantomData<T>);

impl<T: Format> Visitor<'_> for Text<T> {
    type Value = Formatted<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Formatted<T>, E> {
        text.parse().map_err(|error: String| {
            E::custom(format_args!(
                "invalid value {text:?}, expected {}: {error}",
                T::EXPECTED
            ))
        })
    }
}

/// Implements [`Format`]: for each type its description, blank value, and how it is read and written.
#[allow(unused_macros)] // without the types of any crate
macro_rules! format {
    ($($ty:ty: $expected:literal, $blank:expr, $parse:expr, $write:expr;)*) => {$(
        impl crate::runtime::codec::formatted::Format for $ty {
            const EXPECTED: &'static str = $expected;

            fn blank() -> Self {
                $blank
            }

            fn parse(text: &str) -> Result<Self, String> {
                let parse: fn(&str) -> Result<Self, _> = $parse;
                parse(text).map_err(|error| error.to_string())
            }

            fn write(&self) -> String {
                let write: fn(&Self) -> String = $write;
                write(self)
            }

            fn is_same(&self, other: &Self) -> bool {
                self == other
            }
        }
    )*};
}

use format;

#[cfg(test)]
mod tests;
