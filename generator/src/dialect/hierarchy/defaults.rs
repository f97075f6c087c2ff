//! Requires tags whose only value is also their default.
//!
//! Input: unions with a discriminator. Output: a branch requires the property of the discriminator if the property has
//! one possible value, which is its default. Documents generated from Python classes declare tags in this way. Servers
//! cannot read a request without the tag.

use std::collections::BTreeSet;

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::graph::schema_name;

/// Adds the properties to `required`.
pub(super) fn require(root: &mut Node) {
    let mut tags = BTreeSet::new();
    node(root, &mut tags);
    let schemas = root
        .at_pointer_mut("/components/schemas")
        .and_then(tree::object_mut);
    let Some(schemas) = schemas else { return };
    for (name, property) in tags {
        if let Some(schema) = schemas.get_mut(name.as_str()) {
            require_in(schema, &property);
        }
    }
}

/// Changes the inline branches in a node, and collects its references to branches with their tags.
fn node(node: &mut Node, tags: &mut BTreeSet<(String, String)>) {
    let property = node
        .get("discriminator")
        .and_then(|it| it.get("propertyName")?.as_str())
        .map(str::to_owned);
    if let (Some(property), Some(map)) = (property, tree::object_mut(node)) {
        for branch in branches(map) {
            match tree::bare_reference(branch).and_then(schema_name) {
                Some(name) => {
                    tags.insert((name, property.clone()));
                }
                None => require_in(branch, &property),
            }
        }
    }
    match &mut node.value {
        Value::Object(map) => map.values_mut().for_each(|it| self::node(it, tags)),
        Value::Array(items) => items.iter_mut().for_each(|it| self::node(it, tags)),
        _ => {}
    }
}

fn branches(map: &mut Map) -> impl Iterator<Item = &mut Node> {
    let keyword = ["oneOf", "anyOf"]
        .into_iter()
        .find(|it| map.contains_key(*it));
    let branches = keyword.and_then(|keyword| map.get_mut(keyword));
    let items = branches.map(|it| match &mut it.value {
        Value::Array(items) => items.as_mut_slice(),
        _ => &mut [],
    });
    items.into_iter().flatten()
}

fn require_in(schema: &mut Node, property: &str) {
    let declared = schema.get("properties").and_then(|it| it.get(property));
    if !declared.is_some_and(has_only_default) {
        return;
    }
    let origin = schema.origin;
    let Some(map) = tree::object_mut(schema) else {
        return;
    };
    let name = tree::string(property, origin);
    match map.get_mut("required").map(|it| &mut it.value) {
        Some(Value::Array(names)) if names.iter().any(|it| it.as_str() == Some(property)) => {}
        Some(Value::Array(names)) => names.push(name),
        _ => tree::put(map, "required", Value::Array(vec![name]), origin),
    }
}

/// Whether the default of a string is its only possible value.
fn has_only_default(schema: &Node) -> bool {
    let Some(default) = schema.get("default").and_then(Node::as_str) else {
        return false;
    };
    let only = match schema.get("enum").and_then(Node::as_array) {
        Some([only]) => Some(only),
        Some(_) => None,
        None => schema.get("const"),
    };
    only.and_then(Node::as_str) == Some(default)
}
