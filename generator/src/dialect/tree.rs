//! Small hands for taking nodes apart and putting them together.
//!
//! In and out: [`Node`]s. Every made node gets the origin of what it was made of. Knows nothing of OpenAPI.

use std::collections::HashSet;

use crate::document::{Key, Map, Node, Value};
use crate::source::Origin;

/// A member's name with a place.
pub(super) fn key(text: &str, origin: Origin) -> Key {
    Key::new(text, origin)
}

/// A node of a value.
pub(super) fn node(value: Value, origin: Origin) -> Node {
    Node::new(value, origin)
}

/// A string node.
pub(super) fn string(text: impl Into<String>, origin: Origin) -> Node {
    node(Value::String(text.into()), origin)
}

/// An object with one member.
pub(super) fn single(name: &str, value: Node, origin: Origin) -> Node {
    let mut map = Map::default();
    map.insert(key(name, origin), value);
    node(Value::Object(map), origin)
}

/// An object with only a `$ref` in it.
pub(super) fn reference(target: impl Into<String>, origin: Origin) -> Node {
    single("$ref", string(target, origin), origin)
}

/// Sets a member; one that is there keeps its position.
pub(super) fn put(map: &mut Map, name: &str, value: Value, origin: Origin) {
    map.insert(key(name, origin), node(value, origin));
}

/// Sets a member that is not there yet at a position, or at the end if there are fewer members.
pub(super) fn insert_at(map: &mut Map, position: usize, name: &str, node: Node) {
    let key = key(name, node.origin);
    map.shift_insert(position.min(map.len()), key, node);
}

/// Removes a member and hands it out; the others keep their order.
pub(super) fn take(map: &mut Map, name: &str) -> Option<Node> {
    map.shift_remove(name)
}

/// Removes an array member and hands out its items; anything else stays where it is.
pub(super) fn take_array(map: &mut Map, name: &str) -> Option<(Vec<Node>, Origin)> {
    if !matches!(map.get(name)?.value, Value::Array(_)) {
        return None;
    }
    let found = map.shift_remove(name)?;
    match found.value {
        Value::Array(items) => Some((items, found.origin)),
        _ => None,
    }
}

/// The members of an object node, to change.
pub(super) fn object_mut(node: &mut Node) -> Option<&mut Map> {
    match &mut node.value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

/// The text of a string member.
pub(super) fn text<'m>(map: &'m Map, name: &str) -> Option<&'m str> {
    map.get(name)?.as_str()
}

/// Whether a member is `true`.
pub(super) fn is_true(map: &Map, name: &str) -> bool {
    matches!(
        map.get(name),
        Some(Node {
            value: Value::Bool(true),
            ..
        })
    )
}

/// The target of an object that is nothing but a `$ref`.
pub(super) fn bare_reference(node: &Node) -> Option<&str> {
    let map = node.as_object()?;
    if map.len() == 1 {
        text(map, "$ref")
    } else {
        None
    }
}

/// The values without repetitions, in the order of their first appearance.
pub(super) fn distinct(values: Vec<Node>) -> Vec<Node> {
    let mut texts: HashSet<String> = HashSet::new();
    let mut kept: Vec<Node> = Vec::with_capacity(values.len());
    for value in values {
        let new = match &value.value {
            Value::String(text) => texts.insert(text.clone()),
            _ => !kept.iter().any(|other| other.same_value(&value)),
        };
        if new {
            kept.push(value);
        }
    }
    kept
}
