//! Rule: `anyOf` and `oneOf`.
//!
//! Input: the keywords of a schema whose branches are normalized. Output: at least two branches without duplicates,
//! none of them `null`, `false` or nullable (the union is nullable instead). A single branch becomes an `allOf`, unless
//! a discriminator implies more. Branches that are constants become one `enum`. Branches that only list `required`
//! properties are not types; they are kept in `x-required-any-of` or `x-required-one-of`.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

use super::keywords::{is_annotation, is_any};
use super::{nullability, varnames};

/// Normalizes a union.
pub(super) fn apply(map: &mut Map, keyword: &'static str, cx: &mut Context<'_>) {
    let Some(node) = map.get_mut(keyword) else {
        return;
    };
    let origin = node.origin;
    let Value::Array(branches) = &mut node.value else {
        return;
    };
    let given = std::mem::take(branches);
    if !given.is_empty() && given.iter().all(|branch| only_required(branch).is_some()) {
        return keep_required(map, keyword, given, origin);
    }
    let mut null = None;
    let mut kept = distinct(given, &mut null, cx);
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
                None => cx.diagnostics.push(Diagnostic::warning(
                    Code::UnsatisfiableSchema,
                    format!("no value satisfies any branch of this `{keyword}`"),
                    origin,
                )),
            }
        }
        1 if !implies_branches(map, null, &kept) => into_all_of(map, keyword, kept, origin),
        _ => {
            if let Some(node) = map.get_mut(keyword) {
                node.value = Value::Array(kept);
            }
        }
    }
}

/// Whether a union with one branch is meant to have more: it has a discriminator.
fn implies_branches(map: &Map, null: Option<Origin>, kept: &[Node]) -> bool {
    let references = kept.iter().all(|it| tree::bare_reference(it).is_some());
    map.contains_key("discriminator") && null.is_none() && references
}

/// Returns the `required` list of a schema that has no other constraints.
pub(super) fn only_required(node: &Node) -> Option<&Node> {
    let map = node.as_object()?;
    let is_only = map
        .keys()
        .all(|key| matches!(key.text.as_ref(), "required" | "type") || is_annotation(&key.text));
    let is_object = matches!(tree::text(map, "type"), None | Some("object"));
    map.get("required").filter(|_| is_only && is_object)
}

fn distinct(given: Vec<Node>, null: &mut Option<Origin>, cx: &Context<'_>) -> Vec<Node> {
    let mut kept: Vec<Node> = Vec::with_capacity(given.len());
    for mut branch in given {
        let origin = branch.origin;
        if branch.value == Value::Bool(false) {
            continue;
        }
        let refers_to_null = tree::bare_reference(&branch).is_some_and(|it| cx.nulls.contains(it));
        if branch.value == Value::Null
            || nullability::is_null(&branch)
            || is_only_nullable(&branch)
            || refers_to_null
        {
            *null = null.or(Some(origin));
            continue;
        }
        if let Value::Object(map) = &mut branch.value
            && map.shift_remove("nullable").is_some()
        {
            *null = null.or(Some(origin));
            unwrap_reference(&mut branch);
        }
        let is_duplicate = tree::bare_reference(&branch).is_some_and(|target| {
            kept.iter()
                .any(|other| tree::bare_reference(other) == Some(target))
        });
        if !is_duplicate {
            kept.push(branch);
        }
    }
    kept
}

/// Whether a branch is only `{nullable: true}`, which authors use as a branch for `null`.
fn is_only_nullable(branch: &Node) -> bool {
    is_any(branch)
        && branch
            .as_object()
            .is_some_and(|map| tree::is_true(map, "nullable"))
}

/// Unwraps a reference that is in an `allOf` only for the sake of `nullable`.
fn unwrap_reference(branch: &mut Node) {
    let branches = match branch.as_object() {
        Some(map) if map.len() == 1 => map.get("allOf").and_then(Node::as_array),
        _ => None,
    };
    if let Some([only]) = branches
        && tree::bare_reference(only).is_some()
    {
        *branch = only.clone();
    }
}

/// Keeps the `required` lists of the branches in an extension.
fn keep_required(map: &mut Map, keyword: &str, branches: Vec<Node>, origin: Origin) {
    let lists = branches
        .iter()
        .filter_map(|branch| only_required(branch).cloned())
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

/// Moves the only branch into `allOf`.
fn into_all_of(map: &mut Map, keyword: &str, kept: Vec<Node>, origin: Origin) {
    map.shift_remove("discriminator");
    let position = map.get_index_of(keyword).unwrap_or(map.len());
    map.shift_remove(keyword);
    match map.get_mut("allOf").map(|node| &mut node.value) {
        Some(Value::Array(branches)) => branches.extend(kept),
        _ => {
            let all_of = tree::node(Value::Array(kept), origin);
            tree::insert_at(map, position, "allOf", all_of);
        }
    }
}
