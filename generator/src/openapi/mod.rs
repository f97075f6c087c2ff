//! The typed document, and the way from its places back to where they were written.
//!
//! In: the document in the one dialect. Out: [`Document`]: [`openapiv3::OpenAPI`], the webhooks it has no place for, and
//! [`Origins`]. Every part that is not what the specification asks for is a diagnostic with the place of that very part;
//! every reference is known to lead somewhere. JSON values end here: later stages see typed data alone. Must not know
//! JSON Schema's meaning (that is `lower`) nor Rust.

mod check;
mod model;
mod origins;
mod read;
mod resolve;

pub use model::{Document, Located};
pub use origins::Origins;
pub use resolve::schema_name;

use crate::diagnostic::Diagnostics;
use crate::document::Node;

/// JSON Pointers into the typed document.
pub mod pointer {
    pub use crate::document::{escape, push_pointer as push};

    /// The pointer one step below another.
    pub fn join(pointer: &str, part: &str) -> String {
        let mut below = pointer.to_owned();
        push(&mut below, part);
        below
    }
}

/// Builds the typed document; none when errors were found.
pub fn build(root: Node, found: &mut Diagnostics) -> Option<Document> {
    let (api, webhooks, references) = read::document(&root, found);
    let document = Document {
        api,
        webhooks,
        origins: Origins::new(root),
    };
    check::references(&document, &references, found);
    check::cycles(&document, found);
    check::operation_ids(&document, found);
    check::parameters(&document, found);
    (!found.has_errors()).then_some(document)
}

#[cfg(test)]
mod tests;
