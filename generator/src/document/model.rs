//! The tree of JSON values.
//!
//! In: nothing. Out: [`Node`] and what it is made of. Knows no text format.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

use indexmap::IndexMap;

use crate::source::Origin;

/// A JSON value and the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub origin: Origin,
}

/// A JSON value; object keys keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it was written.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Map),
}

/// The members of an object, in document order.
pub type Map = IndexMap<Key, Node>;

/// The name of an object's member and the place of that name. Compares, hashes and looks up by name alone.
#[derive(Clone, Debug)]
pub struct Key {
    /// The name.
    pub text: Box<str>,
    /// Where the name stands.
    pub origin: Origin,
}

/// A JSON number kept as its text, so that no digit is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(pub Box<str>);

impl Number {
    /// The number as a signed 64-bit integer, where it is one exactly.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The number as an unsigned 64-bit integer, where it is one exactly.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The nearest double.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    /// Whether two numbers have the same value, however they are written.
    pub fn same_value(&self, other: &Number) -> bool {
        if self == other {
            return true;
        }
        match (self.as_i64(), other.as_i64()) {
            (Some(one), Some(two)) => one == two,
            _ => self.as_f64().is_some() && self.as_f64() == other.as_f64(),
        }
    }
}

impl Key {
    /// A name and its place.
    pub fn new(text: impl Into<Box<str>>, origin: Origin) -> Self {
        Self {
            text: text.into(),
            origin,
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl Node {
    /// A value and its place.
    pub fn new(value: Value, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// The member of an object by name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Object(map) => map.get(name),
            _ => None,
        }
    }

    /// The member of an object with its name as it was written.
    pub fn member(&self, name: &str) -> Option<(&Key, &Node)> {
        self.as_object()?.get_key_value(name)
    }

    /// The text of a string node.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The members of an object node.
    pub fn as_object(&self) -> Option<&Map> {
        match &self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// The items of an array node.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Whether two nodes have the same value, wherever they stand. The order of members does not matter.
    pub fn same_value(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Number(one), Value::Number(two)) => one.same_value(two),
            (Value::Array(one), Value::Array(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.same_value(two))
            }
            (Value::Object(one), Value::Object(two)) => {
                one.len() == two.len()
                    && one
                        .iter()
                        .all(|(key, one)| two.get(key).is_some_and(|two| one.same_value(two)))
            }
            (one, two) => one == two,
        }
    }

    /// How many levels of values there are, this one included.
    pub fn depth(&self) -> usize {
        1 + self.value.children().map(Node::depth).max().unwrap_or(0)
    }

    /// How many values there are, this one included.
    pub fn weight(&self) -> usize {
        1 + self.value.children().map(Node::weight).sum::<usize>()
    }
}

impl Value {
    /// What kind of value it is, with its article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The values directly inside of this one.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        let (items, members) = match self {
            Value::Array(items) => (Some(items), None),
            Value::Object(map) => (None, Some(map)),
            _ => (None, None),
        };
        items
            .into_iter()
            .flatten()
            .chain(members.into_iter().flat_map(Map::values))
    }
}
