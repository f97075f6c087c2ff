//! A deserializer over JSON that is in memory, which can give the same value twice.
//!
//! To the types it looks like any other format, except where a record or a union asks for itself by token: then,
//! if damage is to be contained, it answers with a sequence: the value, and, after that has failed, its JSON; the
//! latter only if they may keep all of it.

use std::borrow::Cow;
use std::slice;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Value, map};

use super::error::TreeError;
use super::held::Held;
use super::token;

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

    /// A place below this one that `mode` would serve if damage is contained.
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
            Json::Tree(Value::Array(items)) => visitor.visit_seq(TreeItems {
                list: self,
                items,
                next: 0,
            }),
            Json::Tree(Value::Object(object)) => visitor.visit_map(TreeEntries {
                rest: Entries::Tree(self, object.iter()),
                current: None,
            }),
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
        visitor.visit_seq(Twice {
            node: self,
            may_keep,
            tried: false,
        })
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

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn from_serde_json(error: serde_json::Error) -> TreeError {
    TreeError::custom(error)
}

struct TreeItems<'t> {
    list: Node<'t>,
    items: &'t [Value],
    next: usize,
}

impl<'t> SeqAccess<'t> for TreeItems<'t> {
    type Error = TreeError;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, TreeError> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        let at = self.next;
        self.next += 1;
        let node = self.list.below(item, Mode::Item);
        seed.deserialize(node)
            .map(Some)
            .map_err(|error| error.inside(at))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

/// The entries of an object.
pub(super) struct TreeEntries<'t> {
    rest: Entries<'t>,
    /// Stays when its value has been read, so that it can be read again.
    current: Option<(&'t str, Node<'t>)>,
}

enum Entries<'t> {
    /// Those of an object in the tree.
    Tree(Node<'t>, map::Iter<'t>),
    /// Those that were read of an object in search of its tag, and the tag.
    Held {
        head: slice::Iter<'t, (Cow<'t, str>, Held<'t>)>,
        tag: Option<(&'t str, Node<'t>)>,
        contain: bool,
    },
}

impl<'t> Entries<'t> {
    fn next(&mut self) -> Option<(&'t str, Node<'t>)> {
        match self {
            Self::Tree(object, entries) => {
                let (key, value) = entries.next()?;
                Some((key, object.below(value, Mode::Field)))
            }
            Self::Held { head, tag, contain } => match head.next() {
                Some((key, value)) => Some((key, value.node(*contain))),
                None => tag.take(),
            },
        }
    }
}

impl<'t> TreeEntries<'t> {
    /// Those that were read of an object in search of its tag, and the tag.
    pub(super) fn held(
        head: &'t [(Cow<'t, str>, Held<'t>)],
        tag: Option<(&'t str, Node<'t>)>,
        contain: bool,
    ) -> Self {
        let head = head.iter();
        Self {
            rest: Entries::Held { head, tag, contain },
            current: None,
        }
    }
}

impl<'t> MapAccess<'t> for TreeEntries<'t> {
    type Error = TreeError;

    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, TreeError> {
        self.current = self.rest.next();
        match self.current {
            Some((key, _)) => seed
                .deserialize(BorrowedStrDeserializer::new(key))
                .map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, TreeError> {
        let Some((key, node)) = self.current else {
            return Err(TreeError::custom("a value was asked for before its key"));
        };
        seed.deserialize(node).map_err(|error| error.inside(key))
    }
}

/// One node, and then its JSON.
struct Twice<'t> {
    node: Node<'t>,
    may_keep: bool,
    tried: bool,
}

impl<'t> SeqAccess<'t> for Twice<'t> {
    type Error = TreeError;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, TreeError> {
        let mode = match (self.tried, self.may_keep) {
            (false, _) => Mode::Tried,
            (true, true) => Mode::Plain,
            (true, false) => return Ok(None),
        };
        self.tried = true;
        seed.deserialize(Node { mode, ..self.node }).map(Some)
    }
}
