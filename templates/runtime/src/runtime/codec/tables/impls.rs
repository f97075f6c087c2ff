//! The impls shared by all types of one kind: one line each, with the bodies in other modules.
//!
//! `#[inline]` defers code generation to the crates that use the impls.

#![allow(unused_macros)] // a crate may have no type of one kind

/// serde's traits, `Debug` and `Wire` for a [`Record`](crate::runtime::codec::Record).
macro_rules! record {
    ($name:ident) => {
        impl $crate::runtime::codec::Wire for $name {
            type Kind = $crate::runtime::codec::Records;
        }
        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::codec::Records::write(self, &self.extra, to)
            }
        }
        $crate::runtime::codec::common!($name);
    };
}

/// The ID of the request, for a [`Record`](crate::runtime::codec::Record) that is a response.
macro_rules! response {
    ($name:ident response) => {
        impl $name {
            /// Returns the ID of the request in the logs of the service, if this is a response.
            #[inline]
            pub fn request_id(&self) -> Option<&str> {
                self.extra.request_id()
            }
        }
    };
}

/// `Default` for a [`Record`](crate::runtime::codec::Record) without fields that the caller must set.
macro_rules! default {
    ($name:ident Default) => {
        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                $crate::runtime::codec::Record::blank()
            }
        }
    };
    // Every required field has a default in the document.
    ($name:ident Default $new:ident) => {
        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::$new()
            }
        }
    };
}

/// `Deserialize`, `Debug` and `Wire` for a [`Union`](crate::runtime::codec::Union), which serializes itself.
#[cfg(feature = "unions")]
macro_rules! union {
    ($name:ident) => {
        impl $crate::runtime::codec::Wire for $name {
            type Kind = $crate::runtime::codec::Unions;
        }
        $crate::runtime::codec::common!($name);
    };
}

