//! Normalizes all objects of a document except schemas, which it passes to their rules.
//!
//! Input: an object and its kind. Output: the object with only the fields that the typed document can represent.

mod item_schema;
mod media_names;
mod multipart;
mod parameter;
mod path_item;
mod path_parameters;
mod security;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Map, Node, Value};
use crate::nearest::nearest;

use super::context::Context;
use super::{schema, tree};
use crate::grammar::{Field, ObjectKind, field, field_names};

/// Normalizes an object and everything in it.
pub(super) fn normalize(node: &mut Node, kind: ObjectKind, cx: &mut Context<'_>) {
    if kind == ObjectKind::Schema {
        schema::normalize(node, cx);
        return require_satisfiable(node, cx);
    }
    let origin = node.origin;
    let Value::Object(map) = &mut node.value else {
        return;
    };
    if map.contains_key("$ref") && kind.can_be_reference() {
        // Its siblings only override the description of the target.
        map.retain(|key, _| key.text.as_ref() == "$ref");
        return;
    }
    if matches!(kind, ObjectKind::Parameter | ObjectKind::Header) {
        parameter::complete(map, kind, origin, cx);
    }
    if matches!(
        kind,
        ObjectKind::Header | ObjectKind::Parameter | ObjectKind::RequestBody | ObjectKind::Response
    ) {
        media_names::repair(map, cx);
    }
    if kind == ObjectKind::RequestBody {
        multipart::remove_unsupported(map, cx);
    }
    if kind == ObjectKind::Response {
        item_schema::rename_all(map);
    }
    if matches!(kind, ObjectKind::Document | ObjectKind::Operation) {
        security::resolve_names(map, cx);
    }
    if kind == ObjectKind::MediaType {
        report_reference(map, cx);
    }
    if kind == ObjectKind::PathItem
        && let Some(additional) = map
            .get_mut("additionalOperations")
            .and_then(tree::object_mut)
    {
        path_item::remove_invalid_methods(additional, cx);
    }
    if kind == ObjectKind::Components {
        tree::take(map, "mediaTypes");
        security::replace_unsupported(map, cx);
    }
    tidy(map, kind, cx);
    for (key, value) in map.iter_mut() {
        match field(kind, &key.text) {
            Field::One(kind) if kind.contains_schemas() => {
                null_to_empty(value);
                normalize(value, kind, cx);
            }
            Field::Many(kind) | Field::OneOrMany(kind) if kind.contains_schemas() => {
                if let Value::Array(items) = &mut value.value {
                    items.iter_mut().for_each(|item| normalize(item, kind, cx));
                }
            }
            Field::Map(kind) if kind.contains_schemas() => {
                let objects = tree::object_mut(value)
                    .into_iter()
                    .flat_map(Map::values_mut);
                objects.for_each(|item| {
                    null_to_empty(item);
                    normalize(item, kind, cx);
                });
            }
            _ => {}
        }
    }
    match kind {
        ObjectKind::PathItem => path_item::move_parameters(map, cx),
        ObjectKind::Paths => path_parameters::repair(map, cx),
        _ => {}
    }
}

/// Reports a reference to a media type that does not exist. All other references were inlined.
fn report_reference(map: &mut Map, cx: &mut Context<'_>) {
    if let Some(reference) = tree::take(map, "$ref") {
        let text = reference.as_str().unwrap_or_default();
        let message = format!("the media type `{text}` does not exist");
        cx.diagnostics.push(
            Diagnostic::error(Code::DanglingReference, message, reference.origin)
                .fallback("the media type has no schema")
                .help("define it in `components.mediaTypes`"),
        );
    }
}

/// Replaces a schema that no value satisfies with one for any JSON, because a type is needed here.
fn require_satisfiable(node: &mut Node, cx: &mut Context<'_>) {
    if node.value == Value::Bool(false) {
        cx.diagnostics.push(
            Diagnostic::warning(
                Code::UnsatisfiableSchema,
                "no value satisfies this schema",
                node.origin,
            )
            .help("read as any JSON"),
        );
        node.value = Value::Object(Map::default());
    }
}

/// Replaces `null` with an empty object: in YAML, a key without a value is `null`.
fn null_to_empty(node: &mut Node) {
    if node.value == Value::Null {
        node.value = Value::Object(Map::default());
    }
}

fn tidy(map: &mut Map, kind: ObjectKind, cx: &mut Context<'_>) {
    let has_fixed_fields = !field_names(kind).is_empty();
    map.retain(|key, node| match field(kind, &key.text) {
        Field::Sample | Field::Metadata | Field::Definitions => false,
        Field::Unknown => {
            let name = key.text.as_ref();
            let mut warning = Diagnostic::warning(
                Code::UnknownKeyword,
                format!("unknown field `{name}` {}", kind.context()),
                key.origin,
            );
            if let Some(similar) = nearest(name, field_names(kind).iter().copied()) {
                warning = warning.help(format!("did you mean `{similar}`?"));
            }
            cx.diagnostics.push(warning);
            false
        }
        Field::Extension => true,
        _ => !(has_fixed_fields && node.value == Value::Null),
    });
}

#[cfg(test)]
mod tests;
