//! Removes the entries of a supplement that the document already has.

use std::collections::BTreeSet;

use super::Merged;
use super::tree::{is_empty, remove};
use crate::document::{Node, Value, from_fragment, push_pointer, unescape};

/// Removes the entries of a supplement that a merge did not need, then the schemas that nothing refers to any longer.
pub fn prune(supplement: &mut Node, merged: &Merged) {
    // Later entries first, so that the pointers of earlier ones stay valid.
    for pointer in merged.unneeded.iter().rev() {
        remove(supplement, pointer);
    }
    remove_empty_additions(supplement);
    remove_unused_schemas(supplement);
    for pointer in ["/components/schemas", "/components"] {
        remove_if_empty(supplement, pointer);
    }
    let paths: Vec<String> = keys(supplement.get("paths"))
        .map(|path| {
            let mut pointer = "/paths".to_owned();
            push_pointer(&mut pointer, path);
            pointer
        })
        .collect();
    paths.iter().for_each(|it| remove_if_empty(supplement, it));
    for key in ["/paths", "/webhooks", "/x-channels", "/x-additions"] {
        remove_if_empty(supplement, key);
    }
}

fn remove_if_empty(supplement: &mut Node, pointer: &str) {
    if supplement.at_pointer(pointer).is_some_and(is_empty) {
        remove(supplement, pointer);
    }
}

/// Removes additions that add nothing.
fn remove_empty_additions(supplement: &mut Node) {
    let Some(list) = supplement.at_pointer_mut("/x-additions") else {
        return;
    };
    let Value::Array(additions) = &mut list.value else {
        return;
    };
    for addition in additions.iter_mut() {
        if let Value::Object(map) = &mut addition.value {
            map.retain(|_, value| !is_empty(value));
        }
    }
    let adds = |it: &Node| {
        ["properties", "enum", "branches", "parameters"]
            .iter()
            .any(|key| it.get(key).is_some())
    };
    additions.retain(adds);
}

/// Removes the schemas that are not referenced by an entry or by a schema in use.
fn remove_unused_schemas(supplement: &mut Node) {
    let mut used = BTreeSet::new();
    for (key, value) in supplement.as_object().into_iter().flatten() {
        if &*key.text != "components" {
            references(value, &mut used);
        }
    }
    let mut waiting: Vec<String> = used.iter().cloned().collect();
    while let Some(name) = waiting.pop() {
        let mut pointer = "/components/schemas".to_owned();
        push_pointer(&mut pointer, &name);
        let mut more = BTreeSet::new();
        if let Some(schema) = supplement.at_pointer(&pointer) {
            references(schema, &mut more);
        }
        waiting.extend(more.difference(&used).cloned());
        used.extend(more);
    }
    if let Some(schemas) = supplement.at_pointer_mut("/components/schemas")
        && let Value::Object(map) = &mut schemas.value
    {
        map.retain(|name, _| used.contains(&*name.text));
    }
}

fn references(node: &Node, names: &mut BTreeSet<String>) {
    if let Some(reference) = node
        .get("$ref")
        .and_then(Node::as_str)
        .and_then(from_fragment)
        && let Some(name) = reference
            .strip_prefix("/components/schemas/")
            .and_then(unescape)
    {
        names.insert(name.into_owned());
    }
    node.value.children().for_each(|it| references(it, names));
}

fn keys(node: Option<&Node>) -> impl Iterator<Item = &str> {
    let members = node.and_then(Node::as_object).into_iter().flatten();
    members.map(|(key, _)| &*key.text)
}
