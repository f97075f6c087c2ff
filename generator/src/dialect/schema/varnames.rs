//! Rule: branches that are constants become one `enum`.
//!
//! Input: the branches of a union. Output: one `enum` replaces two or more constants of the same type. Their titles and
//! descriptions are kept in `x-enum-varnames` and `x-enum-descriptions`.

use crate::dialect::tree;
use crate::document::{Node, Value};

use super::keywords::is_annotation;

/// Merges the branches that are constants.
pub(super) fn merge(branches: &mut Vec<Node>) {
    for name in ["string", "integer", "number", "boolean"] {
        let constants = branches
            .iter()
            .filter(|branch| is_constant(branch, name))
            .count();
        if constants >= 2 {
            merge_type(branches, name);
        }
    }
}

fn merge_type(branches: &mut Vec<Node>, name: &str) {
    let mut rest = Vec::with_capacity(branches.len());
    let mut constants = Vec::new();
    let mut position = None;
    for branch in branches.drain(..) {
        if is_constant(&branch, name) {
            position = position.or(Some(rest.len()));
            constants.push(branch);
        } else {
            rest.push(branch);
        }
    }
    let merged = merged(constants);
    rest.extend(merged);
    *branches = rest;
    // The merged branch replaces the first constant.
    if let Some(position) = position
        && let Some(last) = branches.pop()
    {
        branches.insert(position, last);
    }
}

fn merged(constants: Vec<Node>) -> Option<Node> {
    let mut constants = constants.into_iter();
    let mut first = constants.next()?;
    let origin = first.origin;
    let map = tree::object_mut(&mut first)?;
    let mut names = vec![tree::take(map, "title")];
    let mut descriptions = vec![tree::take(map, "description")];
    let mut values: Vec<Node> = Vec::new();
    if let Some(Value::Array(own)) = map.get_mut("enum").map(|node| &mut node.value) {
        values.append(own);
    }
    for mut constant in constants {
        let Some(map) = tree::object_mut(&mut constant) else {
            continue;
        };
        let name = tree::take(map, "title");
        let description = tree::take(map, "description");
        let Some((own, _)) = tree::take_array(map, "enum") else {
            continue;
        };
        for value in own {
            if !values.iter().any(|other| other.same_value(&value)) {
                values.push(value);
                names.push(name.clone());
                descriptions.push(description.clone());
            }
        }
    }
    tree::put(map, "enum", Value::Array(values), origin);
    for (keyword, list) in [
        ("x-enum-varnames", names),
        ("x-enum-descriptions", descriptions),
    ] {
        if list.iter().any(Option::is_some) && !map.contains_key(keyword) {
            let list = list
                .into_iter()
                .map(|item| item.unwrap_or_else(|| tree::node(Value::Null, origin)))
                .collect();
            tree::put(map, keyword, Value::Array(list), origin);
        }
    }
    Some(first)
}

/// Whether a branch is a constant of a scalar type, with no other constraints.
fn is_constant(branch: &Node, name: &str) -> bool {
    let Some(map) = branch.as_object() else {
        return false;
    };
    tree::text(map, "type") == Some(name)
        && matches!(map.get("enum").and_then(Node::as_array), Some([_]))
        && map.keys().all(|key| {
            let keyword = key.text.as_ref();
            matches!(keyword, "type" | "enum" | "format")
                || (is_annotation(keyword)
                    && !matches!(keyword, "nullable" | "default" | "deprecated"))
        })
}
