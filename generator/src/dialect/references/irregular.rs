//! Finds references that do not have the form `#/components/<section>/<name>`.
//!
//! Input: the document. Output: a list of [`IrregularReference`]s, which are not resolved.

use crate::dialect::tree;
use crate::dialect::walk::{ObjectLocation, visit_objects};
use crate::document::{Map, Node};
use crate::grammar::ObjectKind;

/// A reference within the document that is not in the normal form.
#[derive(Debug)]
pub(super) struct IrregularReference {
    /// The pointer of the object that contains it.
    pub(super) pointer: String,
    /// The length of the pointer of the outermost schema that contains it.
    pub(super) outer_schema: Option<usize>,
    /// The kind of object that it refers to.
    pub(super) kind: ObjectKind,
    /// `$ref`, `$recursiveRef`, `$dynamicRef` or `discriminator`.
    pub(super) keyword: &'static str,
    /// For a discriminator, the value that is mapped.
    pub(super) mapping: Option<String>,
    /// The reference, as written.
    pub(super) written: String,
}

/// Finds all references within the document that are not in the normal form.
pub(super) fn find(root: &Node) -> Vec<IrregularReference> {
    let mut references = Vec::new();
    visit_objects(root, |_| true, &mut |map, kind, location| match kind {
        ObjectKind::Schema => {
            for keyword in ["$ref", "$recursiveRef", "$dynamicRef"] {
                add_keyword(map, keyword, kind, location, &mut references);
            }
            add_mapping(map, location, &mut references);
        }
        kind if kind.can_be_reference() => {
            add_keyword(map, "$ref", kind, location, &mut references);
        }
        _ => {}
    });
    references
}

fn add_keyword(
    map: &Map,
    keyword: &'static str,
    kind: ObjectKind,
    location: &ObjectLocation<'_>,
    references: &mut Vec<IrregularReference>,
) {
    let Some(written) = tree::text(map, keyword) else {
        return;
    };
    if !is_irregular(written, kind) {
        return;
    }
    references.push(IrregularReference {
        pointer: location.pointer(),
        outer_schema: location.outer_schema(),
        kind,
        keyword,
        mapping: None,
        written: written.to_owned(),
    });
}

fn add_mapping(map: &Map, location: &ObjectLocation<'_>, references: &mut Vec<IrregularReference>) {
    let mapping = map
        .get("discriminator")
        .and_then(|discriminator| discriminator.get("mapping"))
        .and_then(Node::as_object);
    for (value, target) in mapping.into_iter().flatten() {
        let Some(written) = target.as_str() else {
            continue;
        };
        if !is_irregular(written, ObjectKind::Schema) {
            continue;
        }
        references.push(IrregularReference {
            pointer: location.pointer(),
            outer_schema: location.outer_schema(),
            kind: ObjectKind::Schema,
            keyword: "discriminator",
            mapping: Some(value.text.to_string()),
            written: written.to_owned(),
        });
    }
}

/// The node of a reference, for its origin.
pub(super) fn written<'n>(root: &'n Node, reference: &IrregularReference) -> Option<&'n Node> {
    let object = root.at_pointer(&reference.pointer)?;
    match &reference.mapping {
        Some(value) => object.get("discriminator")?.get("mapping")?.get(value),
        None => object.get(reference.keyword),
    }
}

/// Whether a reference is within the document and not in the normal form.
fn is_irregular(written: &str, kind: ObjectKind) -> bool {
    let Some(fragment) = written.strip_prefix('#') else {
        return false;
    };
    let is_regular = fragment
        .strip_prefix("/components/")
        .and_then(|rest| rest.strip_prefix(kind.section()))
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|name| !name.contains(['/', '%']));
    !is_regular
}
