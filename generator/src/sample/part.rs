//! Where things stand in the normalized tree.

use crate::document::{Node, Value, from_fragment};

/// The node itself, or what it refers to.
pub fn resolved<'d>(root: &'d Node, node: &'d Node) -> Option<&'d Node> {
    let mut node = node;
    // A chain of references is short, and a circle of them has no end.
    for _ in 0..16 {
        match node.get("$ref").and_then(Node::as_str) {
            None => return Some(node),
            Some(reference) => node = target(root, reference)?,
        }
    }
    None
}

/// What a reference within the document leads to.
pub fn target<'d>(root: &'d Node, reference: &str) -> Option<&'d Node> {
    root.at_pointer(&from_fragment(reference)?)
}

/// The texts of a list.
pub fn texts<'d>(node: &'d Node, name: &str) -> Vec<&'d str> {
    let items = node.get(name).and_then(Node::as_array).unwrap_or_default();
    items.iter().filter_map(Node::as_str).collect()
}

/// Whether a member is `true`.
pub fn is_set(node: &Node, name: &str) -> bool {
    node.get(name)
        .is_some_and(|node| node.value == Value::Bool(true))
}
