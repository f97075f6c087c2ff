//! The macros that turn a generated table into the impl behind a type.
//!
//! A generated file declares its struct or enum in plain Rust and then says in a table, a line for each property,
//! value or case, how it stands in JSON. What the table means is said here, once.

#![allow(unused_macros)] // a crate may have no type of one kind

/// The properties of a struct, by how they are held; the number is the property's own, the text its name in JSON.
///
/// - `constant`: always this text; there is no field. Behind `|` other names of it, which are kept as they came.
/// - `required`: a field `T`. `nullable`: a field `Option<T>` that is sent as `null` when `None`.
/// - `optional`: a field `Option<T>` that is left out when `None`.
/// - `secret required`, `secret optional`: the same, hidden in debug output.
/// - `additional`: the field that takes all other properties.
macro_rules! record_table {
    ($name:ident {
        $(constant $const_index:literal $const_wire:literal = $value:literal $(| $alias:literal)*;)*
        $(required $req_index:literal $req:ident $req_wire:literal;)*
        $(required_secret $reqs_index:literal $reqs:ident $reqs_wire:literal;)*
        $(nullable $null_index:literal $null:ident $null_wire:literal;)*
        $(optional $opt_index:literal $opt:ident $opt_wire:literal;)*
        $(optional_secret $opts_index:literal $opts:ident $opts_wire:literal;)*
        $(additional $additional:ident;)?
    }) => {
        impl $crate::runtime::codec::Record for $name {
            const NAME: &'static str = stringify!($name);
            const REQUIRED: &'static [(usize, &'static str)] = &[
                $(($const_index, $const_wire),)*
                $(($req_index, $req_wire),)*
                $(($reqs_index, $reqs_wire),)*
                $(($null_index, $null_wire),)*
            ];
            #[inline]
            fn blank() -> Self {
                Self {
                    $($req: $crate::runtime::codec::blank(),)*
                    $($reqs: $crate::runtime::codec::blank(),)*
                    $($null: None,)*
                    $($opt: None,)*
                    $($opts: None,)*
                    $($additional: $crate::runtime::codec::BTreeMap::new(),)?
                    extra: $crate::runtime::codec::Extra::default(),
                }
            }
            #[inline]
            fn extra_mut(&mut self) -> &mut $crate::runtime::codec::Extra {
                &mut self.extra
            }
            #[inline(always)] // into the one loop that calls it
            fn decode<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                slot: $crate::runtime::codec::Slot<'_, 'de, A>,
            ) {
                match slot.key {
                    $($const_wire => $crate::runtime::codec::constant!(slot $const_index $value $($alias)*),)*
                    $($req_wire => slot.plain($req_index, &mut self.$req),)*
                    $($reqs_wire => slot.plain($reqs_index, &mut self.$reqs),)*
                    $($null_wire => slot.nullable($null_index, &mut self.$null),)*
                    $($opt_wire => slot.option($opt_index, &mut self.$opt),)*
                    $($opts_wire => slot.option($opts_index, &mut self.$opts),)*
                    _ => $crate::runtime::codec::record_rest!(slot $(self $additional)?),
                }
            }
            #[allow(unused_variables)] // a record may have no property at all
            fn encode<M: ::serde::ser::SerializeMap>(
                &self,
                to: &mut $crate::runtime::codec::Encoder<'_, M>,
            ) {
                $(to.constant($const_index, $const_wire, $value);)*
                $(to.plain($req_index, $req_wire, &self.$req);)*
                $(to.secret($reqs_index, $reqs_wire, &self.$reqs);)*
                $(to.nullable($null_index, $null_wire, &self.$null);)*
                $(to.option($opt_index, $opt_wire, &self.$opt);)*
                $(to.secret_option($opts_index, $opts_wire, &self.$opts);)*
                $(to.additional(&self.$additional);)?
            }
        }
        $crate::runtime::codec::record!($name);
    };
}

/// Reads a constant that may have other names.
macro_rules! constant {
    ($slot:ident $index:literal $value:literal) => {
        $slot.constant($index, $value)
    };
    ($slot:ident $index:literal $value:literal $($alias:literal)+) => {
        $slot.constant_or_alias($index, $value, &[$($alias),+])
    };
}

/// What becomes of a property that the table does not name.
macro_rules! record_rest {
    ($slot:ident) => {
        $slot.undeclared()
    };
    ($slot:ident $record:ident $field:ident) => {
        $slot.additional(&mut $record.$field)
    };
}

/// The values of a string enum: variant and text.
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

/// The cases of a union, and what JSON each of them is. Of several cases on a line, the one that fits best.
///
/// - `cases`: all that carry a value. `literal`: one that is exactly this text.
/// - `object "a" | "b"`: objects whose tag is one of these. `untagged`: objects without a tag.
/// - `array`, `string`, `number`, `boolean`, `null`: JSON of that type.
macro_rules! union_table {
    ($name:ident $(by $tag:literal)? {
        cases $($case:ident)*;
        $(literal $literal:ident $literal_wire:literal;)*
        $(object $($value:literal)|+ => $($object:ident)|+;)*
        $(untagged => $($untagged:ident)|+;)?
        $(array => $($array:ident)|+;)?
        $(string => $string:ident;)?
        $(number => $($number:ident)|+;)?
        $(boolean => $boolean:ident;)?
        $(null => $null:ident;)?
    }) => {
        impl $crate::runtime::codec::Union for $name {
            const NAME: &'static str = stringify!($name);
            $(const TAG: Option<&'static str> = Some($tag);)?
            fn object<'de, A: ::serde::de::MapAccess<'de>>(
                entries: $crate::runtime::codec::Entries<'de, A>,
            ) -> Result<Self, A::Error> {
                match entries.tag() {
                    $($(Some($value))|+ => $crate::runtime::codec::fit!(entries $($object)+),)*
                    $(None => $crate::runtime::codec::fit!(entries $($untagged)+),)?
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
                    $($literal_wire => return Some(Self::$literal),)*
                    _ => {}
                }
                $(return $crate::runtime::codec::from_string(value).map(Self::$string);)?
                #[allow(unreachable_code)]
                None
            }
            $(
                #[inline]
                fn number(value: &$crate::runtime::codec::Number) -> Option<Self> {
                    None$(.or_else(|| $crate::runtime::codec::from_number(value).map(Self::$number)))+
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
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$case(value) => value.serialize(to),)*
                    $(Self::$literal => to.serialize_str($literal_wire),)*
                    Self::Unknown(value) => value.serialize(to),
                }
            }
        }
        $crate::runtime::codec::union!($name);
    };
}

/// Reads the one case there is, or the one that fits best.
macro_rules! fit {
    ($from:ident $only:ident) => {
        $from.read().map(Self::$only)
    };
    ($from:ident $($several:ident)+) => {
        $from.best_fit(&[$(|case| case.is(Self::$several)),+])
    };
}

/// Files of types, each with the types in it, and what compiles them.
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

#[allow(unused_imports)]
pub(crate) use {constant, fit, modules, record_rest, record_table, string_table, union_table};
