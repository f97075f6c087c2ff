//! The tree of JSON values: [`Node`] and its parts. It is independent of text formats.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

use indexmap::IndexMap;

use crate::source::Origin;

/// A JSON value with its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it was written.
    pub origin: Origin,
}

/// A JSON value. Objects keep the order of their keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as written.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Map),
}

/// The fields of an object, in document order.
pub type Map = IndexMap<Key, Node>;

/// The name of a field with its origin. Equality, hashing and lookups use only the name.
#[derive(Clone, Debug)]
pub struct Key {
    /// The name.
    pub text: Box<str>,
    /// Where the name was written.
    pub origin: Origin,
}

/// A JSON number, kept as text so that no digit is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(pub Box<str>);

impl Number {
    /// Returns the number as a signed 64-bit integer if it is written as one.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Returns the number as an unsigned 64-bit integer if it is written as one.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// Returns the nearest `f64`, which is infinite if the number is too large.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    /// Whether two numbers have the same value, regardless of their notation.
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
    /// Creates a key.
    pub fn new(text: impl Into<Box<str>>, origin: Origin) -> Self {
        Self {
            text: text.into(),
            origin,
        }
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.text
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
    /// Creates a node.
    pub fn new(value: Value, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// Returns the value of a field, if this is an object with such a field.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Object(map) => map.get(name),
            _ => None,
        }
    }

    /// Returns the key and the value of a field, if this is an object with such a field.
    pub fn field(&self, name: &str) -> Option<(&Key, &Node)> {
        self.as_object()?.get_key_value(name)
    }

    /// Returns the string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the fields, if this is an object.
    pub fn as_object(&self) -> Option<&Map> {
        match &self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// Returns the items, if this is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Whether two nodes have the same value, regardless of their origins and of the order of fields.
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

    /// Returns the number of levels in the tree, including this node.
    pub fn depth(&self) -> usize {
        1 + self.value.children().map(Node::depth).max().unwrap_or(0)
    }

    /// Returns the number of values in the tree, including this node. A long string counts as several.
    pub fn weight(&self) -> usize {
        let own = match &self.value {
            Value::String(text) => 1 + text.len() / 256,
            _ => 1,
        };
        own + self.value.children().map(Node::weight).sum::<usize>()
    }
}

impl Value {
    /// Returns the kind of value with its article, for messages.
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

    /// Iterates over the values of an object or the items of an array.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        let (items, fields) = match self {
            Value::Array(items) => (Some(items), None),
            Value::Object(map) => (None, Some(map)),
            _ => (None, None),
        };
        items
            .into_iter()
            .flatten()
            .chain(fields.into_iter().flat_map(Map::values))
    }
}
