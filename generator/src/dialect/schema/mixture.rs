//! Rule: a schema constrains values in only one way.
//!
//! Input: the keywords of a schema. Output: keywords of one type, or one of `anyOf`, `oneOf` and `allOf`, and annotations.
//! A schema with several of these becomes an `allOf` of its parts, in document order.

use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::keywords::{is_annotation, is_any, is_constraint};
use super::typed;

const COMBINATIONS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Separates the constraints.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    let combinations = COMBINATIONS
        .iter()
        .filter(|keyword| map.contains_key(**keyword))
        .count();
    if combinations == 0 {
        return typed::apply(map, cx);
    }
    push_down_required(map);
    if has_only_type(map) {
        push_down_type(map);
    } else if is_redundant_object(map) {
        map.retain(|key, _| !is_constraint(&key.text));
    }
    let has_constraints = map.keys().any(|key| is_constraint(&key.text));
    if combinations + usize::from(has_constraints) > 1 {
        separate(map, cx);
    }
}

fn has_only_type(map: &Map) -> bool {
    map.keys()
        .all(|key| !is_constraint(&key.text) || key.text.as_ref() == "type")
}

/// Whether the constraints are only `type: object`, without properties.
fn is_redundant_object(map: &Map) -> bool {
    let is_bare = map.iter().all(|(key, node)| match key.text.as_ref() {
        "type" => node.as_str() == Some("object"),
        "additionalProperties" => matches!(node.value, Value::Bool(_)),
        "properties" => node.as_object().is_some_and(Map::is_empty),
        keyword => !is_constraint(keyword),
    });
    is_bare && map.contains_key("type")
}

/// Moves a type next to combined schemas into those that have no constraints: it applies to all of them.
fn push_down_type(map: &mut Map) {
    let Some(name) = tree::take(map, "type") else {
        return;
    };
    if name.as_str().is_none() {
        return;
    }
    for keyword in COMBINATIONS {
        let Some(Value::Array(schemas)) = map.get_mut(keyword).map(|node| &mut node.value) else {
            continue;
        };
        for schema in schemas.iter_mut().filter(|schema| is_any(schema)) {
            if let Some(inner) = tree::object_mut(schema) {
                tree::put(inner, "type", name.value.clone(), name.origin);
            }
        }
    }
}

/// Adds required properties to the branches of a union that declare them: a tag may be required for all branches
/// together.
fn push_down_required(map: &mut Map) {
    let Some(required) = map.get("required").and_then(Node::as_array) else {
        return;
    };
    let required = required.to_vec();
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = map.get_mut(keyword).map(|node| &mut node.value) else {
            continue;
        };
        for branch in branches.iter_mut().filter_map(tree::object_mut) {
            require(branch, &required);
        }
    }
}

/// Adds those of the names to `required` that are properties of the schema.
fn require(schema: &mut Map, names: &[Node]) {
    let properties = schema.get("properties");
    let declared = |name: &Node| properties?.get(name.as_str()?);
    let is_declared = |name: &&Node| declared(name).is_some();
    let mut names: Vec<Node> = names.iter().filter(is_declared).cloned().collect();
    match schema.get_mut("required").map(|node| &mut node.value) {
        Some(Value::Array(known)) => {
            names.retain(|name| known.iter().all(|it| it.as_str() != name.as_str()));
            known.extend(names);
        }
        _ => {
            if let Some(origin) = names.first().map(|name| name.origin) {
                tree::put(schema, "required", Value::Array(names), origin);
            }
        }
    }
}

fn separate(map: &mut Map, cx: &mut Context<'_>) {
    let mut constraints = Map::default();
    // The index of the branch with the constraints, and their origin.
    let mut constraints_at = None;
    let mut branches: Vec<Node> = Vec::new();
    let mut annotations = Map::default();
    let mut discriminator = map.shift_remove_entry("discriminator");
    let discriminated = match map.contains_key("oneOf") {
        true => "oneOf",
        false => "anyOf",
    };
    // The position of `allOf` among the annotations, and its origin.
    let mut all_of_at = None;
    for (key, node) in std::mem::take(map) {
        let origin = key.origin;
        match key.text.as_ref() {
            keyword if is_annotation(keyword) => {
                annotations.insert(key, node);
                continue;
            }
            "allOf" => match node.value {
                Value::Array(inner) => branches.extend(inner),
                _ => branches.push(tree::node(
                    Value::Object(Map::from_iter([(key, node)])),
                    origin,
                )),
            },
            keyword if is_constraint(keyword) => {
                constraints_at.get_or_insert((branches.len(), origin));
                constraints.insert(key, node);
            }
            keyword => {
                let union = Map::from_iter(
                    [
                        Some((key.clone(), node)),
                        discriminator.take_if(|_| keyword == discriminated),
                    ]
                    .into_iter()
                    .flatten(),
                );
                branches.push(tree::node(Value::Object(union), origin));
            }
        }
        all_of_at.get_or_insert((annotations.len(), origin));
    }
    if let Some((index, origin)) = constraints_at {
        typed::apply(&mut constraints, cx);
        let branch = tree::node(Value::Object(constraints), origin);
        branches.insert(index.min(branches.len()), branch);
    }
    annotations.extend(discriminator);
    if let Some((position, origin)) = all_of_at {
        let all_of = tree::node(Value::Array(branches), origin);
        tree::insert_at(&mut annotations, position, "allOf", all_of);
    }
    *map = annotations;
}
