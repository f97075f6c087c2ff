//! Finds the place a reference means.
//!
//! In: the document and a [`Use`]. Out: the pointer of a node that exists. Changes nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::dialect::grammar::Kind;
use crate::dialect::tree;
use crate::dialect::walk::visit;
use crate::document::{Map, Node, Value, from_fragment, parse_pointer, push_pointer};

use super::uses::Use;

/// More steps from reference to reference than any honest document has.
const MOST_STEPS: usize = 64;

/// The pointer of the place a reference means; none when there is no such place.
pub(super) fn of(root: &Node, found: &Use, anchors: &BTreeMap<String, String>) -> Option<String> {
    let start = match (found.keyword, found.written.as_str()) {
        ("$recursiveRef", _) | ("$ref", "#") if found.kind == Kind::Schema => {
            enclosing(root, found, |map| tree::is_true(map, "$recursiveAnchor"))?
        }
        ("$dynamicRef", "#") => enclosing(root, found, |map| map.contains_key("$dynamicAnchor"))?,
        (keyword, written) => match from_fragment(written) {
            Some(pointer) => pointer.into_owned(),
            None => {
                let anchor = written.strip_prefix('#')?;
                let around = match keyword {
                    "$dynamicRef" => enclosing_anchor(root, found, anchor),
                    _ => None,
                };
                around.or_else(|| anchors.get(anchor).cloned())?
            }
        },
    };
    follow(root, &start)
}

/// The section of the components for objects of a kind.
pub(super) fn section(kind: Kind) -> &'static str {
    match kind {
        Kind::Parameter => "parameters",
        Kind::RequestBody => "requestBodies",
        Kind::Response => "responses",
        Kind::Header => "headers",
        Kind::Callback => "callbacks",
        Kind::PathItem => "pathItems",
        _ => "schemas",
    }
}

/// Section and name, when a pointer is that of a component.
pub(super) fn component(pointer: &str) -> Option<(&str, Cow<'_, str>)> {
    let (section, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
    if name.contains('/') {
        return None;
    }
    // One token, read as a pointer of its own.
    let start = pointer.len() - name.len() - 1;
    let name = parse_pointer(&pointer[start..])?.pop()?;
    Some((section, name))
}

/// The node at a pointer, to change.
pub(super) fn node_mut<'n>(root: &'n mut Node, pointer: &str) -> Option<&'n mut Node> {
    let mut node = root;
    for token in parse_pointer(pointer)? {
        node = match &mut node.value {
            Value::Object(map) => map.get_mut(token.as_ref())?,
            Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(node)
}

fn step<'n>(node: &'n Node, token: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Object(map) => map.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Walks a pointer; where the way leads through a `$ref`, goes on at its target.
fn follow(root: &Node, pointer: &str) -> Option<String> {
    let mut pointer = pointer.to_owned();
    'restart: for _ in 0..MOST_STEPS {
        let mut node = root;
        let mut way = String::new();
        let tokens: Vec<Cow<'_, str>> = parse_pointer(&pointer)?;
        for (index, token) in tokens.iter().enumerate() {
            if let Some(below) = step(node, token) {
                node = below;
                push_pointer(&mut way, token);
                continue;
            }
            let target = tree::text(node.as_object()?, "$ref")?;
            let mut onward = from_fragment(target)?.into_owned();
            for token in &tokens[index..] {
                push_pointer(&mut onward, token);
            }
            pointer = onward;
            continue 'restart;
        }
        // A component that is only another name stays a name of its own.
        let onward = match component(&way) {
            Some(_) => None,
            None => tree::bare_reference(node).and_then(from_fragment),
        };
        match onward {
            Some(onward) => pointer = onward.into_owned(),
            None => return Some(way),
        }
    }
    None
}

/// The nearest schema around a reference that meets a condition, else the outermost one.
fn enclosing(root: &Node, found: &Use, wanted: impl Fn(&Map) -> bool) -> Option<String> {
    let outermost = found.outer_schema?;
    ancestors(&found.at, outermost)
        .find(|pointer| {
            root.at_pointer(pointer)
                .and_then(Node::as_object)
                .is_some_and(&wanted)
        })
        .or_else(|| found.at.get(..outermost))
        .map(str::to_owned)
}

/// The nearest schema around a reference that carries an anchor.
fn enclosing_anchor(root: &Node, found: &Use, anchor: &str) -> Option<String> {
    ancestors(&found.at, found.outer_schema?)
        .find(|pointer| {
            root.at_pointer(pointer)
                .and_then(Node::as_object)
                .is_some_and(|map| tree::text(map, "$dynamicAnchor") == Some(anchor))
        })
        .map(str::to_owned)
}

/// The pointer and its prefixes down to a length, longest first.
fn ancestors(pointer: &str, least: usize) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), move |pointer| {
        let shorter = pointer.get(..pointer.rfind('/')?)?;
        (shorter.len() >= least).then_some(shorter)
    })
}

/// The pointers of all schemas that carry an anchor, by its name; of several with one name, that of the first.
pub(super) fn anchors(root: &Node) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    visit(root, |_| true, &mut |map, kind, place| {
        if kind != Kind::Schema {
            return;
        }
        let old_style = tree::text(map, "$id").and_then(|id| id.strip_prefix('#'));
        let names = ["$anchor", "$dynamicAnchor"].map(|keyword| tree::text(map, keyword));
        for name in names.into_iter().chain([old_style]).flatten() {
            found
                .entry(name.to_owned())
                .or_insert_with(|| place.pointer());
        }
    });
    found
}
