//! Rule: several types become an `anyOf` of them.
//!
//! Input: the keywords of a schema and its types. Output: one branch for each type, with the keywords that concern it.

use super::enumeration;
use super::keywords::{Concern, concern, is_constraint};
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

/// Returns a branch for each type. A type without values in `enum` has none.
pub(super) fn branches(map: &Map, types: &[String]) -> Vec<Map> {
    let origin = origin(map);
    let format = tree::text(map, "format");
    let mut branches = Vec::with_capacity(types.len());
    for name in types {
        let mut branch = Map::default();
        if let Some(origin) = origin {
            tree::put(&mut branch, "type", Value::String(name.clone()), origin);
        }
        for (key, node) in map
            .iter()
            .filter(|(key, _)| concerns(&key.text, format, name))
        {
            branch.insert(key.clone(), node.clone());
        }
        if enumeration::retain_type(&mut branch, name) {
            branches.push(branch);
        }
    }
    branches
}

/// Replaces the constraints of a schema with an `anyOf` of branches, or with the only branch.
pub(super) fn replace(map: &mut Map, mut branches: Vec<Map>) {
    let Some(origin) = origin(map) else { return };
    map.retain(|key, _| !is_constraint(&key.text));
    if branches.len() == 1 {
        map.extend(branches.remove(0));
    } else if !branches.is_empty() {
        let branches = branches.into_iter();
        let branches = branches.map(|branch| Node::new(Value::Object(branch), origin));
        tree::put(map, "anyOf", Value::Array(branches.collect()), origin);
    }
}

/// Where the types are written, or the values that imply them.
fn origin(map: &Map) -> Option<Origin> {
    let node = map.get("type").or_else(|| map.get("enum"))?;
    Some(node.origin)
}

/// Whether a keyword concerns values of a type.
fn concerns(keyword: &str, format: Option<&str>, name: &str) -> bool {
    let is_numeric = matches!(format, Some("float" | "double" | "int32" | "int64"));
    match (keyword, name) {
        ("type", _) => false,
        ("enum", _) => true,
        ("format", "string") => !is_numeric,
        ("format", "integer" | "number") => is_numeric,
        ("format", _) => false,
        (keyword, "string") => concern(keyword) == Concern::String,
        (keyword, "integer" | "number") => concern(keyword) == Concern::Number,
        (keyword, "array") => concern(keyword) == Concern::Array,
        (keyword, "object") => concern(keyword) == Concern::Object,
        _ => false,
    }
}
