//! Builds the typed document, with a mapping from its parts to their origins.
//!
//! Input: the normalized document. Output: a [`Document`]: [`openapiv3::OpenAPI`], the webhooks that it cannot
//! represent, and [`Origins`]. Each part that violates the specification is reported with its location: as an error in
//! strict mode, otherwise as a warning that states what the generator does instead. Later stages see only typed data,
//! except for JSON values in extensions and defaults. The stage is independent of Rust and of the meaning of schemas,
//! which is the task of `lower`.

mod check;
mod model;
mod origins;
mod read;
mod resolve;

pub use check::names_in;
pub use model::{AdditionalOperation, Document, Located};
pub use origins::Origins;
pub use resolve::schema_name;

use crate::diagnostic::{Diagnostics, Strictness};
use crate::document::Node;

/// JSON pointers into the typed document.
pub mod pointer {
    pub use crate::document::{escape, parse_pointer as parse, push_pointer as push};

    /// Returns a pointer with one more reference token.
    pub fn join(pointer: &str, token: &str) -> String {
        let mut joined = pointer.to_owned();
        push(&mut joined, token);
        joined
    }
}

/// Builds the typed document. Returns `None` after errors.
pub fn build(
    root: Node,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut violations = Diagnostics::default();
    let document = checked(root, &mut violations);
    if !strictness.is_strict() {
        violations.relax(0);
    }
    diagnostics.append(violations);
    (!diagnostics.has_errors()).then_some(document)
}

/// Builds the typed document, and reports all violations of the specification.
fn checked(root: Node, diagnostics: &mut Diagnostics) -> Document {
    let read = read::document(&root, diagnostics);
    let mut document = Document {
        api: read.api,
        additional: read.additional,
        webhooks: read.webhooks,
        origins: Origins::new(root),
    };
    check::references(&document, &read.references, diagnostics);
    check::cycles(&mut document, diagnostics);
    check::chains(&mut document, diagnostics);
    check::operation_ids(&document, diagnostics);
    check::parameters(&document, diagnostics);
    document
}

#[cfg(test)]
mod tests;
