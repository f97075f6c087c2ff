//! Resolves references.
//!
//! Input: the document and an [`IrregularReference`]. Output: the pointer of its target. The document is not changed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::component::Component;
use super::irregular::IrregularReference;
use crate::dialect::tree;
use crate::dialect::walk::visit_objects;
use crate::document::{MAX_REFERENCE_CHAIN, Map, Node, from_fragment, parse_pointer, push_pointer};
use crate::grammar::ObjectKind;

/// Returns the pointer of the target, or `None` if it does not exist.
pub(super) fn resolve(
    root: &Node,
    reference: &IrregularReference,
    anchors: &BTreeMap<String, String>,
) -> Option<String> {
    let start = match (reference.keyword, reference.written.as_str()) {
        ("$recursiveRef", _) | ("$ref", "#") if reference.kind == ObjectKind::Schema => {
            enclosing(root, reference, |map| {
                tree::is_true(map, "$recursiveAnchor")
            })?
        }
        ("$dynamicRef", "#") => {
            enclosing(root, reference, |map| map.contains_key("$dynamicAnchor"))?
        }
        (keyword, written) => match from_fragment(written) {
            Some(pointer) => pointer.into_owned(),
            None => {
                let anchor = written.strip_prefix('#')?;
                let enclosing = match keyword {
                    "$dynamicRef" => enclosing_anchor(root, reference, anchor),
                    _ => None,
                };
                enclosing.or_else(|| anchors.get(anchor).cloned())?
            }
        },
    };
    follow(root, &start)
}

/// Follows a pointer, and each `$ref` on the way to its target.
pub(super) fn follow(root: &Node, pointer: &str) -> Option<String> {
    let mut pointer = pointer.to_owned();
    'restart: for _ in 0..MAX_REFERENCE_CHAIN {
        let mut node = root;
        let mut path = String::new();
        let tokens: Vec<Cow<'_, str>> = parse_pointer(&pointer)?;
        for (index, token) in tokens.iter().enumerate() {
            if let Some(child) = tree::child(node, token) {
                node = child;
                push_pointer(&mut path, token);
                continue;
            }
            let target = tree::text(node.as_object()?, "$ref")?;
            let mut next = from_fragment(target)?.into_owned();
            for token in &tokens[index..] {
                push_pointer(&mut next, token);
            }
            pointer = next;
            continue 'restart;
        }
        // A component that is only a reference stays a component.
        let next = match Component::at(&path) {
            Some(_) => None,
            None => tree::bare_reference(node).and_then(from_fragment),
        };
        match next {
            Some(next) => pointer = next.into_owned(),
            None => return Some(path),
        }
    }
    None
}

/// The innermost schema around a reference that meets a condition, else the outermost schema.
fn enclosing(
    root: &Node,
    reference: &IrregularReference,
    condition: impl Fn(&Map) -> bool,
) -> Option<String> {
    let outermost = reference.outer_schema?;
    ancestors(&reference.pointer, outermost)
        .find(|pointer| {
            root.at_pointer(pointer)
                .and_then(Node::as_object)
                .is_some_and(&condition)
        })
        .or_else(|| reference.pointer.get(..outermost))
        .map(str::to_owned)
}

/// The innermost schema around a reference that has a dynamic anchor.
fn enclosing_anchor(root: &Node, reference: &IrregularReference, anchor: &str) -> Option<String> {
    ancestors(&reference.pointer, reference.outer_schema?)
        .find(|pointer| {
            root.at_pointer(pointer)
                .and_then(Node::as_object)
                .is_some_and(|map| tree::text(map, "$dynamicAnchor") == Some(anchor))
        })
        .map(str::to_owned)
}

/// A pointer and its prefixes down to a length, longest first.
fn ancestors(pointer: &str, min_length: usize) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), move |pointer| {
        let shorter = pointer.get(..pointer.rfind('/')?)?;
        (shorter.len() >= min_length).then_some(shorter)
    })
}

/// The pointers of all schemas with an anchor, by its name. If several have the same name, the first one counts.
pub(super) fn anchors(root: &Node) -> BTreeMap<String, String> {
    let mut anchors = BTreeMap::new();
    visit_objects(root, |_| true, &mut |map, kind, location| {
        if kind != ObjectKind::Schema {
            return;
        }
        let old_style = tree::text(map, "$id").and_then(|id| id.strip_prefix('#'));
        let names = ["$anchor", "$dynamicAnchor"].map(|keyword| tree::text(map, keyword));
        for name in names.into_iter().chain([old_style]).flatten() {
            anchors
                .entry(name.to_owned())
                .or_insert_with(|| location.pointer());
        }
    });
    anchors
}
