//! Rule: the keywords of objects.
//!
//! In: the members of a schema whose parts are in the normal form. Out: `properties`, `required` without repetition and
//! `additionalProperties`, which also stands for `patternProperties` and `unevaluatedProperties`; a schema for any JSON
//! there is `true`. `propertyNames` stays readable as `x-property-names`.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::is_any;

/// Straightens the keywords of objects.
pub(super) fn apply(map: &mut Map) {
    if let Some(properties) = map.get_mut("properties").and_then(tree::object_mut) {
        // `name: false` forbids a property: as good as not declaring it.
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

/// `unevaluatedProperties` is `additionalProperties` that also sees the properties of combined schemas. Where there are
/// such, forbidding the rest says nothing a type can hold: undeclared members are kept in any case.
fn unevaluated(map: &mut Map) {
    let Some(node) = tree::take(map, "unevaluatedProperties") else {
        return;
    };
    let combined = ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|keyword| map.contains_key(*keyword));
    let forbids = node.value == Value::Bool(false);
    let says_nothing = combined && forbids;
    if !says_nothing && !map.contains_key("additionalProperties") {
        tree::put(map, "additionalProperties", node.value, node.origin);
    }
}

/// Undeclared members whose names match a pattern have the pattern's schema. Several patterns and a schema for the rest
/// are alternatives.
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
    let open = rest
        .as_ref()
        .is_some_and(|rest| rest.value == Value::Bool(true) || is_any(rest));
    for schema in patterns.into_values().chain(rest) {
        let boolean = matches!(schema.value, Value::Bool(_));
        if !boolean && !schemas.iter().any(|other| other.same_value(&schema)) {
            schemas.push(schema);
        }
    }
    let value = match (open, schemas.len()) {
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
