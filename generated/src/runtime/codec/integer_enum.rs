//! Integers with known values.

use serde::de::{Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::runtime::codec::{Kind, Wire, markers};

/// The description of a generated integer enum. The macros `integer_table!` and `closed_integer_table!` implement serde's
/// traits from it.
pub trait IntegerEnum: Copy + PartialEq + 'static {
    /// The Rust name.
    const NAME: &'static str;
    /// The known values, in document order. There is at least one.
    const VALUES: &'static [(Self, i64)];

    /// Returns the value with this number. `None` if the enum is closed and does not list the number.
    fn from_wire(number: i64) -> Option<Self>;

    /// Returns the number of this value.
    fn wire(self) -> i64;

    /// Returns the value with this number, or an error that lists the values.
    ///
    /// # Errors
    /// Fails if no value has this number.
    fn parse(number: i64) -> Result<Self, String> {
        Self::from_wire(number).ok_or_else(|| {
            let known: Vec<String> = Self::VALUES.iter().map(|it| it.1.to_string()).collect();
            format!(
                "invalid value {number} of {}, expected one of {}",
                Self::NAME,
                known.join(", ")
            )
        })
    }
}

/// The kind of every [`IntegerEnum`].
pub struct IntegerEnums;

impl IntegerEnums {
    /// Writes a value.
    ///
    /// # Errors
    /// Returns the errors of the format.
    pub fn write<T: IntegerEnum, S: Serializer>(value: T, to: S) -> Result<S::Ok, S::Error> {
        let number = value.wire();
        match T::VALUES.iter().any(|(_, known)| *known == number) {
            true => to.serialize_i64(number),
            false => to.serialize_newtype_struct(markers::VALUE, &number),
        }
    }
}

impl<T: IntegerEnum + Serialize> Kind<T> for IntegerEnums {
    fn blank() -> T {
        T::from_wire(0).unwrap_or(T::VALUES[0].0)
    }

    fn is_blank(value: &T) -> bool {
        *value == Self::blank()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::parse(<i64 as Wire>::read(from)?).map_err(D::Error::custom)
    }
}

/// The values of an integer enum: variant and number.
#[allow(unused_macros)] // generated files use it
macro_rules! integer_table {
    ($name:ident { $($variant:ident $wire:literal;)* }) => {
        $crate::runtime::codec::integer_values!($name { $($variant $wire;)* } Unknown);
        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                $crate::runtime::codec::IntegerEnum::from_wire(number).unwrap_or(Self::Unknown(number))
            }
        }
        // An integer literal without a suffix is an `i32`.
        impl ::core::convert::From<i32> for $name {
            #[inline]
            fn from(number: i32) -> Self {
                i64::from(number).into()
            }
        }
    };
}

/// The values of a closed integer enum.
#[allow(unused_macros)] // generated files use it
macro_rules! closed_integer_table {
    ($name:ident { $($variant:ident $wire:literal;)* }) => {
        $crate::runtime::codec::integer_values!($name { $($variant $wire;)* });
        impl ::core::convert::TryFrom<i64> for $name {
            type Error = String;
            #[inline]
            fn try_from(number: i64) -> Result<Self, String> {
                $crate::runtime::codec::IntegerEnum::parse(number)
            }
        }
    };
}

/// The values of an integer enum, and the variant for all other numbers if there is one.
#[allow(unused_macros)] // generated files use it
macro_rules! integer_values {
    ($name:ident { $($variant:ident $wire:literal;)* } $($unknown:ident)?) => {
        impl $crate::runtime::codec::IntegerEnum for $name {
            const NAME: &'static str = stringify!($name);
            const VALUES: &'static [(Self, i64)] = &[$((Self::$variant, $wire)),*];
            #[inline]
            fn from_wire(number: i64) -> Option<Self> {
                match number {
                    $($wire => Some(Self::$variant),)*
                    other => $crate::runtime::codec::other_integer!(other $($unknown)?),
                }
            }
            #[inline]
            fn wire(self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    $(Self::$unknown(number) => number,)?
                }
            }
        }
        $crate::runtime::codec::integer_enum!($name);
    };
}

/// The value of a number that is not listed.
#[allow(unused_macros)] // generated files use it
macro_rules! other_integer {
    ($number:ident) => {{
        let _ = $number;
        None
    }};
    ($number:ident $unknown:ident) => {
        Some(Self::$unknown($number))
    };
}

/// The impls of every integer enum.
#[allow(unused_macros)] // generated files use it
macro_rules! integer_enum {
    ($name:ident) => {
        impl $crate::runtime::codec::Wire for $name {
            type Kind = $crate::runtime::codec::IntegerEnums;
        }
        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::codec::IntegerEnums::write(*self, to)
            }
        }
        impl $name {
            /// Returns the number that is sent.
            #[inline]
            pub fn as_i64(self) -> i64 {
                $crate::runtime::codec::IntegerEnum::wire(self)
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }
        $crate::runtime::codec::common!($name);
    };
}

#[allow(unused_imports)]
pub(crate) use {closed_integer_table, integer_enum, integer_table, integer_values, other_integer};
