//! The impls that all types of one kind share: one line each, the bodies stand elsewhere.
//!
//! `#[inline]` keeps them out of the crate's own code: they are compiled where they are used, if they are.

#![allow(unused_macros)] // a crate may have no type of one kind

/// serde's traits, `Debug` and [`Wire`](super::Wire) for a [`Record`](super::Record).
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

/// `Default` for a [`Record`](super::Record) that requires nothing of who makes one.
macro_rules! default {
    ($name:ident) => {
        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                $crate::runtime::codec::Record::blank()
            }
        }
    };
    // What is required has a default in the document.
    ($name:ident by $new:ident) => {
        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::$new()
            }
        }
    };
}

/// `Deserialize`, `Debug` and [`Wire`](super::Wire) for a [`Union`](super::Union), which serializes itself.
macro_rules! union {
    ($name:ident) => {
        impl $crate::runtime::codec::Wire for $name {
            type Kind = $crate::runtime::codec::Unions;
        }
        $crate::runtime::codec::common!($name);
    };
}

/// `From` each case's content for a union.
macro_rules! union_from {
    ($name:ident from $($case:ident($content:ty))+;) => {$(
        impl ::core::convert::From<$content> for $name {
            #[inline]
            fn from(value: $content) -> Self {
                Self::$case(value.into())
            }
        }
    )*};
}

/// The setters of a record: for each field one that sets it and, where `null` is not the same as nothing, one that sends
/// that, with the index of the field's property.
macro_rules! setters {
    ($name:ident {$(
        $(#[$attribute:meta])*
        $with:ident($field:ident: $($ty:tt)+)
        $(null($with_null:ident $index:literal $(, $null_attribute:ident)?))?;
    )+}) => {
        #[allow(clippy::useless_conversion)] // most arguments are of the field's type
        impl $name {$(
            #[doc = concat!("Sets `", stringify!($field), "`.")]
            $(#[$attribute])*
            #[inline]
            pub fn $with(mut self, $field: $($ty)+) -> Self {
                self.$field = Some($field.into());
                self
            }
            $(
                #[doc = concat!("Sends `", stringify!($field), "` as `null`, which is not the same as leaving it out.")]
                $(#[$null_attribute])?
                #[inline]
                pub fn $with_null(mut self) -> Self {
                    self.$field = None;
                    self.extra.set_null($index);
                    self
                }
            )?
        )+}
    };
}

/// The setters of a record under the bare names of its fields.
macro_rules! bare_setters {
    ($name:ident: $($field:ident($ty:ty))+;) => {
        impl $name {$(
            #[doc = concat!("Sets `", stringify!($field), "`.")]
            #[inline]
            pub fn $field(mut self, $field: impl Into<$ty>) -> Self {
                self.$field = Some($field.into());
                self
            }
        )+}
    };
}

/// `From` text for a union of which a case takes text, or one of whose constructors does.
macro_rules! union_text {
    ($name:ident by $constructor:ident) => {
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                Self::$constructor(value)
            }
        }
        impl ::core::convert::From<String> for $name {
            #[inline]
            fn from(value: String) -> Self {
                Self::$constructor(value)
            }
        }
    };
    ($name:ident) => {
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                $crate::runtime::codec::Unions::text(value.into())
            }
        }
        impl ::core::convert::From<String> for $name {
            #[inline]
            fn from(value: String) -> Self {
                $crate::runtime::codec::Unions::text(value.into())
            }
        }
    };
}

/// serde's traits, `Debug`, text conversions and [`Wire`](super::Wire) for a [`StringEnum`](super::StringEnum).
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
        impl<S: ::core::convert::AsRef<str>> ::core::convert::From<S> for $name {
            #[inline]
            fn from(value: S) -> Self {
                $crate::runtime::codec::StringEnum::from_wire(value.as_ref().into())
            }
        }
        impl $name {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::runtime::codec::StringEnums::text(self)
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        $crate::runtime::codec::common!($name);
    };
}

/// What all kinds share.
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

#[allow(unused_imports)]
pub(crate) use {
    bare_setters, common, default, record, setters, string_enum, union, union_from, union_text,
};
