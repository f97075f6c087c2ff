//! Everything of a document that is not a schema: walks it, hands schemas to their rules.
//!
//! In: an object and its kind. Out: only members that the typed document has a place for.

mod parameter;
mod path_item;
mod path_parameters;
mod security;

pub(super) use parameter::identity;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Map, Node, Value};
use crate::nearest::nearest;

use super::grammar::{Kind, Member, member, names};
use super::{Context, schema, tree};

/// Normalizes an object and all below it.
pub(super) fn normalize(node: &mut Node, kind: Kind, cx: &mut Context<'_>) {
    if kind == Kind::Schema {
        schema::normalize(node, cx);
        return satisfiable(node, cx);
    }
    let origin = node.origin;
    let Value::Object(map) = &mut node.value else {
        return;
    };
    if map.contains_key("$ref") && is_referable(kind) {
        // Words beside such a reference only replace those of the target.
        map.retain(|key, _| key.text.as_ref() == "$ref");
        return;
    }
    if matches!(kind, Kind::Parameter | Kind::Header) {
        parameter::complete(map, kind, origin, cx);
    }
    if kind == Kind::Components {
        security::drop_unsupported(map, cx);
    }
    tidy(map, kind, cx);
    for (key, below) in map.iter_mut() {
        match member(kind, &key.text) {
            Member::One(kind) => {
                null_to_empty(below);
                normalize(below, kind, cx);
            }
            Member::Many(kind) | Member::OneOrMany(kind) => {
                if let Value::Array(items) = &mut below.value {
                    items.iter_mut().for_each(|item| normalize(item, kind, cx));
                }
            }
            Member::Named(kind) => {
                let named = tree::object_mut(below)
                    .into_iter()
                    .flat_map(Map::values_mut);
                named.for_each(|item| {
                    null_to_empty(item);
                    normalize(item, kind, cx);
                });
            }
            _ => {}
        }
    }
    match kind {
        Kind::PathItem => path_item::hand_down_parameters(map, cx),
        Kind::Paths => path_parameters::mend(map, cx),
        _ => {}
    }
}

/// A schema that nothing satisfies has no type; where one is needed, any JSON is read.
fn satisfiable(node: &mut Node, cx: &mut Context<'_>) {
    if node.value == Value::Bool(false) {
        cx.found.push(
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

fn is_referable(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Parameter | Kind::RequestBody | Kind::Response | Kind::Header
    )
}

/// In YAML, a name with nothing behind it.
fn null_to_empty(node: &mut Node) {
    if node.value == Value::Null {
        node.value = Value::Object(Map::default());
    }
}

fn tidy(map: &mut Map, kind: Kind, cx: &mut Context<'_>) {
    let by_name = !names(kind).is_empty();
    map.retain(|key, node| match member(kind, &key.text) {
        Member::Dropped | Member::Definitions => false,
        Member::Unknown => {
            let name = key.text.as_ref();
            let mut warning = Diagnostic::warning(
                Code::UnknownKeyword,
                format!("no version of OpenAPI knows `{name}` {}", place(kind)),
                key.origin,
            );
            if let Some(meant) = nearest(name, names(kind).iter().copied()) {
                warning = warning.help(format!("is `{meant}` meant?"));
            }
            cx.found.push(warning);
            false
        }
        _ => !(by_name && node.value == Value::Null) || key.text.starts_with("x-"),
    });
}

fn place(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "at the top of a document",
        Kind::Components => "in `components`",
        Kind::Paths => "in `paths`",
        Kind::PathItem => "in a path item",
        Kind::Operation => "in an operation",
        Kind::Parameter => "in a parameter",
        Kind::RequestBody => "in a request body",
        Kind::MediaType => "in a media type",
        Kind::Encoding => "in an encoding",
        Kind::Responses => "in `responses`",
        Kind::Response => "in a response",
        Kind::Header => "in a header",
        Kind::Callback => "in a callback",
        Kind::Schema => "in a schema",
    }
}

#[cfg(test)]
mod tests;
