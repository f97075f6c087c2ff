//! Rule: a schema speaks of values in one way only.
//!
//! In: the members of a schema. Out: either keywords of one type, or one of `anyOf`, `oneOf`, `allOf` and annotations.
//! What says more than one of these becomes an `allOf` of its parts, in the order in which they were written.

use crate::dialect::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::keywords::{is_annotation, is_own};
use super::{is_any, typed};

const COMBINATIONS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Separates the ways to speak of values.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    let combinations = COMBINATIONS
        .iter()
        .filter(|keyword| map.contains_key(**keyword))
        .count();
    if combinations == 0 {
        return typed::apply(map, cx);
    }
    if only_type(map) {
        hand_down_type(map);
    } else if adds_nothing(map) {
        map.retain(|key, _| !is_own(&key.text));
    }
    let own = map.keys().any(|key| is_own(&key.text));
    if combinations + usize::from(own) > 1 {
        separate(map, cx);
    }
}

fn only_type(map: &Map) -> bool {
    map.keys()
        .all(|key| !is_own(&key.text) || key.text.as_ref() == "type")
}

/// `type: object` with an open or closed end, and no member declared.
fn adds_nothing(map: &Map) -> bool {
    let bare = map.iter().all(|(key, node)| match key.text.as_ref() {
        "type" => node.as_str() == Some("object"),
        "additionalProperties" => matches!(node.value, Value::Bool(_)),
        "properties" => node.as_object().is_some_and(Map::is_empty),
        keyword => !is_own(keyword),
    });
    bare && map.contains_key("type")
}

/// A type beside combined schemas holds for each of them; those that say nothing get it.
fn hand_down_type(map: &mut Map) {
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

fn separate(map: &mut Map, cx: &mut Context<'_>) {
    let mut own = Map::default();
    let mut own_at = None;
    let mut members: Vec<Node> = Vec::new();
    let mut annotations = Map::default();
    let mut discriminator = map.shift_remove_entry("discriminator");
    let discriminated = match map.contains_key("oneOf") {
        true => "oneOf",
        false => "anyOf",
    };
    let mut place = None;
    for (key, node) in std::mem::take(map) {
        let origin = key.origin;
        match key.text.as_ref() {
            keyword if is_annotation(keyword) => {
                annotations.insert(key, node);
                continue;
            }
            "allOf" => match node.value {
                Value::Array(inner) => members.extend(inner),
                _ => members.push(tree::node(
                    Value::Object(Map::from_iter([(key, node)])),
                    origin,
                )),
            },
            keyword if is_own(keyword) => {
                own_at.get_or_insert((members.len(), origin));
                own.insert(key, node);
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
                members.push(tree::node(Value::Object(union), origin));
            }
        }
        place.get_or_insert((annotations.len(), origin));
    }
    if let Some((at, origin)) = own_at {
        typed::apply(&mut own, cx);
        let own = tree::node(Value::Object(own), origin);
        members.insert(at.min(members.len()), own);
    }
    annotations.extend(discriminator);
    if let Some((at, origin)) = place {
        let all_of = tree::node(Value::Array(members), origin);
        tree::insert_at(&mut annotations, at, "allOf", all_of);
    }
    *map = annotations;
}
