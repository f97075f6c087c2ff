//! Lossless decoding and encoding.
//!
//! Each generated type describes itself in one small impl ([`Record`], [`Union`], [`StringEnum`]); all logic is in
//! this module. Data that a type does not declare is kept alongside it ([`Extra`], [`Unknown`]) and written back.
//! There are two entry points:
//!
//! - any serde format, streaming: a tagged union enters its variant as soon as the tag is read;
//! - [`decode`], for JSON bytes: streams too, and after a mismatch decodes again from a tree, which contains the
//!   mismatch where it occurs.
//!
//! Depends on serde and `serde_json`; must not depend on HTTP or on any particular API.

mod debug;
mod entries;
mod integer_enum;
mod json;
mod kept;
mod label;
mod markers;
mod reader;
mod record;
mod string_enum;
mod tables;
mod tree;
mod union;
mod value;

pub use self::entries::Entries;
pub use self::integer_enum::{IntegerEnum, IntegerEnums};
#[allow(unused_imports)] // a crate may have no type of this kind
pub(crate) use self::integer_enum::{
    closed_integer_table, integer_enum, integer_table, integer_values, other_integer,
};
pub(crate) use self::json::decode_value;
pub(crate) use self::json::repair_escapes;
pub use self::json::{DecodeError, decode, decode_strict, encode};
#[allow(unused_imports)] // without the client, there are no event streams
pub(crate) use self::json::{Surrogate, lone_surrogates, replace_lone_surrogates};
#[cfg(feature = "client")]
pub(crate) use self::json::{declared_properties, required_properties, selects_variant};
pub use self::kept::{Extra, Unknown};
pub use self::kept::{Unmodeled, UnmodeledKind, find_unmodeled};
#[doc(hidden)]
#[allow(unused_imports)] // only some helpers use it
pub use self::label::is_label;
pub use self::record::property_json;
pub use self::record::{Bits, Encoder, Record, Records, Slot};
pub use self::string_enum::{StringEnum, StringEnums};
pub use self::union::{Fit, Items, Trial, Union, Unions, known_number, known_string};
pub use self::value::StringLike;
pub use self::value::{JsonObject, Kind, Wire, blank, list, map};
pub use self::value::{from_boolean, from_null, from_number, from_string};

use self::value::numbers;

#[allow(unused_imports)] // without the client, no other code writes numbers
pub(crate) use self::numbers::KEY as NUMBER_KEY;

#[doc(hidden)]
pub use self::debug::fmt as debug;

// The items that generated files use, so that one `use` suffices.
pub use serde::de::{MapAccess, SeqAccess};
pub use serde::ser::SerializeMap;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::{Number, Value};
pub use std::borrow::Cow;
pub use std::collections::BTreeMap;

#[allow(unused_imports)] // a crate may have no type of one kind
pub(crate) use self::tables::{
    common, constructor, default, initial, json_argument, modules, record, record_table, response,
    set, setters, strings, wire_name,
};
#[allow(unused_imports)] // a crate may have no type of one kind
pub(crate) use self::tables::{fit, known, union, union_file, union_string, union_table};
#[allow(unused_imports)] // a crate may have no type of one kind
pub(crate) use self::tables::{string_enum, string_table};
