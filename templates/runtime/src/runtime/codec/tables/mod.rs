//! The macros that turn a generated table into the impl of a type.
//!
//! A generated file declares its struct or enum in plain Rust, followed by a table with one line for each property,
//! value or variant that describes its JSON. This module defines the meaning of the tables.

#![allow(unused_macros)] // a crate may have no type of one kind

mod impls;

#[cfg(feature = "string-enums")]
#[allow(unused_imports)] // the same
pub(crate) use self::impls::string_enum;
#[allow(unused_imports)] // a crate may have no type of one kind
pub(crate) use self::impls::{
    common, constructor, default, initial, json_argument, record, response, set, setters, strings,
    wire_name,
};
#[cfg(feature = "unions")]
#[allow(unused_imports)] // the same
pub(crate) use self::impls::{union, union_file, union_string};

/// The properties of a struct in document order, each with its field and its name in JSON.
///
/// - `constant`: always this value, without a field. Values after `|` are alternative names, kept as received. // only with `constants`
/// - `required`: a field `T`. `nullable`: a field `Option<T>`, sent as `null` when `None`.
/// - `optional`: a field `Option<T>`, omitted when `None`.
/// - `required_secret`, `optional_secret`: like `required` and `optional`, but hidden in debug output.
/// - `additional`: the field for all other properties. // only with `maps`
///
/// `Name as response` adds a method for the ID of its request. `Name: Default` implements `Default` with no field set.
/// `Name: Default by new` implements it as `Name::new()`.
macro_rules! record_table {
    ($name:ident $(as $response:ident)? $(: $default:ident $(by $new:ident)?)? {$(
        $(constant $const:ident $const_wire:literal = $value:literal $(| $alias:literal)*)? // only with `constants`
        $(required $req:ident $req_wire:literal)?
        $(required_secret $reqs:ident $reqs_wire:literal)?
        $(nullable $null:ident $null_wire:literal)?
        $(optional $opt:ident $opt_wire:literal)?
        $(optional_secret $opts:ident $opts_wire:literal)?
        $(additional $additional:ident)? // only with `maps`
    ;)*}) => {
        impl $crate::runtime::codec::Record for $name {
            const NAME: &'static str = stringify!($name);
            const PROPERTIES: &'static [(&'static str, bool)] = &[$(
                $(($const_wire, true),)? // only with `constants`
                $(($req_wire, true),)?
                $(($reqs_wire, true),)?
                $(($null_wire, true),)?
                $(($opt_wire, false),)?
                $(($opts_wire, false),)?
            )*];
            #[inline]
            fn blank() -> Self {
                Self {
                    $(
                        $($req: $crate::runtime::codec::blank(),)?
                        $($reqs: $crate::runtime::codec::blank(),)?
                        $($null: None,)?
                        $($opt: None,)?
                        $($opts: None,)?
                        $($additional: $crate::runtime::codec::BTreeMap::new(),)? // only with `maps`
                    )*
                    extra: $crate::runtime::codec::Extra::default(),
                }
            }
            #[inline]
            fn extra_mut(&mut self) -> &mut $crate::runtime::codec::Extra {
                &mut self.extra
            }
            #[allow(unused_variables)] // a record may have no properties
            #[inline(always)] // into the only loop that calls it
            fn decode<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                slot: &mut $crate::runtime::codec::Slot<'_, 'de, A>,
            ) {
                $(
                    $(slot.constant($const_wire, $value, &[$($alias),*]);)? // only with `constants`
                    $(slot.required($req_wire, &mut self.$req);)?
                    $(slot.required($reqs_wire, &mut self.$reqs);)?
                    $(slot.nullable($null_wire, &mut self.$null);)?
                    $(slot.optional($opt_wire, &mut self.$opt);)?
                    $(slot.optional($opts_wire, &mut self.$opts);)?
                    $(slot.additional(&mut self.$additional);)? // only with `maps`
                )*
            }
            #[allow(unused_variables)] // a record may have no properties
            fn encode<M: ::serde::ser::SerializeMap>(
                &self,
                to: &mut $crate::runtime::codec::Encoder<'_, M>,
            ) {
                $(
                    $(to.constant($const_wire, $value);)? // only with `constants`
                    $(to.required($req_wire, &self.$req);)?
                    $(to.required_secret($reqs_wire, &self.$reqs);)?
                    $(to.nullable($null_wire, &self.$null);)?
                    $(to.optional($opt_wire, &self.$opt);)?
                    $(to.optional_secret($opts_wire, &self.$opts);)?
                    $(to.additional(&self.$additional);)? // only with `maps`
                )*
            }
        }
        $crate::runtime::codec::record!($name);
        $($crate::runtime::codec::default!($name $default $($new)?);)?
        $($crate::runtime::codec::response!($name $response);)?
    };
}