/// The setters of a record: one for each optional field and, where the document distinguishes `null` from an
/// omitted property, one that sends an explicit `null`.
///
/// - `X: new`: there is a constructor without arguments. `X: new(x: T)`: with the required fields as arguments, in the forms of
///   the setters.
/// - `with_x(x: T)`: takes a value that converts into the field's type.
/// - `with_x(x [T])`: takes an iterator over the items of a list. `with_x(x {T})`: over the entries of a map.
/// - `with_x(x json "x")`: takes JSON for an object without declared properties.
/// - `as "y"`: the name in JSON, if it differs from the field's name.
macro_rules! setters {
    ($name:ident $(: $new:ident $(($($arguments:tt)+))?)? {$(
        $(#[$attribute:meta])*
        $with:ident($field:ident $(: $($value:tt)+)? $([$($item:tt)+])? $({$($entry:tt)+})? $(json $json:literal)?)
        $(as $wire:literal)?
        $(null($with_null:ident $null_wire:literal $(, $null_attribute:ident)?))?;
    )*}) => {
        $($crate::runtime::codec::constructor!($name $new $($($arguments)+)?);)?
        #[allow(unused_mut, clippy::useless_conversion)] // most arguments are of the field's type
        impl $name {$(
            #[doc = concat!("Sets `", $crate::runtime::codec::wire_name!($field $($wire)?), "`.")]
            $(#[$attribute])*
            #[inline]
            pub fn $with(
                mut self,
                $field: $($($value)+)? $(impl IntoIterator<Item = $($item)+>)?
                    $(impl IntoIterator<Item = (impl Into<String>, $($entry)+)>)?
                    $($crate::runtime::codec::json_argument!($json))?,
            ) -> Self {
                $($crate::runtime::codec::set!(value self $field $($value)+))?
                $($crate::runtime::codec::set!(list self $field $($item)+))?
                $($crate::runtime::codec::set!(map self $field $($entry)+))?
                $($crate::runtime::codec::set!(json self $field $json))?
            }
            $(
                #[doc = concat!("Sends an explicit `null` for `", $null_wire, "`.")]
                $(#[$null_attribute])?
                #[inline]
                pub fn $with_null(self) -> Self {
                    $crate::runtime::codec::Record::with_null(self, $null_wire)
                }
            )?
        )*}
    };
}

/// The constructor of a record.
macro_rules! constructor {
    ($name:ident $new:ident) => {
        impl $name {
            /// Creates a value with no fields set.
            #[inline]
            pub fn $new() -> Self {
                $crate::runtime::codec::Record::blank()
            }
        }
    };
    ($name:ident $new:ident $(
        $field:ident $(: $value:ty)? $([$item:ty])? $({$entry:ty})?
    ),+ $(,)?) => {
        #[allow(clippy::too_many_arguments, clippy::useless_conversion)]
        impl $name {
            /// Creates a value from its required fields.
            #[inline]
            pub fn $new($(
                $field: $($value)? $(impl IntoIterator<Item = $item>)?
                    $(impl IntoIterator<Item = (impl Into<String>, $entry)>)?,
            )+) -> Self {
                Self {
                    $($field: $crate::runtime::codec::initial!(
                        $field $(value $value)? $(list $item)? $(map $entry)?
                    ),)+
                    ..$crate::runtime::codec::Record::blank()
                }
            }
        }
    };
}

/// The value of a field from the argument of a constructor.
macro_rules! initial {
    ($field:ident value $ty:ty) => {
        $field.into()
    };
    ($field:ident list $ty:ty) => {
        $crate::runtime::codec::list($field)
    };
    ($field:ident map $ty:ty) => {
        $crate::runtime::codec::map($field)
    };
}

/// The name of a field in JSON.
macro_rules! wire_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}

/// The argument type for an object without declared properties.
macro_rules! json_argument {
    ($wire:literal) => {
        impl $crate::runtime::codec::JsonObject
    };
}

/// Sets a field to the argument of its setter.
macro_rules! set {
    (value $record:ident $field:ident $($ty:tt)+) => {{
        $record.$field = Some($field.into());
        $record
    }};
    (list $record:ident $field:ident $($ty:tt)+) => {{
        $record.$field = Some($crate::runtime::codec::list($field));
        $record
    }};
    (map $record:ident $field:ident $($ty:tt)+) => {{
        $record.$field = Some($crate::runtime::codec::map($field));
        $record
    }};
    (json $record:ident $field:ident $wire:literal) => {
        $crate::runtime::codec::Record::with_json(
            $record,
            $wire,
            $crate::runtime::codec::JsonObject::into_json($field),
        )
    };
}

/// `From` for strings, for a union that has a string variant or a variant whose constructor takes a string.
#[cfg(feature = "unions")]
macro_rules! union_string {
    ($name:ident by $constructor:ident) => {
        impl<S: $crate::runtime::codec::StringLike> ::core::convert::From<S> for $name {
            #[inline]
            fn from(value: S) -> Self {
                Self::$constructor(value.as_ref())
            }
        }
    };
    ($name:ident) => {
        impl<S: $crate::runtime::codec::StringLike> ::core::convert::From<S> for $name {
            #[inline]
            fn from(value: S) -> Self {
                $crate::runtime::codec::Unions::string(value.as_ref().into())
            }
        }
    };
}

/// `From` for everything that converts into a file, for a union with a variant for files.
#[cfg(feature = "unions")]
macro_rules! union_file {
    ($name:ident: $file:ty => $variant:ident) => {
        impl<F: Into<$file>> ::core::convert::From<F> for $name {
            #[inline]
            fn from(file: F) -> Self {
                Self::$variant(file.into())
            }
        }
    };
}

/// serde's traits, `Debug`, string conversions and `Wire` for a [`StringEnum`](crate::runtime::codec::StringEnum).
#[cfg(feature = "string-enums")]
macro_rules! string_enum {
    ($name:ident) => {
        impl $crate::runtime::codec::Wire for $name {
            type Kind = $crate::runtime::codec::StringEnums;
        }
        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::codec::StringEnums::write(self, to)
            }
        }
        impl<S: $crate::runtime::codec::StringLike> ::core::convert::From<S> for $name {
            #[inline]
            fn from(value: S) -> Self {
                $crate::runtime::codec::StringEnum::from_wire(value.as_ref().into())
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            #[inline]
            fn from_str(value: &str) -> Result<Self, ::core::convert::Infallible> {
                Ok($crate::runtime::codec::StringEnum::from_wire(value.into()))
            }
        }
        impl $name {
            /// Returns the string that is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::runtime::codec::StringEnums::text(self)
            }
        }
        $crate::runtime::codec::strings!($name);
        $crate::runtime::codec::common!($name);
    };
}

/// The string traits of an enum that has an `as_str` method.
macro_rules! strings {
    ($name:ident) => {
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// The impls shared by all kinds.
macro_rules! common {
    ($name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::runtime::codec::Wire::read(from)
            }
        }
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::codec::debug(self, f)
            }
        }
    };
}

#[cfg(feature = "string-enums")]
#[allow(unused_imports)]
pub(crate) use string_enum;
#[allow(unused_imports)]
pub(crate) use {
    common, constructor, default, initial, json_argument, record, response, set, setters, strings,
    wire_name,
};
#[cfg(feature = "unions")]
#[allow(unused_imports)]
pub(crate) use {union, union_file, union_string};
