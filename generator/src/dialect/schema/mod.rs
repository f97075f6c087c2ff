//! Normalizes one schema.
//!
//! Input: a schema of 3.1, 3.0 or a mixture. Output: an equivalent schema in the normal form, which the documentation
//! of [`crate::dialect`] defines. A schema that no value satisfies becomes `false`, which the schema that contains it
//! handles. The stage is independent of operations. Each rule has its own file; [`rules`] applies them in order.

mod all_of;
mod array;
mod constant;
mod content;
mod enumeration;
mod flags;
mod keywords;
mod limits;
mod mixture;
mod narrow;
mod negation;
mod nullability;
mod object;
mod reference;
mod split;
mod tidy;
mod typed;
mod union;
mod varnames;

use crate::document::{Map, Node, Value};

use super::context::Context;
use super::tree;
use crate::grammar::{Field, ObjectKind, field};
use keywords::{Concern, Concerns};

/// Normalizes a schema and all schemas in it.
pub(super) fn normalize(node: &mut Node, cx: &mut Context<'_>) {
    match &mut node.value {
        Value::Bool(true) => node.value = Value::Object(Map::default()),
        Value::Object(map) => {
            tidy::apply(map, cx);
            nested(map, cx);
            rules(node, cx);
        }
        _ => {}
    }
}

fn nested(map: &mut Map, cx: &mut Context<'_>) {
    for (key, node) in map.iter_mut() {
        match field(ObjectKind::Schema, &key.text) {
            Field::One(ObjectKind::Schema) => normalize(node, cx),
            Field::Many(_) => items(node, cx),
            Field::OneOrMany(_) => match node.value {
                Value::Array(_) => items(node, cx),
                _ => normalize(node, cx),
            },
            Field::Map(_) => {
                let schemas = tree::object_mut(node).into_iter().flat_map(Map::values_mut);
                schemas.for_each(|schema| normalize(schema, cx));
            }
            _ => {}
        }
    }
}

fn items(node: &mut Node, cx: &mut Context<'_>) {
    if let Value::Array(items) = &mut node.value {
        items.iter_mut().for_each(|schema| normalize(schema, cx));
    }
}

/// Applies the rules to a schema whose parts are normalized.
fn rules(node: &mut Node, cx: &mut Context<'_>) {
    if tree::bare_reference(node).is_some() {
        return;
    }
    let Value::Object(map) = &mut node.value else {
        return;
    };
    let concerns = Concerns::of(map.keys().map(|key| key.text.as_ref()));
    flags::apply(map, cx);
    reference::apply(map);
    if concerns.has(Concern::String) {
        content::apply(map);
    }
    if concerns.has(Concern::Value) {
        constant::apply(map);
        nullability::apply(map);
    }
    if concerns.has(Concern::Object) {
        object::apply(map);
    }
    if concerns.has(Concern::Array) {
        array::apply(map, cx);
    }
    if !concerns.has(Concern::Combination) {
        typed::apply(map, cx);
        return;
    }
    union::apply(map, "anyOf", cx);
    union::apply(map, "oneOf", cx);
    negation::apply(map, cx);
    if !all_of::apply(map) {
        node.value = Value::Bool(false);
        return;
    }
    mixture::apply(map, cx);
    all_of::collapse(node);
}

#[cfg(test)]
mod tests;
