//! Moves nodes to the components.
//!
//! Input: the document, and a component for each pointer. Output: the nodes are components, and references replace them.

use std::collections::BTreeMap;

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::component::Component;

/// Moves nodes, innermost first, so that the remaining pointers stay valid.
pub(super) fn hoist(root: &mut Node, components: BTreeMap<String, Component<'_>>) {
    let mut components: Vec<_> = components.into_iter().collect();
    components.sort_by_key(|(pointer, _)| std::cmp::Reverse(pointer.len()));
    for (pointer, component) in components {
        if let Some(node) = take(root, &pointer, &component) {
            insert(root, &component, node);
        }
    }
}

/// Replaces a node with a reference to the component, and returns the node.
fn take(root: &mut Node, pointer: &str, component: &Component<'_>) -> Option<Node> {
    let node = root.at_pointer_mut(pointer)?;
    let origin = node.origin;
    let mut node = std::mem::replace(node, tree::reference(component.reference(), origin));
    if let Value::Object(map) = &mut node.value {
        tree::put(
            map,
            "x-hoisted-from",
            Value::String(pointer.to_owned()),
            origin,
        );
    }
    Some(node)
}

/// Adds a component.
pub(super) fn insert(root: &mut Node, component: &Component<'_>, node: Node) {
    let origin = node.origin;
    let section = object_field(root, "components")
        .and_then(|components| object_field(components, component.section))
        .and_then(tree::object_mut);
    if let Some(section) = section {
        section.insert(tree::key(&component.name, origin), node);
    }
}

/// Returns an object in a field, which is created if it does not exist.
fn object_field<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let origin = node.origin;
    let map = tree::object_mut(node)?;
    Some(
        map.entry(tree::key(name, origin))
            .or_insert_with(|| tree::node(Value::Object(Map::default()), origin)),
    )
}
