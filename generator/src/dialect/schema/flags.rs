//! Rule: `nullable` and its relatives, `required` as a flag, and the forms of `discriminator`.
//!
//! In: the members of a schema. Out: `nullable` is there only when `true`; `discriminator` is an object whose mapping
//! names schemas by reference.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::references::component_reference;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

/// Straightens the flags.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    if let Some(node) = tree::take(map, "x-nullable")
        && !map.contains_key("nullable")
    {
        tree::put(map, "nullable", node.value, node.origin);
    }
    if matches!(map.get("nullable"), Some(node) if node.value == Value::Bool(false)) {
        map.shift_remove("nullable");
    }
    required(map, cx);
    discriminator(map, cx);
}

/// `required: true` inside a property was JSON Schema once; since then the object lists its required members.
fn required(map: &mut Map, cx: &mut Context<'_>) {
    if !matches!(map.get("required"), Some(node) if matches!(node.value, Value::Bool(_))) {
        return;
    }
    if let Some(node) = tree::take(map, "required") {
        cx.found.push(
            Diagnostic::warning(
                Code::IneffectiveKeyword,
                "`required` as a flag has no meaning in a schema",
                node.origin,
            )
            .help("name the property in the `required` list of the object around it"),
        );
    }
}

fn discriminator(map: &mut Map, cx: &Context<'_>) {
    let Some(node) = map.get_mut("discriminator") else {
        return;
    };
    if let Value::String(property) = &mut node.value {
        let property = tree::string(std::mem::take(property), node.origin);
        *node = tree::single("propertyName", property, node.origin);
    }
    let mapping = tree::object_mut(node)
        .and_then(|members| members.get_mut("mapping"))
        .and_then(tree::object_mut);
    for target in mapping.into_iter().flat_map(Map::values_mut) {
        by_name(target, cx);
    }
}

/// A mapping may give the bare name of a schema; what looks like one and exists is one.
fn by_name(target: &mut Node, cx: &Context<'_>) {
    if let Value::String(text) = &mut target.value
        && cx.schemas.contains(text.as_str())
    {
        *text = component_reference("schemas", text);
    }
}
