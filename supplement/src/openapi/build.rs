//! Functions that create nodes for the output.

use oasmith_core::document::{Key, Map, Node, Number, Value};
use oasmith_core::source::{Origin, SourceId};

use crate::python::Scalar;

/// A node without a location.
pub fn node(value: Value) -> Node {
    Node::new(value, nowhere())
}

/// A string.
pub fn string(text: impl Into<String>) -> Node {
    node(Value::String(text.into()))
}

/// A boolean.
pub fn boolean(value: bool) -> Node {
    node(Value::Bool(value))
}

/// An array.
pub fn array(items: impl IntoIterator<Item = Node>) -> Node {
    node(Value::Array(items.into_iter().collect()))
}

/// An object.
pub fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Node)>) -> Node {
    let member = |(key, value): (K, Node)| (Key::new(key.into(), nowhere()), value);
    node(Value::Object(
        members.into_iter().map(member).collect::<Map>(),
    ))
}

/// Adds a property to an object.
pub fn insert(target: &mut Node, key: &str, value: Node) {
    if let Value::Object(map) = &mut target.value {
        map.insert(Key::new(key, nowhere()), value);
    }
}

/// A constant.
pub fn scalar(value: &Scalar) -> Node {
    match value {
        Scalar::String(text) => string(text.clone()),
        Scalar::Number(text) => node(Value::Number(Number(text.as_str().into()))),
        Scalar::Bool(value) => boolean(*value),
    }
}

/// `{$ref: …}`
pub fn reference(target: &str) -> Node {
    object([("$ref", string(target))])
}

fn nowhere() -> Origin {
    Origin::start_of(SourceId(0))
}
