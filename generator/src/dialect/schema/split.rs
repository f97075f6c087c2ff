//! Rule: several types are an `anyOf` of them.
//!
//! In: the members of a schema and its types. Out: one branch for each type, with the keywords that concern it.

use crate::dialect::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::keywords::{Concern, concern, is_own};
use super::{enumeration, typed};

/// Splits the schema by type.
pub(super) fn apply(map: &mut Map, types: &[String], cx: &mut Context<'_>) {
    let Some(origin) = map
        .get("type")
        .or_else(|| map.get("enum"))
        .map(|node| node.origin)
    else {
        return;
    };
    let mut branches = Vec::with_capacity(types.len());
    for name in types {
        let mut branch = Map::default();
        tree::put(&mut branch, "type", Value::String(name.clone()), origin);
        for (key, node) in map
            .iter()
            .filter(|(key, _)| concerns(&key.text, node_text(map), name))
        {
            branch.insert(key.clone(), node.clone());
        }
        if enumeration::keep_matching(&mut branch, name) {
            typed::apply(&mut branch, cx);
            branches.push(tree::node(Value::Object(branch), origin));
        }
    }
    map.retain(|key, _| !is_own(&key.text));
    match branches.len() {
        0 => {}
        1 => {
            if let Some(Node {
                value: Value::Object(only),
                ..
            }) = branches.pop()
            {
                map.extend(only);
            }
        }
        _ => tree::put(map, "anyOf", Value::Array(branches), origin),
    }
}

fn node_text(map: &Map) -> Option<&str> {
    tree::text(map, "format")
}

fn concerns(keyword: &str, format: Option<&str>, name: &str) -> bool {
    let numeric = matches!(format, Some("float" | "double" | "int32" | "int64"));
    match (keyword, name) {
        ("type", _) => false,
        ("enum", _) => true,
        ("format", "string") => !numeric,
        ("format", "integer" | "number") => numeric,
        ("format", _) => false,
        (keyword, "string") => concern(keyword) == Concern::Text,
        (keyword, "integer" | "number") => concern(keyword) == Concern::Number,
        (keyword, "array") => concern(keyword) == Concern::Array,
        (keyword, "object") => concern(keyword) == Concern::Object,
        _ => false,
    }
}
