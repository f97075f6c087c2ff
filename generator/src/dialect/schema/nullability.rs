//! Rule: `null` as a type or value becomes `nullable`.
//!
//! Input: the keywords of a schema. Output: no `null` in `type` and `enum`. A schema that accepts only `null` is
//! `enum: [null]` without a `type`.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};
use crate::source::Origin;

use super::keywords;

/// Removes `null` from `type` and `enum`.
pub(super) fn apply(map: &mut Map) {
    from_type(map);
    from_enum(map);
}

/// Whether a schema accepts only `null`.
pub(super) fn is_null(node: &Node) -> bool {
    node.as_object().is_some_and(is_null_only)
}

/// Whether the keywords of a schema accept only `null`.
pub(super) fn is_null_only(map: &Map) -> bool {
    !map.contains_key("type")
        && matches!(map.get("enum").and_then(Node::as_array), Some([only]) if only.value == Value::Null)
}

/// Makes a schema accept only `null`.
pub(super) fn only_null(map: &mut Map, origin: Origin) {
    map.retain(|key, _| !keywords::is_constraint(&key.text) && key.text.as_ref() != "nullable");
    let null = tree::node(Value::Null, origin);
    tree::put(map, "enum", Value::Array(vec![null]), origin);
}

/// Makes a schema accept `null` as well.
pub(super) fn set(map: &mut Map, origin: Origin) {
    tree::put(map, "nullable", Value::Bool(true), origin);
}

fn from_type(map: &mut Map) {
    let Some(node) = map.get_mut("type") else {
        return;
    };
    let origin = node.origin;
    let is_null = |node: &Node| node.value == Value::Null || node.as_str() == Some("null");
    match &mut node.value {
        Value::String(name) if name == "null" => only_null(map, origin),
        Value::Array(types) => {
            let before = types.len();
            types.retain(|name| !is_null(name));
            let nullable = types.len() < before;
            match types.as_mut_slice() {
                [] if nullable => return only_null(map, origin),
                [] => {
                    map.shift_remove("type");
                }
                [only] => *node = std::mem::replace(only, tree::node(Value::Null, origin)),
                _ => {}
            }
            if nullable {
                set(map, origin);
            }
        }
        _ => {}
    }
}

fn from_enum(map: &mut Map) {
    if is_null_only(map) {
        map.shift_remove("nullable");
        return;
    }
    let Some(node) = map.get_mut("enum") else {
        return;
    };
    let origin = node.origin;
    let Value::Array(values) = &mut node.value else {
        return;
    };
    let before = values.len();
    values.retain(|value| value.value != Value::Null);
    if values.len() == before {
        return;
    }
    if values.is_empty() {
        only_null(map, origin);
    } else {
        set(map, origin);
    }
}
