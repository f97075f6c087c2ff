//! The untyped document: a tree of JSON values whose every node knows where it was written.
//!
//! In: a [`SourceFile`](crate::source::SourceFile). Out: [`Node`]. Knows YAML and JSON, nothing of OpenAPI.

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

    /// The nearest double.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
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
    /// The member of an object by name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Object(map) => map.get(name),
            _ => None,
        }
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
}
