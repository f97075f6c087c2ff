//! Rewrites references within the document to references to components.
//!
//! Input: the document as published. Output: each `$ref` has the form `#/components/<section>/<name>`. Other targets
//! (`#/paths/…`, `…/properties/b`, `$defs`, `$id`, anchors, `$recursiveRef`, `$dynamicRef`, other files) are moved to
//! the components, and replaced by a reference. References to missing targets are unchanged; the next stage reports
//! them. The stage knows the grammar of OpenAPI, but not the meaning of schemas.

mod component;
mod hoist;
mod inline;
mod irregular;
mod media_types;
mod name;
mod other_kind;
mod resources;
mod target;

pub(super) use component::component_reference;
pub use resources::{FILES, SELF};

use std::collections::{BTreeMap, BTreeSet};

use super::tree;
use crate::diagnostic::Diagnostics;
use crate::document::{Node, Value};
use component::Component;
use irregular::IrregularReference;
use other_kind::Replacement;

/// Rewrites all references that are not in the normal form, and inlines referenced path items.
pub(super) fn canonicalize(root: &mut Node, diagnostics: &mut Diagnostics) {
    media_types::inline(root);
    resources::resolve(root);
    // Nodes from other files may contain more references, which are found when the nodes are components or path items.
    while hoist_targets(root, diagnostics) {}
    inline::inline_path_items(root);
    while hoist_targets(root, diagnostics) {}
    resources::remove_files(root);
}

/// Moves the targets of irregular references to the components. Returns whether there were any.
fn hoist_targets(root: &mut Node, diagnostics: &mut Diagnostics) -> bool {
    let references = irregular::find(root);
    if references.is_empty() {
        return false;
    }
    let anchors = target::anchors(root);
    let mut hoisted: BTreeMap<String, Component<'static>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    let mut created = BTreeMap::new();
    let mut rewrites = Vec::new();
    for reference in &references {
        let Some(mut pointer) = target::resolve(root, reference, &anchors) else {
            continue;
        };
        let section = reference.kind.section();
        if let Some(target) = Component::at(&pointer)
            && target.section != section
        {
            let replacement = other_kind::replacement(root, &target, &pointer, reference.kind);
            let Some(replacement) = replacement else {
                continue;
            };
            if let Some(written) = irregular::written(root, reference) {
                diagnostics.push(other_kind::diagnostic(written, &target, reference.kind));
            }
            match replacement {
                Replacement::Part(part) => match target::follow(root, &part) {
                    Some(part) => pointer = part,
                    None => continue,
                },
                Replacement::Component { name, node } => {
                    let component = Component {
                        section,
                        name: name.into(),
                    };
                    rewrites.push((reference, component.reference()));
                    created.insert(component.reference(), (component, node));
                    continue;
                }
            }
        }
        let component = match Component::at(&pointer) {
            Some(component) => component.reference(),
            None => hoisted
                .entry(pointer)
                .or_insert_with_key(|pointer| {
                    let name = name::for_target(root, pointer, &names);
                    names.insert(name.clone());
                    Component {
                        section,
                        name: name.into(),
                    }
                })
                .reference(),
        };
        rewrites.push((reference, component));
    }
    let is_change = |(reference, component): &(&IrregularReference, String)| {
        reference.keyword != "$ref" && reference.mapping.is_none()
            || reference.written != *component
    };
    let has_changes = rewrites.iter().any(is_change);
    for (reference, component) in rewrites {
        rewrite(root, reference, component);
    }
    for (component, node) in created.into_values() {
        hoist::insert(root, &component, node);
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
