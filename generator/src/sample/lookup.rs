//! Lookups in the normalized tree.

use crate::document::{Map, Node, Value, from_fragment};

/// Returns the node itself, or the end of its chain of references. Returns `None` for a dangling or circular reference.
pub fn resolved<'d>(root: &'d Node, node: &'d Node) -> Option<&'d Node> {
    let mut node = node;
    let mut followed = Vec::new();
    while let Some(reference) = node.get("$ref").and_then(Node::as_str) {
        if followed.contains(&reference) {
            return None;
        }
        followed.push(reference);
        node = root.at_pointer(&from_fragment(reference)?)?;
    }
    Some(node)
}

/// Returns whether a node is a reference to something that does not exist. Such a schema accepts any JSON.
pub fn is_dangling(root: &Node, node: &Node) -> bool {
    let reference = node.get("$ref").and_then(Node::as_str);
    reference.is_some_and(|reference| {
        from_fragment(reference).is_none_or(|pointer| root.at_pointer(&pointer).is_none())
    })
}

/// Iterates over the entries of an object; nothing for other values.
pub fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let map = node.and_then(Node::as_object);
    let entries = map.into_iter().flat_map(Map::iter);
    entries.map(|(key, node)| (key.text.as_ref(), node))
}

/// Returns the strings in an array.
pub fn strings<'d>(node: &'d Node, key: &str) -> Vec<&'d str> {
    let items = node.get(key).and_then(Node::as_array).unwrap_or_default();
    items.iter().filter_map(Node::as_str).collect()
}

/// Returns whether a value is `true`.
pub fn is_true(node: &Node, key: &str) -> bool {
    node.get(key)
        .is_some_and(|node| node.value == Value::Bool(true))
}
