//! One schema, in the normal form of the dialect.
//!
//! In: a schema as 3.1, 3.0 or a mixture writes it. Out: the same meaning in keywords of 3.0 alone, each combination of
//! them one of a few (the table stands in the docs of [`crate::dialect`]). A schema that nothing satisfies is left as
//! `false`, for the schema around it to deal with. Knows nothing of operations. One rule, one file;
//! [`rules`] has them in their order.

mod all_of;
mod array;
mod constant;
mod content;
mod enumeration;
mod flags;
mod keywords;
mod limits;
mod mixture;
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

use super::Context;
use super::grammar::{Kind, Member, member};
use super::tree;
use keywords::{Concern, Concerns};

/// Brings a schema and all below it into the normal form.
pub(super) fn normalize(node: &mut Node, cx: &mut Context<'_>) {
    match &mut node.value {
        Value::Bool(true) => node.value = Value::Object(Map::default()),
        Value::Object(map) => {
            tidy::apply(map, cx);
            below(map, cx);
            rules(node, cx);
        }
        _ => {}
    }
}

fn below(map: &mut Map, cx: &mut Context<'_>) {
    for (key, node) in map.iter_mut() {
        match member(Kind::Schema, &key.text) {
            Member::One(_) => normalize(node, cx),
            Member::Many(_) => items(node, cx),
            Member::OneOrMany(_) => match node.value {
                Value::Array(_) => items(node, cx),
                _ => normalize(node, cx),
            },
            Member::Named(_) => {
                let named = tree::object_mut(node).into_iter().flat_map(Map::values_mut);
                named.for_each(|schema| normalize(schema, cx));
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

/// The rules for one schema whose parts are in the normal form already.
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
    if concerns.has(Concern::Text) {
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

/// Whether a normal schema accepts any JSON: no keyword of it is about types.
fn is_any(node: &Node) -> bool {
    node.as_object()
        .is_some_and(|map| map.keys().all(|key| keywords::is_annotation(&key.text)))
}

/// Whether a normal schema accepts `null` and nothing else.
fn is_null(node: &Node) -> bool {
    node.as_object().is_some_and(nullability::is_null_only)
}

#[cfg(test)]
mod tests;
