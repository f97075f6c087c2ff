//! Finds the references that are not of the form `#/components/<section>/<name>`.
//!
//! In: the document. Out: a list of [`Use`]. Resolves nothing.

use crate::dialect::grammar::Kind;
use crate::dialect::tree;
use crate::dialect::walk::{Place, visit};
use crate::document::{Map, Node};

use super::target;

/// A reference as it was found.
#[derive(Debug)]
pub(super) struct Use {
    /// The pointer of the object that holds it.
    pub(super) at: String,
    /// How much of `at` leads to the outermost schema around it.
    pub(super) outer_schema: Option<usize>,
    /// What must stand at the target.
    pub(super) kind: Kind,
    /// `$ref`, `$recursiveRef`, `$dynamicRef` or `discriminator`.
    pub(super) keyword: &'static str,
    /// For a discriminator: the value whose mapping it is.
    pub(super) mapping: Option<String>,
    /// The reference as written.
    pub(super) written: String,
}

/// All references into this document that are not yet in the one form.
pub(super) fn irregular(root: &Node) -> Vec<Use> {
    let mut uses = Vec::new();
    visit(root, |_| true, &mut |map, kind, place| match kind {
        Kind::Schema => {
            for keyword in ["$ref", "$recursiveRef", "$dynamicRef"] {
                note(map, keyword, kind, place, &mut uses);
            }
            note_mapping(map, place, &mut uses);
        }
        Kind::Parameter | Kind::RequestBody | Kind::Response | Kind::Header => {
            note(map, "$ref", kind, place, &mut uses);
        }
        _ => {}
    });
    uses
}

fn note(map: &Map, keyword: &'static str, kind: Kind, place: &Place<'_>, uses: &mut Vec<Use>) {
    let Some(written) = tree::text(map, keyword) else {
        return;
    };
    if !is_irregular(written, kind) {
        return;
    }
    uses.push(Use {
        at: place.pointer(),
        outer_schema: place.outer_schema(),
        kind,
        keyword,
        mapping: None,
        written: written.to_owned(),
    });
}

fn note_mapping(map: &Map, place: &Place<'_>, uses: &mut Vec<Use>) {
    let mapping = map
        .get("discriminator")
        .and_then(|discriminator| discriminator.get("mapping"))
        .and_then(Node::as_object);
    for (value, target) in mapping.into_iter().flatten() {
        let Some(written) = target.as_str() else {
            continue;
        };
        if !is_irregular(written, Kind::Schema) {
            continue;
        }
        uses.push(Use {
            at: place.pointer(),
            outer_schema: place.outer_schema(),
            kind: Kind::Schema,
            keyword: "discriminator",
            mapping: Some(value.text.to_string()),
            written: written.to_owned(),
        });
    }
}

/// Whether a reference leads into this document and is not in the one form.
fn is_irregular(written: &str, kind: Kind) -> bool {
    let Some(fragment) = written.strip_prefix('#') else {
        return false;
    };
    let regular = fragment
        .strip_prefix("/components/")
        .and_then(|rest| rest.strip_prefix(target::section(kind)))
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|name| !name.contains(['/', '%']));
    !regular
}
