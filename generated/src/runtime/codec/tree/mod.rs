//! A deserializer over an in-memory JSON tree, which can provide the same value twice.
//!
//! To most types it looks like any other format. If a record or a union requests itself by its marker, and mismatches
//! are to be contained, it responds with a sequence: the value and, if that fails, its JSON. The JSON is offered only
//! if the type may keep all of it.

mod access;
mod buffered;
mod error;
mod key;

pub(crate) use self::access::TreeEntries;
pub(crate) use self::buffered::{Buffered, BufferedSeed};
pub(crate) use self::error::TreeError;
pub(crate) use self::error::carry;
pub(crate) use self::error::push_escaped;
pub(crate) use self::key::KeySeed;
pub(crate) use self::key::TagSeed;

use serde::de::IntoDeserializer;
use serde::de::{Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use self::access::{TreeItems, Twice};
use crate::runtime::codec::json::contain;
use crate::runtime::codec::{markers, numbers};

/// A node of the tree.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    json: Json<'t>,
    mode: Mode,
    /// Whether the node belongs to a type of this crate, which keeps data that it cannot represent.
    is_wired: bool,
}

#[derive(Clone, Copy)]
enum Json<'t> {
    /// A string that is not part of a tree.
    Text(&'t str),
    Tree(&'t Value),
}

/// Where a mismatch at this node is kept.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// Nowhere, neither here nor at deeper levels.
    Plain,
    /// In the caller, which tries this type. Deeper nodes keep their own mismatches.
    Tried,
    /// In the union or record at this node. A record keeps only mismatches of its fields.
    Field,
    /// In the union or record at this node. A record may also keep the entire JSON.
    Item,
}

impl<'t> Node<'t> {
    /// Creates a deserializer in which a mismatch is an error.
    pub(crate) fn plain(json: &'t Value) -> Self {
        Self {
            json: Json::Tree(json),
            mode: Mode::Plain,
            is_wired: false,
        }
    }

    /// Like [`plain`](Self::plain), for a string.
    pub(crate) fn text(text: &'t str) -> Self {
        Self {
            json: Json::Text(text),
            mode: Mode::Plain,
            is_wired: false,
        }
    }

    /// Creates a deserializer that keeps mismatches at the innermost level.
    pub(crate) fn tolerant(json: &'t Value) -> Self {
        Self {
            json: Json::Tree(json),
            mode: Mode::Field,
            is_wired: false,
        }
    }

    /// Like [`tolerant`](Self::tolerant), but the requested type itself must report whether it matches.
    pub(crate) fn tried(json: &'t Value) -> Self {
        Self {
            json: Json::Tree(json),
            mode: Mode::Tried,
            is_wired: false,
        }
    }

    /// An item of this list.
    pub(crate) fn item(self, json: &'t Value) -> Self {
        self.below(json, Mode::Item)
    }

    /// A property of this object.
    pub(crate) fn property(self, json: &'t Value) -> Self {
        self.below(json, Mode::Field)
    }

    /// The same node as a trial, or without containing mismatches.
    pub(crate) fn again(self, as_trial: bool) -> Self {
        let mode = if as_trial { Mode::Tried } else { Mode::Plain };
        Self { mode, ..self }
    }

    fn below(self, json: &'t Value, mode: Mode) -> Self {
        Self {
            json: Json::Tree(json),
            mode: if self.mode == Mode::Plain {
                Mode::Plain
            } else {
                mode
            },
            ..self
        }
    }

    /// The same node, as part of a type of this crate.
    pub(crate) fn wired(self) -> Self {
        Self {
            is_wired: true,
            ..self
        }
    }

    /// The text of a value that a tree cannot represent.
    pub(crate) fn text_instead(self) -> Option<&'t str> {
        match self.json {
            Json::Tree(json) => contain::text_of(json),
            Json::Text(_) => None,
        }
    }
}

/// The error for a value that a tree cannot represent.
pub(crate) fn unrepresentable(text: &str) -> TreeError {
    let is_number = !text.starts_with(['{', '[']);
    TreeError::custom(match is_number {
        true => "a number that the type cannot represent",
        false => "nested too deeply",
    })
}

/// Handles every number type alike: the number itself knows which visitor method to call.
macro_rules! to_number {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
            match self.json {
                Json::Tree(Value::Number(number)) => {
                    number.$method(visitor).map_err(from_serde_json)
                }
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = TreeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self.json {
            Json::Text(text) => visitor.visit_borrowed_str(text),
            Json::Tree(Value::String(text)) => visitor.visit_borrowed_str(text),
            Json::Tree(Value::Null) => visitor.visit_unit(),
            Json::Tree(Value::Bool(value)) => visitor.visit_bool(*value),
            Json::Tree(Value::Number(number)) => {
                number.deserialize_any(visitor).map_err(from_serde_json)
            }
            Json::Tree(Value::Array(items)) => visitor.visit_seq(TreeItems::new(self, items)),
            Json::Tree(Value::Object(object)) => match self.text_instead() {
                Some(text) if !self.is_wired => match contain::number_of(text) {
                    Some(number) => number.deserialize_any(visitor).map_err(from_serde_json),
                    None => visitor.visit_borrowed_str(text),
                },
                _ => visitor.visit_map(TreeEntries::new(self, object)),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self.json {
            Json::Tree(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        if name == markers::RECORD || name == markers::UNION {
            self.is_wired = true;
        }
        let may_keep = match (name, self.mode) {
            (markers::UNION, Mode::Field | Mode::Item) | (markers::RECORD, Mode::Item) => true,
            (markers::UNION, Mode::Tried) | (markers::RECORD, Mode::Field) => false,
            (markers::UNION | markers::RECORD, _) => match self.text_instead() {
                Some(text) => return Err(unrepresentable(text)),
                None => return visitor.visit_newtype_struct(self),
            },
            _ => return visitor.visit_newtype_struct(self),
        };
        visitor.visit_seq(Twice::new(self, may_keep))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        // A user-defined enum cannot keep mismatches, so `serde_json` decodes it.
        match self.json {
            Json::Text(text) => visitor.visit_enum(text.into_deserializer()),
            Json::Tree(json) => json
                .deserialize_enum(name, variants, visitor)
                .map_err(from_serde_json),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self.json {
            // `deserialize_any` may present such a number as an object.
            Json::Tree(Value::Number(number)) => Err(numbers::unexpected(number, &visitor)),
            _ => match self.text_instead() {
                Some(text) => Err(unrepresentable(text)),
                None => self.deserialize_any(visitor),
            },
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        self.deserialize_map(visitor)
    }

    to_number! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct identifier ignored_any
    }
}

fn from_serde_json(error: serde_json::Error) -> TreeError {
    TreeError::custom(error)
}
