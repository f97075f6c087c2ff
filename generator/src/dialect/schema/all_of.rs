//! Rule: `allOf`.
//!
//! Input: the keywords of a schema whose parts are normalized. Output: branches that constrain values, none of them
//! nullable, none of them an `allOf`. Branches with only annotations are merged into the schema. After that,
//! [`collapse`] replaces the schema with its only branch.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::keywords::is_any;
use super::{narrow, nullability};

/// Normalizes `allOf`. Returns `false` if no value can satisfy all branches.
pub(super) fn apply(map: &mut Map) -> bool {
    let Some(node) = map.get_mut("allOf") else {
        return true;
    };
    let origin = node.origin;
    let Value::Array(branches) = &mut node.value else {
        return true;
    };
    let given = std::mem::take(branches);
    if given
        .iter()
        .any(|branch| branch.value == Value::Bool(false))
    {
        return false;
    }
    let mut kept: Vec<Node> = Vec::with_capacity(given.len());
    let mut annotations = Vec::new();
    for mut branch in given {
        if is_any(&branch) {
            annotations.push(branch);
        } else if let Some(inner) = inner_all_of(&mut branch) {
            kept.extend(inner);
        } else if !kept.iter().any(|other| is_same_reference(other, &branch)) {
            kept.push(branch);
        }
    }
    let nullable = remove_nullable(&mut kept);
    if let Some(node) = map.get_mut("allOf") {
        node.value = Value::Array(kept);
    }
    if matches!(map.get("allOf").and_then(Node::as_array), Some([])) {
        map.shift_remove("allOf");
    }
    if nullable {
        nullability::set(map, origin);
    }
    for branch in annotations {
        merge_annotations(map, branch);
    }
    true
}

/// Replaces a schema with its only branch. A reference replaces it only if the schema has no annotations.
pub(super) fn collapse(node: &mut Node) {
    let Value::Object(map) = &mut node.value else {
        return;
    };
    if let Some(Value::Array(branches)) = map.get_mut("allOf").map(|node| &mut node.value) {
        narrow::merge_scalars(branches);
    }
    let is_reference = match map.get("allOf").and_then(Node::as_array) {
        Some([only]) => tree::bare_reference(only).is_some(),
        _ => return,
    };
    if is_reference && map.len() > 1 {
        return;
    }
    let Some((mut branches, _)) = tree::take_array(map, "allOf") else {
        return;
    };
    let Some(Node {
        value: Value::Object(mut branch),
        origin,
    }) = branches.pop()
    else {
        return;
    };
    // Annotations of the schema override those of the branch.
    branch.extend(std::mem::take(map));
    node.value = Value::Object(branch);
    if is_reference {
        node.origin = origin;
    }
}

/// Returns the branches of a branch that has only an `allOf`.
fn inner_all_of(branch: &mut Node) -> Option<Vec<Node>> {
    let map = tree::object_mut(branch)?;
    let is_only_all_of = map.len() == 1 && map.contains_key("allOf");
    if !is_only_all_of {
        return None;
    }
    tree::take_array(map, "allOf").map(|(inner, _)| inner)
}

fn is_same_reference(one: &Node, two: &Node) -> bool {
    let target = tree::bare_reference(one);
    target.is_some() && target == tree::bare_reference(two)
}

/// Removes `nullable` from all branches. Returns whether `null` satisfies all of them; then the schema is nullable.
fn remove_nullable(branches: &mut [Node]) -> bool {
    let is_only = branches.len() == 1;
    let all = !branches.is_empty()
        && branches.iter().all(|branch| {
            branch
                .as_object()
                .is_some_and(|map| tree::is_true(map, "nullable"))
        });
    if !is_only || all {
        for branch in branches {
            if let Some(map) = tree::object_mut(branch) {
                map.shift_remove("nullable");
            }
        }
    }
    all
}

/// Adds the annotations of a branch to the schema, whose own annotations take precedence.
fn merge_annotations(map: &mut Map, branch: Node) {
    let Value::Object(annotations) = branch.value else {
        return;
    };
    for (key, value) in annotations {
        map.entry(key).or_insert(value);
    }
}
