//! Strings that have one of the listed values. Any other string is a mismatch.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serialize;

use crate::runtime::codec::Kind;

/// The description of a generated closed enum. The macro `closed_table!` implements serde's traits from it.
pub trait ClosedEnum: Copy + PartialEq + 'static {
    /// The Rust name.
    const NAME: &'static str;
    /// All values with their strings, in document order. There is at least one.
    const VALUES: &'static [(Self, &'static str)];

    /// Returns the value with this string.
    fn from_wire(text: &str) -> Option<Self> {
        let found = Self::VALUES.iter().find(|(_, wire)| *wire == text);
        found.map(|(value, _)| *value)
    }

    /// Returns the string of this value.
    fn wire(self) -> &'static str {
        let found = Self::VALUES.iter().find(|(value, _)| *value == self);
        found.map_or("", |(_, wire)| wire)
    }

    /// Returns the value with this string, or an error that lists the values.
    ///
    /// # Errors
    /// Fails if no value has this string.
    fn parse(text: &str) -> Result<Self, String> {
        Self::from_wire(text).ok_or_else(|| {
            let known: Vec<&str> = Self::VALUES.iter().map(|(_, wire)| *wire).collect();
            format!(
                "invalid value {text:?}, expected one of {}",
                known.join(", ")
            )
        })
    }
}

/// The kind of every [`ClosedEnum`].
pub struct ClosedEnums;

impl<T: ClosedEnum + Serialize> Kind<T> for ClosedEnums {
    fn blank() -> T {
        T::VALUES[0].0
    }

    fn is_blank(value: &T) -> bool {
        *value == T::VALUES[0].0
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        from.deserialize_str(Text(PhantomData))
    }
}

struct Text<T>(PhantomData<T>);

impl<T: ClosedEnum> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string ({})", T::NAME)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::parse(text).map_err(E::custom)
    }
}

/// The values of a closed enum, each with its variant and its string.
#[allow(unused_macros)] // generated files use it
macro_rules! closed_table {
    ($name:ident { $($variant:ident $wire:literal;)* }) => {
        impl $crate::runtime::codec::ClosedEnum for $name {
            const NAME: &'static str = stringify!($name);
            const VALUES: &'static [(Self, &'static str)] = &[$((Self::$variant, $wire)),*];
        }
        impl $crate::runtime::codec::Wire for $name {
            type Kind = $crate::runtime::codec::ClosedEnums;
        }
        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = String;
            #[inline]
            fn from_str(text: &str) -> Result<Self, String> {
                $crate::runtime::codec::ClosedEnum::parse(text)
            }
        }
        impl $name {
            /// Returns the string that is sent.
            #[inline]
            pub fn as_str(&self) -> &'static str {
                $crate::runtime::codec::ClosedEnum::wire(*self)
            }
        }
        $crate::runtime::codec::strings!($name);
        $crate::runtime::codec::common!($name);
    };
}

#[allow(unused_imports)]
pub(crate) use closed_table;
