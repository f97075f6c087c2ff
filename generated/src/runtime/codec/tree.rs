//! A deserializer over JSON that is in memory, which can give the same value twice.
//!
//! To the types it looks like any other format, except where a record or a union asks for itself by token: then,
//! if damage is to be contained, it answers with a sequence: the value, and, after that has failed, its JSON; the
//! latter only if they may keep all of it.

use serde::de::{Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::branches::{TreeEntries, TreeItems, Twice};
use super::error::TreeError;
use super::{numbers, token};

/// A place in the tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    json: Json<'t>,
    mode: Mode,
}

#[derive(Clone, Copy)]
enum Json<'t> {
    /// Text that is part of no tree.
    Text(&'t str),
    Tree(&'t Value),
}

/// Who keeps what does not fit at this place.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// Nobody, nor further down.
    Plain,
    /// Whoever asked: it is being tried. Further down each place keeps its own.
    Tried,
    /// The union or record at this place, the latter only its fields.
    Field,
    /// The union or record at this place, the latter also all of itself.
    Item,
}

impl<'t> Node<'t> {
    /// What does not fit fails.
    pub(super) fn plain(json: &'t Value) -> Self {
        Self {
            json: Json::Tree(json),
            mode: Mode::Plain,
        }
    }

    /// The same, for a string.
    pub(super) fn text(text: &'t str) -> Self {
        Self {
            json: Json::Text(text),
            mode: Mode::Plain,
        }
    }

    /// What does not fit is kept as far in as possible.
    pub(super) fn tolerant(json: &'t Value) -> Self {
        Self {
            json: Json::Tree(json),
            mode: Mode::Field,
        }
    }

    /// The same, but not by the type that is asked for itself: it is to say whether it fits.
    pub(super) fn tried(json: &'t Value) -> Self {
        Self {
            json: Json::Tree(json),
            mode: Mode::Tried,
        }
    }

    /// An item of this list.
    pub(super) fn item(self, json: &'t Value) -> Self {
        self.below(json, Mode::Item)
    }

    /// A member of this object.
    pub(super) fn member(self, json: &'t Value) -> Self {
        self.below(json, Mode::Field)
    }

    /// The same place, not kept by whoever asked, or no longer contained at all.
    pub(super) fn again(self, as_trial: bool) -> Self {
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
        }
    }
}

/// Asked for one sort of number, a number knows best how to give it.
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
            Json::Tree(Value::Object(object)) => visitor.visit_map(TreeEntries::new(self, object)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self.json {
            Json::Tree(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TreeError> {
        let may_keep = match (name, self.mode) {
            (token::UNION, Mode::Field | Mode::Item) | (token::RECORD, Mode::Item) => true,
            (token::UNION, Mode::Tried) | (token::RECORD, Mode::Field) => false,
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
        // An enum of the user's own: nothing inside of it can keep damage, hence serde_json does.
        match self.json {
            Json::Text(text) => visitor.visit_enum(text.into_deserializer()),
            Json::Tree(json) => json
                .deserialize_enum(name, variants, visitor)
                .map_err(from_serde_json),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TreeError> {
        match self.json {
            // It could come as an object otherwise.
            Json::Tree(Value::Number(number)) => Err(numbers::unexpected(number, &visitor)),
            _ => self.deserialize_any(visitor),
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
