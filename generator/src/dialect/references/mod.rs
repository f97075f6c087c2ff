//! Rewrites references within the document to references to components.
//!
//! Input: the document as published. Output: each `$ref` has the form `#/components/<section>/<name>`. Other targets
//! (`#/paths/…`, `…/properties/b`, `$defs`, `$id`, anchors, `$recursiveRef`, `$dynamicRef`, other files) are moved to the
//! components, and replaced by a reference. References to missing targets are unchanged; the next stage reports them.
//! Knows the grammar of OpenAPI, but not the meaning of schemas.

mod component;
mod hoist;
mod inline;
mod irregular;
mod name;
mod resources;
mod target;

pub(super) use component::component_reference;
pub use resources::{FILES, SELF};

use std::collections::{BTreeMap, BTreeSet};

use super::tree;
use crate::document::{Node, Value};
use component::Component;
use irregular::IrregularReference;

/// Rewrites all references that are not in the normal form, and inlines referenced path items.
pub(super) fn canonicalize(root: &mut Node) {
    resources::resolve(root);
    // Nodes from other files may contain more references, which are found when the nodes are components or path items.
    while hoist_targets(root) {}
    inline::inline_path_items(root);
    while hoist_targets(root) {}
    resources::remove_files(root);
}

/// Moves the targets of irregular references to the components. Returns whether there were any.
fn hoist_targets(root: &mut Node) -> bool {
    let references = irregular::find(root);
    if references.is_empty() {
        return false;
    }
    let anchors = target::anchors(root);
    let mut hoisted: BTreeMap<String, Component<'static>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    let mut rewrites = Vec::new();
    for reference in &references {
        let Some(pointer) = target::resolve(root, reference, &anchors) else {
            continue;
        };
        let component = match Component::at(&pointer) {
            Some(component) => component.reference(),
            None => hoisted
                .entry(pointer)
                .or_insert_with_key(|pointer| {
                    let name = name::for_target(root, pointer, &names);
                    names.insert(name.clone());
                    Component {
                        section: reference.kind.section(),
                        name: name.into(),
                    }
                })
                .reference(),
        };
        rewrites.push((reference, component));
    }
    // A reference to another kind of component is unchanged, and the next stage reports it.
    let is_change = |(reference, component): &(&IrregularReference, String)| {
        reference.keyword != "$ref" && reference.mapping.is_none()
            || reference.written != *component
    };
    let has_changes = rewrites.iter().any(is_change);
    for (reference, component) in rewrites {
        rewrite(root, reference, component);
    }
    hoist::hoist(root, hoisted);
    has_changes
}

fn rewrite(root: &mut Node, reference: &IrregularReference, component: String) {
    let Some(map) = root
        .at_pointer_mut(&reference.pointer)
        .and_then(tree::object_mut)
    else {
        return;
    };
    if let Some(value) = &reference.mapping {
        let mapping = map
            .get_mut("discriminator")
            .and_then(tree::object_mut)
            .and_then(|discriminator| discriminator.get_mut("mapping"))
            .and_then(tree::object_mut)
            .and_then(|mapping| mapping.get_mut(value.as_str()));
        if let Some(node) = mapping {
            node.value = Value::String(component);
        }
    } else if let Some(old) = tree::take(map, reference.keyword) {
        tree::put(map, "$ref", Value::String(component), old.origin);
    }
}

#[cfg(test)]
mod tests;
