//! Moves nodes from where they stand into the components.
//!
//! In: the document and, for each pointer, a section and a name. Out: the node as a component, a reference in its place.

use std::collections::BTreeMap;

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::{component_reference, target};

/// Moves all, the innermost first, so that no pointer is moved away under another.
pub(super) fn all(root: &mut Node, moves: BTreeMap<String, (&'static str, String)>) {
    let mut moves: Vec<_> = moves.into_iter().collect();
    moves.sort_by_key(|(pointer, _)| std::cmp::Reverse(pointer.len()));
    for (pointer, (section, name)) in moves {
        if let Some(node) = take(root, &pointer, section, &name) {
            insert(root, section, &name, node);
        }
    }
}

fn take(root: &mut Node, pointer: &str, section: &str, name: &str) -> Option<Node> {
    let place = target::node_mut(root, pointer)?;
    let origin = place.origin;
    let mut node = std::mem::replace(
        place,
        tree::reference(component_reference(section, name), origin),
    );
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

fn insert(root: &mut Node, section: &str, name: &str, node: Node) {
    let origin = node.origin;
    let Some(components) = member(root, "components") else {
        return;
    };
    let Some(section) = member(components, section).and_then(tree::object_mut) else {
        return;
    };
    section.insert(tree::key(name, origin), node);
}

/// An object member, made when it is not there.
fn member<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let origin = node.origin;
    let map = tree::object_mut(node)?;
    Some(
        map.entry(tree::key(name, origin))
            .or_insert_with(|| tree::node(Value::Object(Map::default()), origin)),
    )
}