/// The values of a string enum: variant and string.
#[cfg(feature = "string-enums")]
macro_rules! string_table {
    ($name:ident { $($variant:ident $wire:literal;)* }) => {
        impl $crate::runtime::codec::StringEnum for $name {
            const NAME: &'static str = stringify!($name);
            const VALUES: &'static [&'static str] = &[$($wire),*];
            #[inline]
            fn from_wire(value: $crate::runtime::codec::Cow<'_, str>) -> Self {
                match value.as_ref() {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(value.into_owned()),
                }
            }
            #[inline]
            fn to_wire(&self) -> Result<&'static str, &str> {
                match self {
                    $(Self::$variant => Ok($wire),)*
                    Self::Unknown(value) => Err(value),
                }
            }
        }
        $crate::runtime::codec::string_enum!($name);
    };
}

/// The variants of a union, and the JSON of each.
///
/// - `by`: the property that discriminates objects by a string, `by_literal` by a number or a boolean.
/// - `variant`: a variant that carries a value. `literal`: a variant that is exactly this string.
/// - `from`: a type that converts into a variant.
/// - `object "a" | "b"`: objects whose tag has one of these values. `untagged`: objects without a tag. `other`: objects
///   with any other tag.
/// - `array`, `string`, `number`, `boolean`, `null`: JSON of that type.
///
/// - `response`: the variants that are objects, for a union that is a response.
///
/// If a line lists several variants, the best match is chosen.
#[cfg(feature = "unions")]
macro_rules! union_table {
    ($name:ident $(by $tag:literal)? $(by_literal $literal_tag:literal)? {
        $($(variant $variant:ident)? $(literal $literal:ident $literal_wire:literal)?;)*
        $(from $from:ty => $into:ident;)*
        $(object $($value:literal)|+ => $($object:ident)|+;)*
        $(untagged => $($untagged:ident)|+;)?
        $(other => $($other:ident)|+;)?
        $(array => $($array:ident)|+;)?
        $(string => $string:ident $(| $other_string:ident)*;)?
        $(number => $number:ident $(| $other_number:ident)*;)?
        $(boolean => $boolean:ident;)?
        $(null => $null:ident;)?
        $(response => $($response:ident)|+;)?
    }) => {
        impl $crate::runtime::codec::Union for $name {
            const NAME: &'static str = stringify!($name);
            $(const TAG: Option<&'static str> = Some($tag);)?
            $(const LITERAL_TAG: Option<&'static str> = Some($literal_tag);)?
            fn object<'de, A: ::serde::de::MapAccess<'de>>(
                mut entries: $crate::runtime::codec::Entries<'de, A>,
            ) -> Result<Self, A::Error> {
                let literal = entries.literal(Self::LITERAL_TAG)?;
                #[allow(unreachable_patterns)]
                match literal.as_deref().or_else(|| entries.tag()) {
                    $($(Some($value))|+ => $crate::runtime::codec::fit!(entries $($object)+),)*
                    $(None => $crate::runtime::codec::fit!(entries $($untagged)+),)?
                    $(_ => $crate::runtime::codec::fit!(entries $($other)+),)?
                    _ => entries.unknown(),
                }
            }
            $(
                fn array<'de, A: ::serde::de::SeqAccess<'de>>(
                    items: $crate::runtime::codec::Items<A>,
                ) -> Result<Self, A::Error> {
                    $crate::runtime::codec::fit!(items $($array)+)
                }
            )?
            #[allow(unused_variables)]
            #[inline]
            fn string(value: $crate::runtime::codec::Cow<'_, str>) -> Option<Self> {
                match value.as_ref() {
                    $($($literal_wire => return Some(Self::$literal),)?)*
                    _ => {}
                }
                $(
                    $crate::runtime::codec::known!(known_string &value => $string $($other_string)*);
                    return $crate::runtime::codec::from_string(value).map(Self::$string);
                )?
                #[allow(unreachable_code)]
                None
            }
            $(
                #[inline]
                fn number(value: &$crate::runtime::codec::Number) -> Option<Self> {
                    $crate::runtime::codec::known!(known_number value => $number $($other_number)*);
                    $crate::runtime::codec::from_number(value).map(Self::$number)
                        $(.or_else(|| $crate::runtime::codec::from_number(value).map(Self::$other_number)))*
                }
            )?
            $(
                #[inline]
                fn boolean(value: bool) -> Option<Self> {
                    $crate::runtime::codec::from_boolean(value).map(Self::$boolean)
                }
            )?
            $(
                #[inline]
                fn null() -> Option<Self> {
                    $crate::runtime::codec::from_null().map(Self::$null)
                }
            )?
            #[inline]
            fn unknown(unknown: $crate::runtime::codec::Unknown) -> Self {
                Self::Unknown(unknown)
            }
            #[inline]
            fn as_unknown(&self) -> Option<&$crate::runtime::codec::Unknown> {
                match self {
                    Self::Unknown(unknown) => Some(unknown),
                    _ => None,
                }
            }
            $(
                #[inline]
                fn response_data(&mut self) -> Option<&mut $crate::runtime::codec::Extra> {
                    match self {
                        $(Self::$response(value) => {
                            $crate::runtime::codec::Wire::response_data(value)
                        })+
                        _ => None,
                    }
                }
            )?
        }
        $(
            impl $name {
                /// Returns the ID of the request in the logs of the service, if this is a response.
                #[inline]
                pub fn request_id(&self) -> Option<&str> {
                    match self {
                        $(Self::$response(value) => value.request_id(),)+
                        _ => None,
                    }
                }
            }
        )?
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(
                        $(Self::$variant(value) => value.serialize(to),)?
                        $(Self::$literal => to.serialize_str($literal_wire),)?
                    )*
                    Self::Unknown(value) => value.serialize(to),
                }
            }
        }
        $crate::runtime::codec::union!($name);
        $(
            impl ::core::convert::From<$from> for $name {
                #[inline]
                fn from(value: $from) -> Self {
                    Self::$into(value.into())
                }
            }
        )*
    };
}

