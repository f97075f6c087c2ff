//! Functions that change a tree.

use crate::document::{Key, Map, Node, Value, parse_pointer};

/// Returns the object at a key. If it is missing, an empty object with the location of `like` is inserted.
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

/// Returns the array at a key. If it is missing, an empty array with the location of `like` is inserted.
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

/// Removes the node at a pointer from its object or array, and returns it.
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
