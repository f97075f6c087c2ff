//! Rule: `anyOf` and `oneOf`.
//!
//! In: the members of a schema whose branches are in the normal form. Out: at least two branches, none of them `null`,
//! `false`, repeated or nullable by itself (the union is nullable instead). A lone branch moves into `allOf`. Branches
//! that are constants become one `enum`. Branches that only list `required` members are no types: they stay readable as
//! `x-required-any-of` or `x-required-one-of`.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

use super::keywords::is_annotation;
use super::{is_any, is_null, nullability, varnames};

/// Straightens one union.
pub(super) fn apply(map: &mut Map, keyword: &'static str, cx: &mut Context<'_>) {
    let Some(node) = map.get_mut(keyword) else {
        return;
    };
    let origin = node.origin;
    let Value::Array(branches) = &mut node.value else {
        return;
    };
    let given = std::mem::take(branches);
    if !given.is_empty() && given.iter().all(|branch| required_alone(branch).is_some()) {
        return constraint(map, keyword, given, origin);
    }
    let mut null = None;
    let mut kept = distinct(given, &mut null);
    if !map.contains_key("discriminator") {
        varnames::merge(&mut kept);
    }
    if let Some(at) = null
        && !kept.is_empty()
    {
        nullability::set(map, at);
    }
    match kept.len() {
        0 => {
            map.shift_remove(keyword);
            match null {
                Some(at) => nullability::only_null(map, at),
                None => cx.found.push(Diagnostic::warning(
                    Code::UnsatisfiableSchema,
                    format!("`{keyword}` has no branch that a value could match"),
                    origin,
                )),
            }
        }
        1 => lone(map, keyword, kept, origin),
        _ => {
            if let Some(node) = map.get_mut(keyword) {
                node.value = Value::Array(kept);
            }
        }
    }
}

/// The `required` list of a schema that says nothing else.
pub(super) fn required_alone(node: &Node) -> Option<&Node> {
    let map = node.as_object()?;
    let alone = map
        .keys()
        .all(|key| matches!(key.text.as_ref(), "required" | "type") || is_annotation(&key.text));
    let object = matches!(tree::text(map, "type"), None | Some("object"));
    map.get("required").filter(|_| alone && object)
}

fn distinct(given: Vec<Node>, null: &mut Option<Origin>) -> Vec<Node> {
    let mut kept: Vec<Node> = Vec::with_capacity(given.len());
    for mut branch in given {
        let origin = branch.origin;
        if branch.value == Value::Bool(false) {
            continue;
        }
        if branch.value == Value::Null || is_null(&branch) || is_nullable_alone(&branch) {
            *null = null.or(Some(origin));
            continue;
        }
        if let Value::Object(map) = &mut branch.value
            && map.shift_remove("nullable").is_some()
        {
            *null = null.or(Some(origin));
            unwrap_reference(&mut branch);
        }
        let repeated = tree::bare_reference(&branch).is_some_and(|target| {
            kept.iter()
                .any(|other| tree::bare_reference(other) == Some(target))
        });
        if !repeated {
            kept.push(branch);
        }
    }
    kept
}

/// `{nullable: true}` and no more: meant as a branch for `null`.
fn is_nullable_alone(branch: &Node) -> bool {
    is_any(branch)
        && branch
            .as_object()
            .is_some_and(|map| tree::is_true(map, "nullable"))
}

/// A reference that was wrapped for the sake of `nullable` alone.
fn unwrap_reference(branch: &mut Node) {
    let lone = match branch.as_object() {
        Some(map) if map.len() == 1 => map.get("allOf").and_then(Node::as_array),
        _ => None,
    };
    if let Some([only]) = lone
        && tree::bare_reference(only).is_some()
    {
        *branch = only.clone();
    }
}

fn constraint(map: &mut Map, keyword: &str, branches: Vec<Node>, origin: Origin) {
    let lists = branches
        .iter()
        .filter_map(|branch| required_alone(branch).cloned())
        .collect();
    let name = match keyword {
        "anyOf" => "x-required-any-of",
        _ => "x-required-one-of",
    };
    map.shift_remove(keyword);
    tree::put(map, name, Value::Array(lists), origin);
    if !map.contains_key("type") {
        tree::put(map, "type", Value::String("object".to_owned()), origin);
    }
}

/// One branch alone is no choice: the schema must match it.
fn lone(map: &mut Map, keyword: &str, kept: Vec<Node>, origin: Origin) {
    map.shift_remove("discriminator");
    let position = map.get_index_of(keyword).unwrap_or(map.len());
    map.shift_remove(keyword);
    match map.get_mut("allOf").map(|node| &mut node.value) {
        Some(Value::Array(members)) => members.extend(kept),
        _ => {
            let all_of = tree::node(Value::Array(kept), origin);
            tree::insert_at(map, position, "allOf", all_of);
        }
    }
}
