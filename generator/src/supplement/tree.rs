//! Nodes of a tree that is changed.

use crate::document::{Key, Map, Node, Value, parse_pointer};

/// The object at a key, added empty if it is missing; its location is that of `like`.
pub(super) fn object_at<'n>(node: &'n mut Node, key: &str, like: &Node) -> Option<&'n mut Map> {
    let Value::Object(map) = &mut node.value else {
        return None;
    };
    let empty = || Node::new(Value::Object(Map::new()), like.origin);
    let entry = map.entry(Key::new(key, like.origin)).or_insert_with(empty);
    match &mut entry.value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

/// The array at a key, added empty if it is missing; its location is that of `like`.
pub(super) fn array_at<'n>(
    node: &'n mut Node,
    key: &str,
    like: &Node,
) -> Option<&'n mut Vec<Node>> {
    let Value::Object(map) = &mut node.value else {
        return None;
    };
    let empty = || Node::new(Value::Array(Vec::new()), like.origin);
    let entry = map.entry(Key::new(key, like.origin)).or_insert_with(empty);
    match &mut entry.value {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

/// Takes the node at a pointer out of its object or array.
pub(super) fn remove(root: &mut Node, pointer: &str) -> Option<Node> {
    let (parent, _) = pointer.rsplit_once('/')?;
    let last = parse_pointer(pointer)?.pop()?.into_owned();
    match &mut root.at_pointer_mut(parent)?.value {
        Value::Object(map) => map.shift_remove(last.as_str()),
        Value::Array(items) => {
            let index = last.parse::<usize>().ok()?;
            (index < items.len()).then(|| items.remove(index))
        }
        _ => None,
    }
}

/// Whether an object or array has no entries.
pub(super) fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Object(map) => map.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