/// Reads the only variant, or the best match.
#[cfg(feature = "unions")]
macro_rules! fit {
    ($from:ident $only:ident) => {
        $from.read().map(Self::$only)
    };
    ($from:ident $($several:ident)+) => {
        $from.best_fit(&[$(|variant| variant.is(Self::$several)),+])
    };
}

/// Returns the first of several variants that lists a value.
#[cfg(feature = "unions")]
macro_rules! known {
    ($read:ident $value:expr => $only:ident) => {};
    ($read:ident $value:expr => $($several:ident)+) => {
        $(
            if let Some(known) = $crate::runtime::codec::$read($value, Self::$several) {
                return Some(known);
            }
        )+
    };
}

/// The files of types, each with its types and the features that enable them.
macro_rules! modules {
    (#[$features:meta] $($module:ident: $($name:ident)+;)+) => {$(
        #[$features]
        mod $module;
        #[$features]
        pub use $module::{$($name),+};
    )+};
    ($($module:ident: $($name:ident)+;)+) => {$(
        mod $module;
        pub use $module::{$($name),+};
    )+};
}

#[cfg(feature = "string-enums")]
#[allow(unused_imports)]
pub(crate) use string_table;
#[cfg(feature = "unions")]
#[allow(unused_imports)]
pub(crate) use {fit, known, union_table};
#[allow(unused_imports)]
pub(crate) use {modules, record_table};
