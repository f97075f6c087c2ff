//! Rule: `nullable` and `x-nullable`, `required` as a flag, and the forms of `discriminator`.
//!
//! Input: the keywords of a schema. Output: `nullable` is `true` or absent, and `discriminator` is an object whose mapping
//! contains references.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::references::component_reference;
use crate::dialect::tree;
use crate::document::{Map, Node, Value};

/// Normalizes the flags.
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

/// Removes `required: true`, which early drafts of JSON Schema allowed in properties.
fn required(map: &mut Map, cx: &mut Context<'_>) {
    if !matches!(map.get("required"), Some(node) if matches!(node.value, Value::Bool(_))) {
        return;
    }
    if let Some(node) = tree::take(map, "required") {
        cx.diagnostics.push(
            Diagnostic::warning(
                Code::IneffectiveKeyword,
                "`required` must be a list of property names, not a flag",
                node.origin,
            )
            .help("add the property to the `required` list of the object that contains it"),
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
    let Some(fields) = tree::object_mut(node) else {
        return;
    };
    // The default of OpenAPI 3.2, which the typed document cannot represent.
    if let Some(mut default) = tree::take(fields, "defaultMapping") {
        expand_name(&mut default, cx);
        tree::put(fields, "x-default-mapping", default.value, default.origin);
    }
    let mapping = fields.get_mut("mapping").and_then(tree::object_mut);
    for target in mapping.into_iter().flat_map(Map::values_mut) {
        expand_name(target, cx);
    }
}

/// Replaces the name of an existing schema with a reference: a mapping may contain either.
fn expand_name(target: &mut Node, cx: &Context<'_>) {
    if let Value::String(text) = &mut target.value
        && cx.schemas.contains(text.as_str())
    {
        *text = component_reference("schemas", text);
    }
}
