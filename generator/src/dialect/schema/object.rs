//! Rule: the keywords of objects.
//!
//! Input: the keywords of a schema whose parts are normalized. Output: `properties`, `required` without duplicates, and
//! `additionalProperties`, which replaces `patternProperties` and `unevaluatedProperties` as well and is `true` for any
//! JSON. `propertyNames` is kept in `x-property-names`.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::keywords::is_any;

/// Normalizes the keywords of objects.
pub(super) fn apply(map: &mut Map) {
    if let Some(properties) = map.get_mut("properties").and_then(tree::object_mut) {
        // `name: false` forbids a property, which is then not declared.
        properties.retain(|_, schema| schema.value != Value::Bool(false));
    }
    required(map);
    unevaluated(map);
    patterns(map);
    if let Some(rest) = map.get_mut("additionalProperties")
        && is_any(rest)
    {
        rest.value = Value::Bool(true);
    }
    if let Some(names) = tree::take(map, "propertyNames")
        && !is_any(&names)
    {
        tree::put(map, "x-property-names", names.value, names.origin);
    }
}

fn required(map: &mut Map) {
    let Some(Value::Array(names)) = map.get_mut("required").map(|node| &mut node.value) else {
        return;
    };
    *names = tree::distinct(std::mem::take(names));
    if names.is_empty() {
        map.shift_remove("required");
    }
}

/// Replaces `unevaluatedProperties`, which also considers properties of combined schemas, with `additionalProperties`.
/// With combined schemas, `false` is dropped: types keep undeclared properties in any case.
fn unevaluated(map: &mut Map) {
    let Some(node) = tree::take(map, "unevaluatedProperties") else {
        return;
    };
    let has_combinations = ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|keyword| map.contains_key(*keyword));
    let is_redundant = has_combinations && node.value == Value::Bool(false);
    if !is_redundant && !map.contains_key("additionalProperties") {
        tree::put(map, "additionalProperties", node.value, node.origin);
    }
}

/// Replaces `patternProperties` with `additionalProperties`. The schemas of several patterns and of additional
/// properties become alternatives.
fn patterns(map: &mut Map) {
    let Some(node) = tree::take(map, "patternProperties") else {
        return;
    };
    let origin = node.origin;
    let Value::Object(patterns) = node.value else {
        return;
    };
    let mut schemas: Vec<Node> = Vec::new();
    let rest = tree::take(map, "additionalProperties");
    let is_open = rest
        .as_ref()
        .is_some_and(|rest| rest.value == Value::Bool(true) || is_any(rest));
    for schema in patterns.into_values().chain(rest) {
        let is_boolean = matches!(schema.value, Value::Bool(_));
        if !is_boolean && !schemas.iter().any(|other| other.same_value(&schema)) {
            schemas.push(schema);
        }
    }
    let value = match (is_open, schemas.len()) {
        (true, _) => Value::Bool(true),
        (false, 0) => Value::Bool(false),
        (false, 1) => schemas.remove(0).value,
        (false, _) => {
            let any_of = tree::node(Value::Array(schemas), origin);
            tree::single("anyOf", any_of, origin).value
        }
    };
    tree::put(map, "additionalProperties", value, origin);
}
