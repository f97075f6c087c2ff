//! Inlines referenced path items and callbacks: the typed document cannot represent such references.
//!
//! Input: the document. Output: the document without references to path items and callbacks, except to missing targets,
//! which the next stage reports.

use std::collections::BTreeMap;

use crate::dialect::tree;
use crate::dialect::walk::visit_objects;
use crate::document::{MAX_REFERENCE_CHAIN, Map, Node, Value, from_fragment};
use crate::grammar::{ObjectKind, operations_mut};

/// Inlines all referenced path items and callbacks, and removes `components.pathItems`.
pub(super) fn inline_path_items(root: &mut Node) {
    let targets = Targets::of(root);
    if !targets.0.is_empty() {
        for_each_path_item(root, &mut |item| {
            resolve(item, &targets, MAX_REFERENCE_CHAIN)
        });
        for_each_callback(root, &mut |callback| {
            resolve(callback, &targets, MAX_REFERENCE_CHAIN);
            for item in tree::object_mut(callback)
                .into_iter()
                .flat_map(Map::values_mut)
            {
                resolve(item, &targets, MAX_REFERENCE_CHAIN);
                without_callbacks(item);
            }
        });
    }
    if let Some(components) = root_field(root, "components") {
        components.shift_remove("pathItems");
    }
}

/// Copies of all nodes that a path item or callback refers to, by the reference.
struct Targets(BTreeMap<String, Node>);

impl Targets {
    fn of(root: &Node) -> Self {
        let mut written = Vec::new();
        visit_objects(
            root,
            ObjectKind::contains_path_items,
            &mut |map, kind, _| {
                if matches!(kind, ObjectKind::PathItem | ObjectKind::Callback) {
                    written.extend(tree::text(map, "$ref"));
                }
            },
        );
        let targets = written.into_iter().filter_map(|text| {
            let node = root.at_pointer(&from_fragment(text)?)?.clone();
            Some((text.to_owned(), node))
        });
        Self(targets.collect())
    }
}

/// Replaces a reference with its target; siblings of the `$ref` override fields of the target.
fn resolve(item: &mut Node, targets: &Targets, steps: usize) {
    let Some(target) = item
        .get("$ref")
        .and_then(Node::as_str)
        .and_then(|written| targets.0.get(written))
    else {
        return;
    };
    let mut copy = target.clone();
    if steps > 0 {
        resolve(&mut copy, targets, steps - 1);
    }
    let (Value::Object(into), Value::Object(own)) = (&mut copy.value, &mut item.value) else {
        return;
    };
    own.shift_remove("$ref");
    into.extend(std::mem::take(own));
    *item = copy;
}

/// Removes the callbacks of a path item in a callback: they could be recursive.
fn without_callbacks(item: &mut Node) {
    for operation in operations(item) {
        if let Some(map) = tree::object_mut(operation) {
            map.shift_remove("callbacks");
        }
    }
}

fn for_each_path_item(root: &mut Node, apply: &mut dyn FnMut(&mut Node)) {
    for section in ["paths", "webhooks"] {
        let items = root_field(root, section);
        items
            .into_iter()
            .flat_map(Map::values_mut)
            .for_each(&mut *apply);
    }
}

/// Calls a function for the callbacks of all operations and of the components.
fn for_each_callback(root: &mut Node, apply: &mut dyn FnMut(&mut Node)) {
    for_each_path_item(root, &mut |item| {
        for operation in operations(item) {
            let callbacks = tree::object_mut(operation)
                .and_then(|operation| operation.get_mut("callbacks"))
                .and_then(tree::object_mut);
            callbacks
                .into_iter()
                .flat_map(Map::values_mut)
                .for_each(&mut *apply);
        }
    });
    let components = root_field(root, "components")
        .and_then(|components| components.get_mut("callbacks"))
        .and_then(tree::object_mut);
    components
        .into_iter()
        .flat_map(Map::values_mut)
        .for_each(apply);
}

fn operations(item: &mut Node) -> impl Iterator<Item = &mut Node> {
    let operations = tree::object_mut(item).into_iter().flat_map(operations_mut);
    operations.map(|(_, operation)| operation)
}

fn root_field<'n>(root: &'n mut Node, name: &str) -> Option<&'n mut Map> {
    tree::object_mut(root)?
        .get_mut(name)
        .and_then(tree::object_mut)
}
