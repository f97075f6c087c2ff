//! Helper functions that read, create and change [`Node`]s. Independent of OpenAPI.

use std::collections::HashSet;

use crate::document::{Key, Map, Node, Value};
use crate::source::Origin;

/// Creates a key.
pub(super) fn key(text: &str, origin: Origin) -> Key {
    Key::new(text, origin)
}

/// Creates a node.
pub(super) fn node(value: Value, origin: Origin) -> Node {
    Node::new(value, origin)
}

/// Creates a string.
pub(super) fn string(text: impl Into<String>, origin: Origin) -> Node {
    node(Value::String(text.into()), origin)
}

/// Creates an object with one field.
pub(super) fn single(name: &str, value: Node, origin: Origin) -> Node {
    let mut map = Map::default();
    map.insert(key(name, origin), value);
    node(Value::Object(map), origin)
}

/// Creates an object with only a `$ref`.
pub(super) fn reference(target: impl Into<String>, origin: Origin) -> Node {
    single("$ref", string(target, origin), origin)
}

/// Sets a field; an existing field keeps its position.
pub(super) fn put(map: &mut Map, name: &str, value: Value, origin: Origin) {
    map.insert(key(name, origin), node(value, origin));
}

/// Inserts a new field at a position, or at the end if there are fewer fields.
pub(super) fn insert_at(map: &mut Map, position: usize, name: &str, node: Node) {
    let key = key(name, node.origin);
    map.shift_insert(position.min(map.len()), key, node);
}

/// Removes and returns a field; the others keep their order.
pub(super) fn take(map: &mut Map, name: &str) -> Option<Node> {
    map.shift_remove(name)
}

/// Removes an array and returns its items; a field of another type is not changed.
pub(super) fn take_array(map: &mut Map, name: &str) -> Option<(Vec<Node>, Origin)> {
    if !matches!(map.get(name)?.value, Value::Array(_)) {
        return None;
    }
    let array = map.shift_remove(name)?;
    match array.value {
        Value::Array(items) => Some((items, array.origin)),
        _ => None,
    }
}

/// Returns the fields of an object, mutably.
pub(super) fn object_mut(node: &mut Node) -> Option<&mut Map> {
    match &mut node.value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

/// Returns the value of a string field.
pub(super) fn text<'m>(map: &'m Map, name: &str) -> Option<&'m str> {
    map.get(name)?.as_str()
}

/// Whether a field is `true`.
pub(super) fn is_true(map: &Map, name: &str) -> bool {
    matches!(
        map.get(name),
        Some(Node {
            value: Value::Bool(true),
            ..
        })
    )
}

/// Returns the child of a node by a reference token of a JSON pointer.
pub(super) fn child<'n>(node: &'n Node, token: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Object(map) => map.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Returns the target of an object that has only a `$ref`.
pub(super) fn bare_reference(node: &Node) -> Option<&str> {
    let map = node.as_object()?;
    if map.len() == 1 {
        text(map, "$ref")
    } else {
        None
    }
}

/// Removes duplicates; the order is that of the first occurrences.
pub(super) fn distinct(values: Vec<Node>) -> Vec<Node> {
    let mut strings: HashSet<String> = HashSet::new();
    let mut kept: Vec<Node> = Vec::with_capacity(values.len());
    for value in values {
        let is_new = match &value.value {
            Value::String(text) => strings.insert(text.clone()),
            _ => !kept.iter().any(|other| other.same_value(&value)),
        };
        if is_new {
            kept.push(value);
        }
    }
    kept
}
