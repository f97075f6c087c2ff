//! Gives the JSON in server-sent events its type.
//!
//! Input: event streams with an `itemSchema` (OpenAPI 3.2), which describes events with a string `data`, whose content
//! may be JSON with a `contentSchema`. Output: in unions and components, that schema is the schema of `data`. If only
//! some events of a union have it, the `data` of the others is any JSON: a string, unless it can be read as JSON.
//!
//! An inline item with one kind of event is left to `objects::item_schema`.

use std::collections::BTreeSet;

use super::hierarchy::schema_name;
use super::tree;
use crate::document::{Map, Node, Value};

/// Rewrites the events of all streams.
pub(super) fn rewrite(root: &mut Node) {
    if !has_items(root) {
        return;
    }
    let mut components = BTreeSet::new();
    let schemas = root.at_pointer("/components/schemas").cloned();
    let schemas = schemas.as_ref().and_then(Node::as_object);
    streams(root, schemas.unwrap_or(&Map::default()), &mut components);
    let target = root
        .at_pointer_mut("/components/schemas")
        .and_then(tree::object_mut);
    let Some(target) = target else { return };
    for name in components {
        if let Some(schema) = target.get_mut(name.as_str()) {
            set_data(schema, false);
        }
    }
}

fn has_items(node: &Node) -> bool {
    node.get("itemSchema").is_some() || node.value.children().any(has_items)
}

/// Rewrites the streams in a node, and collects the components that describe events with JSON.
fn streams(node: &mut Node, schemas: &Map, components: &mut BTreeSet<String>) {
    match &mut node.value {
        Value::Object(map) => {
            for (key, child) in map.iter_mut() {
                let is_stream = key.text.starts_with("text/event-stream");
                let map = tree::object_mut(child).filter(|_| is_stream);
                match map.and_then(|map| map.get_mut("itemSchema")) {
                    Some(item) => self::item(item, schemas, components),
                    None => streams(child, schemas, components),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|it| streams(it, schemas, components)),
        _ => {}
    }
}

fn item(item: &mut Node, schemas: &Map, components: &mut BTreeSet<String>) {
    if let Some(name) = tree::bare_reference(item).and_then(schema_name) {
        match schemas.get(name.as_str()) {
            Some(schema) if union(schema).is_some() => {
                let mut inline = schema.clone();
                self::item(&mut inline, schemas, components);
                *item = inline;
            }
            Some(schema) if content(schema).is_some() => {
                components.insert(name);
            }
            _ => {}
        }
        return;
    }
    let has_json = |branch: &Node| {
        let name = tree::bare_reference(branch).and_then(schema_name);
        let schema = name.map_or(Some(branch), |name| schemas.get(name.as_str()));
        schema.is_some_and(|it| content(it).is_some())
    };
    let Some((keyword, branches)) = union(item) else {
        return;
    };
    if !branches.iter().any(has_json) {
        return;
    }
    let Some(map) = tree::object_mut(item) else {
        return;
    };
    let is_shared = remove_shared(map, schemas);
    let branches = map.get_mut(keyword).map(|it| &mut it.value);
    let Some(Value::Array(branches)) = branches else {
        return;
    };
    for branch in branches {
        match tree::bare_reference(branch).and_then(schema_name) {
            Some(name) => {
                components.insert(name);
            }
            None => set_data(branch, is_shared),
        }
    }
}

/// Removes the `data` that a schema declares for all branches of its union. Returns whether it did.
fn remove_shared(map: &mut Map, schemas: &Map) -> bool {
    let mut is_shared = remove_data(map);
    let name = tree::text(map, "$ref").and_then(schema_name);
    if let Some(base) = name.and_then(|name| schemas.get(name.as_str())) {
        let mut base = base.clone();
        is_shared |= tree::object_mut(&mut base).is_some_and(remove_data);
        let origin = base.origin;
        tree::take(map, "$ref");
        let parts = tree::take_array(map, "allOf").map_or(Vec::new(), |(parts, _)| parts);
        let parts = parts.into_iter().chain([base]).collect();
        tree::put(map, "allOf", Value::Array(parts), origin);
    }
    is_shared
}

fn remove_data(map: &mut Map) -> bool {
    let properties = map.get_mut("properties").and_then(tree::object_mut);
    properties.is_some_and(|it| tree::take(it, "data").is_some())
}

/// Sets the schema of `data`: that of its content or, if it is declared or required, any JSON.
fn set_data(event: &mut Node, is_shared: bool) {
    let origin = event.origin;
    let content = content(event).cloned();
    let is_declared = data(event).is_some();
    if content.is_none() && !is_declared && !is_shared {
        return;
    }
    let schema = content.unwrap_or_else(|| tree::node(Value::Object(Map::default()), origin));
    let Some(map) = tree::object_mut(event) else {
        return;
    };
    if !map.contains_key("properties") {
        tree::put(map, "properties", Value::Object(Map::default()), origin);
    }
    let properties = map.get_mut("properties").and_then(tree::object_mut);
    if let Some(properties) = properties {
        properties.insert(tree::key("data", origin), schema);
    }
}

/// The branches of a union, and its keyword.
fn union(schema: &Node) -> Option<(&'static str, &[Node])> {
    ["oneOf", "anyOf"]
        .into_iter()
        .find_map(|keyword| Some((keyword, schema.get(keyword)?.as_array()?)))
}

fn data(event: &Node) -> Option<&Node> {
    event.get("properties")?.get("data")
}

/// The schema of the content of `data`.
fn content(event: &Node) -> Option<&Node> {
    data(event)?.get("contentSchema")
}
