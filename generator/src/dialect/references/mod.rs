//! Every reference to a place inside the document becomes a reference to a component.
//!
//! In: the document as published. Out: the same with `$ref`s of the one form `#/components/<section>/<name>`, except
//! those whose target does not exist or lies in another document: they stay, the next stage reports them. Targets
//! elsewhere (`#/paths/…`, `…/properties/b`, `$defs`, anchors, `$recursiveRef`, `$dynamicRef`) move into the components
//! and leave a reference behind. Knows the grammar of OpenAPI, not what schemas mean.

mod hoist;
mod inline;
mod name;
mod target;
mod uses;

pub(super) use inline::path_items;

use std::collections::BTreeMap;

use crate::document::{Node, Value, push_pointer};

use super::tree;
use uses::Use;

/// Rewrites all references that are not yet in the one form.
pub(super) fn canonicalize(root: &mut Node) {
    let uses = uses::irregular(root);
    if uses.is_empty() {
        return;
    }
    let anchors = target::anchors(root);
    let mut moves = BTreeMap::new();
    let mut rewrites = Vec::new();
    for found in &uses {
        let Some(pointer) = target::of(root, found, &anchors) else {
            continue;
        };
        let component = match target::component(&pointer) {
            Some((section, name)) => component_reference(section, &name),
            None => {
                let section = target::section(found.kind);
                let name = moves
                    .entry(pointer.clone())
                    .or_insert_with(|| (section, name::for_target(root, &pointer)));
                component_reference(name.0, &name.1)
            }
        };
        rewrites.push((found, component));
    }
    for (found, component) in rewrites {
        rewrite(root, found, component);
    }
    hoist::all(root, moves);
}

/// The one form of a reference to a component.
pub(super) fn component_reference(section: &str, name: &str) -> String {
    let mut text = format!("#/components/{section}");
    push_pointer(&mut text, name);
    text
}

fn rewrite(root: &mut Node, found: &Use, component: String) {
    let Some(map) = target::node_mut(root, &found.at).and_then(tree::object_mut) else {
        return;
    };
    if let Some(value) = &found.mapping {
        let mapping = map
            .get_mut("discriminator")
            .and_then(tree::object_mut)
            .and_then(|discriminator| discriminator.get_mut("mapping"))
            .and_then(tree::object_mut)
            .and_then(|mapping| mapping.get_mut(value.as_str()));
        if let Some(node) = mapping {
            node.value = Value::String(component);
        }
    } else if let Some(old) = tree::take(map, found.keyword) {
        tree::put(map, "$ref", Value::String(component), old.origin);
    }
}

#[cfg(test)]
mod tests;
