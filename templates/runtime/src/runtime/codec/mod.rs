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

#[cfg(feature = "closed-enums")]
mod closed_enum;
mod debug;
#[cfg(feature = "unions")]
mod entries;
#[cfg(feature = "formats")]
mod formatted;
#[cfg(feature = "integer-enums")]
mod integer_enum;
mod json;
mod kept;
mod label;
mod markers;
#[cfg(feature = "json-reader")]
mod reader;
mod record;
#[cfg(feature = "string-enums")]
mod string_enum;
mod tables;
mod tree;
#[cfg(feature = "unions")]
mod union;
mod value;

#[cfg(feature = "closed-enums")]
#[allow(unused_imports)] // a crate may have no type of this kind
pub(crate) use self::closed_enum::closed_table;
#[cfg(feature = "closed-enums")]
pub use self::closed_enum::{ClosedEnum, ClosedEnums};
#[cfg(feature = "unions")]
pub use self::entries::Entries;
#[cfg(feature = "formats")]
pub use self::formatted::Formatted;
#[cfg(feature = "integer-enums")]
pub use self::integer_enum::{IntegerEnum, IntegerEnums};
#[cfg(feature = "integer-enums")]
#[allow(unused_imports)] // a crate may have no type of this kind
pub(crate) use self::integer_enum::{
    closed_integer_table, integer_enum, integer_table, integer_values, other_integer,
};
#[cfg(feature = "accumulators")]
pub(crate) use self::json::decode_value;
#[cfg(any(feature = "client", feature = "structured"))]
pub(crate) use self::json::repair_escapes;
pub use self::json::{DecodeError, decode, decode_strict, encode};
#[allow(unused_imports)] // without the client, there are no event streams
pub(crate) use self::json::{Surrogate, lone_surrogates, replace_lone_surrogates};
#[cfg(all(feature = "client", feature = "reported-errors"))]
pub(crate) use self::json::{declared_properties, required_properties, selects_variant};
pub use self::kept::{Extra, Unknown};
#[cfg(feature = "unmodeled")]
pub use self::kept::{Unmodeled, UnmodeledKind, find_unmodeled};
#[doc(hidden)]
#[allow(unused_imports)] // only some helpers use it
pub use self::label::is_label;
#[cfg(feature = "tools")]
pub use self::record::property_json;
pub use self::record::{Bits, Encoder, Record, Records, Slot};
#[cfg(feature = "string-enums")]
pub use self::string_enum::{StringEnum, StringEnums};
#[cfg(feature = "unions")]
pub use self::union::{Fit, Items, Trial, Union, Unions, known_number, known_string};
#[cfg(any(feature = "string-enums", feature = "unions"))]
pub use self::value::StringLike;
pub use self::value::{JsonObject, Kind, Wire, blank, list, map};
#[cfg(feature = "unions")]
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
#[cfg(feature = "unions")]
#[allow(unused_imports)] // a crate may have no type of one kind
pub(crate) use self::tables::{fit, known, union, union_file, union_string, union_table};
#[cfg(feature = "string-enums")]
#[allow(unused_imports)] // a crate may have no type of one kind
pub(crate) use self::tables::{string_enum, string_table};
