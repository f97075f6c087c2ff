//! Puts referenced path items and callbacks where they are used: the typed document has no place for such references.
//!
//! In: the document. Out: the same; references whose target is missing stay and are reported by the next stage.

use std::collections::BTreeMap;

use crate::dialect::grammar::{Kind, METHODS};
use crate::dialect::tree;
use crate::dialect::walk::visit;
use crate::document::{Map, Node, Value, from_fragment};

/// More path items that refer to path items than any honest document has.
const MOST_STEPS: usize = 16;

/// Replaces all references to path items and callbacks, then drops `components.pathItems`.
pub(crate) fn path_items(root: &mut Node) {
    let targets = Targets::of(root);
    if !targets.0.is_empty() {
        for_each_path_item(root, &mut |item| resolve(item, &targets, MOST_STEPS));
        for_each_callback(root, &mut |callback| {
            resolve(callback, &targets, MOST_STEPS);
            for item in tree::object_mut(callback)
                .into_iter()
                .flat_map(Map::values_mut)
            {
                resolve(item, &targets, MOST_STEPS);
                without_callbacks(item);
            }
        });
    }
    if let Some(components) = root_member(root, "components") {
        components.shift_remove("pathItems");
    }
}

/// Copies of all nodes that a path item or callback refers to, by the text of the reference.
struct Targets(BTreeMap<String, Node>);

impl Targets {
    fn of(root: &Node) -> Self {
        let mut written = Vec::new();
        visit(root, holds_path_items, &mut |map, kind, _| {
            if matches!(kind, Kind::PathItem | Kind::Callback) {
                written.extend(tree::text(map, "$ref"));
            }
        });
        let found = written.into_iter().filter_map(|text| {
            let node = root.at_pointer(&from_fragment(text)?)?.clone();
            Some((text.to_owned(), node))
        });
        Self(found.collect())
    }
}

/// Whether path items can stand in an object of this kind or further down.
fn holds_path_items(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Document
            | Kind::Components
            | Kind::Paths
            | Kind::PathItem
            | Kind::Operation
            | Kind::Callback
    )
}

/// Replaces a reference by its target; members beside the `$ref` win over the target's.
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

/// A path item inside a callback keeps no callbacks of its own: they could go round in a circle.
fn without_callbacks(item: &mut Node) {
    for operation in operations(item) {
        if let Some(map) = tree::object_mut(operation) {
            map.shift_remove("callbacks");
        }
    }
}

fn for_each_path_item(root: &mut Node, act: &mut dyn FnMut(&mut Node)) {
    for section in ["paths", "webhooks"] {
        let items = root_member(root, section);
        items
            .into_iter()
            .flat_map(Map::values_mut)
            .for_each(&mut *act);
    }
}

/// The callbacks of all operations, and those among the components.
fn for_each_callback(root: &mut Node, act: &mut dyn FnMut(&mut Node)) {
    for_each_path_item(root, &mut |item| {
        for operation in operations(item) {
            let callbacks = tree::object_mut(operation)
                .and_then(|operation| operation.get_mut("callbacks"))
                .and_then(tree::object_mut);
            callbacks
                .into_iter()
                .flat_map(Map::values_mut)
                .for_each(&mut *act);
        }
    });
    let components = root_member(root, "components")
        .and_then(|components| components.get_mut("callbacks"))
        .and_then(tree::object_mut);
    components
        .into_iter()
        .flat_map(Map::values_mut)
        .for_each(act);
}

fn operations(item: &mut Node) -> impl Iterator<Item = &mut Node> {
    tree::object_mut(item)
        .into_iter()
        .flatten()
        .filter(|(key, _)| METHODS.contains(&key.text.as_ref()))
        .map(|(_, operation)| operation)
}

fn root_member<'n>(root: &'n mut Node, name: &str) -> Option<&'n mut Map> {
    tree::object_mut(root)?
        .get_mut(name)
        .and_then(tree::object_mut)
}
