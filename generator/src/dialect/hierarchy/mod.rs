//! Turns base schemas with a discriminator into unions of their subtypes.
//!
//! Input: components whose references are in the normal form. A base has a `discriminator`; its subtypes refer to it in
//! `allOf`, or are targets of its mapping. Output: the base is a `oneOf` of its subtypes, its own properties are a
//! separate component (`AnimalBase`), which the subtypes refer to instead, and each subtype has its tag value.

mod defaults;
mod graph;
mod tags;
mod undeclared;

use crate::document::{Key, Map, Node, Value};
use crate::source::Origin;

use super::references::component_reference;
use super::tree;
use graph::{Graph, parent_positions, parent_reference};
use tags::Tag;

pub(super) use graph::schema_name;

/// The keywords that make a base a union.
const UNION: [&str; 3] = ["oneOf", "anyOf", "discriminator"];

/// Rewrites all bases and their subtypes.
pub(super) fn rewrite(root: &mut Node) {
    hoist(root);
    undeclared::add(root);
    defaults::require(root);
    let Some(graph) = Graph::of(root) else {
        return;
    };
    let mut tags: Vec<Tag> = Vec::new();
    for (base, subtype) in graph.subtypes() {
        let tag = tags::of_subtype(root, &graph, base, subtype);
        tags.extend(tag.filter(|tag| !tags.iter().any(|other| other.is_about_same(tag))));
    }
    let Some(schemas) = root
        .at_pointer_mut("/components/schemas")
        .and_then(tree::object_mut)
    else {
        return;
    };
    let mut rewritten = Map::default();
    for (key, node) in std::mem::take(schemas) {
        let name = key.text.to_string();
        let own = graph.own_part(&name).map(|own| {
            let mut own_part = node.clone();
            refer_to_own_parts(&mut own_part, &name, &graph);
            if let Some(map) = tree::object_mut(&mut own_part) {
                map.retain(|key, _| !UNION.contains(&key.text.as_ref()));
            }
            // All subtypes of a base with another discriminator have the tag of the base.
            if let Some(base) = graph.base(&name) {
                let inherited = tags.iter().filter(|tag| tag.schema == name);
                for tag in inherited.filter(|tag| tag.property != base.property) {
                    add_tag(&mut own_part, tag);
                }
            }
            (Key::new(own, key.origin), own_part)
        });
        let mut node = node;
        if graph.is_base(&name) {
            make_union(&mut node, &name, &graph);
        } else {
            refer_to_own_parts(&mut node, &name, &graph);
            for tag in tags.iter().filter(|tag| tag.schema == name) {
                add_tag(&mut node, tag);
            }
        }
        rewritten.insert(key, node);
        if let Some((key, node)) = own {
            rewritten.insert(key, node);
        }
    }
    *schemas = rewritten;
}

/// Moves the discriminators in parts of an `allOf` to the schemas that consist of these parts.
fn hoist(root: &mut Node) {
    let schemas = root
        .at_pointer_mut("/components/schemas")
        .and_then(tree::object_mut);
    for schema in schemas.into_iter().flat_map(Map::values_mut) {
        let Some(map) = tree::object_mut(schema) else {
            continue;
        };
        if map.contains_key("discriminator") {
            continue;
        }
        let Some(Value::Array(parts)) = map.get_mut("allOf").map(|it| &mut it.value) else {
            continue;
        };
        let parts = parts.iter_mut().filter_map(tree::object_mut);
        let mut parts = parts.filter(|it| !it.contains_key("oneOf") && !it.contains_key("anyOf"));
        let found = parts.find_map(|part| part.shift_remove_entry("discriminator"));
        map.extend(found);
    }
}

/// Replaces the references to supertypes with references to the components that contain their own properties.
fn refer_to_own_parts(node: &mut Node, name: &str, graph: &Graph) {
    let positions = parent_positions(node);
    for position in positions {
        let Some(reference) = parent_reference(node, position) else {
            continue;
        };
        let Value::String(text) = &mut reference.value else {
            continue;
        };
        let parent = schema_name(text).filter(|parent| graph.is_child(parent, name));
        let own = parent.and_then(|parent| graph.own_part(&parent).map(str::to_owned));
        if let Some(own) = own {
            *text = component_reference("schemas", &own);
        }
    }
}

/// Turns a base into a union of its subtypes. A union that it declares itself is kept.
fn make_union(node: &mut Node, name: &str, graph: &Graph) {
    let origin = node.origin;
    let Some(map) = tree::object_mut(node) else {
        return;
    };
    let declares_union = map.contains_key("oneOf") || map.contains_key("anyOf");
    map.retain(|key, _| !is_constraint(&key.text));
    if !declares_union {
        let branches = graph.branches(name).into_iter();
        let branches = branches.map(|branch| {
            let target = match branch == name {
                true => graph.own_part(name).unwrap_or(name),
                false => branch,
            };
            tree::reference(component_reference("schemas", target), origin)
        });
        let branches = Value::Array(branches.collect());
        tree::put(map, "oneOf", branches, origin);
    }
    let mapping = map
        .get_mut("discriminator")
        .and_then(tree::object_mut)
        .and_then(|discriminator| discriminator.get_mut("mapping"))
        .and_then(tree::object_mut);
    for target in mapping.into_iter().flat_map(Map::values_mut) {
        let text = target.as_str();
        let is_base = text == Some(name) || text.and_then(schema_name).as_deref() == Some(name);
        if let (true, Some(own)) = (is_base && !declares_union, graph.own_part(name)) {
            target.value = Value::String(component_reference("schemas", own));
        }
    }
}

/// Whether a keyword belongs to the properties of a base rather than to the union.
fn is_constraint(keyword: &str) -> bool {
    matches!(
        keyword,
        "type"
            | "properties"
            | "required"
            | "additionalProperties"
            | "unevaluatedProperties"
            | "patternProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties"
            | "allOf"
            | "$ref"
            | "example"
            | "examples"
    )
}

/// Adds the tag values of a subtype to it.
fn add_tag(node: &mut Node, tag: &Tag) {
    let origin = node.origin;
    let Some(map) = tree::object_mut(node) else {
        return;
    };
    let values = tag.values.iter();
    let values = values.map(|value| tree::string(value, tag.origin));
    let mut property = Map::default();
    tree::put(
        &mut property,
        "enum",
        Value::Array(values.collect()),
        tag.origin,
    );
    let property = tree::node(Value::Object(property), tag.origin);
    let required = vec![tree::string(&tag.property, tag.origin)];
    let mut constraint = Map::default();
    let object = Value::String("object".to_owned());
    tree::put(&mut constraint, "type", object, tag.origin);
    tree::put(
        &mut constraint,
        "required",
        Value::Array(required),
        tag.origin,
    );
    let properties = tree::single(&tag.property, property, tag.origin);
    tree::put(&mut constraint, "properties", properties.value, tag.origin);
    let constraint = tree::node(Value::Object(constraint), tag.origin);
    match map.get_mut("allOf").map(|node| &mut node.value) {
        Some(Value::Array(branches)) => branches.push(constraint),
        _ => tree::put(map, "allOf", Value::Array(vec![constraint]), origin),
    }
}

/// The origin of the nodes that a discriminator implies.
fn discriminator_origin(base: &Node) -> Origin {
    base.get("discriminator")
        .map_or(base.origin, |node| node.origin)
}

#[cfg(test)]
mod tests;
