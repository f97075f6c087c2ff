//! Merges a supplement: an OpenAPI document that contains what another document lacks.
//!
//! Input: the tree of a document and the tree of a supplement. Output: the completed document; nodes of the supplement
//! keep their location in the supplement. The document takes precedence: entries that it already has are reported as
//! not needed.
//!
//! A supplement contains `paths`, `webhooks`, `x-channels` and `components`, which are merged entry by entry, and
//! `x-additions`. `x-replaces` in an operation is a reference to the operation of the document that it replaces.
//! `target` in an addition is a reference to a schema or operation of the document. The other keys are what it lacks:
//!
//! | key | adds |
//! |---|---|
//! | `properties` | properties of an object |
//! | `enum` | values of an enumeration |
//! | `branches` | branches of `anyOf` or `oneOf`; a schema that is not a union becomes the first branch of one |
//! | `parameters` | parameters of an operation |

mod additions;
mod entries;
mod prune;
mod tree;

pub use prune::prune;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Node;

/// The result of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// JSON Pointers, in the supplement, of the entries that the document already has.
    pub unneeded: Vec<String>,
}

/// Merges a supplement into a document.
pub fn merge(document: &mut Node, supplement: &Node, diagnostics: &mut Diagnostics) -> Merged {
    let mut merge = Merge {
        unneeded: Vec::new(),
        diagnostics,
    };
    merge.operations(document, supplement);
    for path in [
        &["webhooks"][..],
        &["x-channels"],
        &["components", "schemas"],
        &["components", "parameters"],
        &["components", "responses"],
    ] {
        merge.entries(document, supplement, path);
    }
    merge.additions(document, supplement);
    let unneeded = merge.unneeded;
    if let Some((_, first)) = unneeded.first() {
        let count = unneeded.len();
        let message = match count {
            1 => "an entry of the supplement is already in the document".to_owned(),
            _ => format!("{count} entries of the supplement are already in the document"),
        };
        let note = Diagnostic::note(Code::SupplementNotNeeded, message, first.origin);
        diagnostics.push(note.help("`spec update` removes them from the supplement"));
    }
    Merged {
        unneeded: unneeded.into_iter().map(|(pointer, _)| pointer).collect(),
    }
}

/// A merge in progress.
struct Merge<'a> {
    /// Pointers in the supplement and their nodes.
    unneeded: Vec<(String, Node)>,
    diagnostics: &'a mut Diagnostics,
}

impl Merge<'_> {
    fn not_needed(&mut self, pointer: String, node: &Node) {
        self.unneeded.push((pointer, node.clone()));
    }

    fn invalid(&mut self, message: impl Into<String>, node: &Node) {
        let diagnostic = Diagnostic::error(Code::SupplementInvalid, message, node.origin);
        self.diagnostics.push(diagnostic);
    }
}

#[cfg(test)]
mod tests;
