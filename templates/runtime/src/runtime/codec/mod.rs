//! Decoding and encoding that lose nothing.
//!
//! Generated types state what they are in one small impl each ([`Record`], [`Union`], [`StringEnum`]); all
//! bodies stand here, once. What a type does not declare is kept beside it ([`Extra`], [`Unknown`]) and written
//! back. There are two ways in:
//!
//! - any serde format, streaming: a tagged union goes on into its case as soon as the tag is read;
//! - [`decode`], for JSON bytes: the same, and when something does not fit, once more over a tree that keeps
//!   the damage where it is.
//!
//! Knows serde and `serde_json`; must not know HTTP or any API.

mod bits;
mod entries;
mod error;
mod extra;
mod fit;
mod held;
mod items;
mod numbers;
mod slot;
mod token;
mod unknown;
mod wire;

mod collections;
mod scalars;

mod encoder;
mod record;
mod string_enum;
mod union;

mod branches;
mod debug;
mod decode;
mod encode;
mod strict;
mod survey;
mod tree;

mod macros;
mod plain;
mod tables;

pub use self::bits::Bits;
pub use self::decode::{DecodeError, decode};
pub use self::encode::encode;
pub use self::encoder::Encoder;
pub use self::entries::Entries;
pub use self::extra::Extra;
pub use self::fit::{Fit, Trial};
pub use self::items::Items;
pub use self::plain::{from_boolean, from_null, from_number, from_string};
pub use self::record::{Record, Records};
pub use self::slot::Slot;
pub use self::strict::decode_strict;
pub use self::string_enum::{StringEnum, StringEnums};
pub use self::survey::{Finding, FindingKind, survey};
pub use self::union::{Union, Unions};
pub use self::unknown::Unknown;
pub use self::wire::{Kind, Wire, blank};

#[allow(unused_imports)] // without the client, nothing else writes numbers
pub(crate) use self::numbers::KEY as NUMBER_KEY;

#[doc(hidden)]
pub use self::debug::fmt as debug;

// What the generated files name, so that they need one `use` only.
pub use serde::de::{MapAccess, SeqAccess};
pub use serde::ser::SerializeMap;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::{Number, Value};
pub use std::borrow::Cow;
pub use std::collections::BTreeMap;

#[allow(unused_imports)] // a crate may have no type of one kind
pub(crate) use self::macros::{
    bare_setters, common, default, record, setters, string_enum, union, union_from, union_text,
};
#[allow(unused_imports)] // the same
pub(crate) use self::tables::{
    constant, fit, modules, record_rest, record_table, string_table, union_table,
};
