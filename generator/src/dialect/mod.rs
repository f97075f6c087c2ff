//! Normalizes OpenAPI 3.1, 3.0, and documents that mix both, to one dialect: the subset that the typed model of OpenAPI
//! 3.0 can represent.
//!
//! Input: the untyped document after the overlays. Output: an equivalent document in the dialect; each node has the
//! origin of the node it was made from. The stage is independent of Rust and of the purpose of the API.
//!
//! Later stages can rely on this normal form of schemas:
//!
//! - A `$ref` has no siblings and the form `#/components/<section>/<name>`, unless its target does not exist in the
//!   document.
//! - Each other schema is one of: a `type` with keywords of that type; `anyOf` or `oneOf` with at least two branches,
//!   or a discriminator and one reference, none of them `null` or nullable; `allOf` with branches that are not
//!   nullable; no constraints (any JSON); `enum: [null]` (only `null`). Each may have annotations.
//! - `allOf` with one branch is an annotated reference.
//! - `null` is `nullable: true`, a constant is an `enum` of one value, exclusive limits are flags, and limits of
//!   integers are 64-bit integers (`x-limit-minimum` and `x-limit-maximum` contain all others).
//! - Keywords that only OpenAPI 3.1 defines do not occur. What the dialect cannot express is reported as a warning.
//!
//! In the rest of the document, path items are not references, and each operation has the parameters of its path.

mod context;
mod data;
mod events;
mod hierarchy;
mod objects;
mod references;
mod schema;
mod swagger;
mod tree;
mod version;
mod walk;

pub use references::{FILES, SELF};

use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::grammar::ObjectKind;

use context::Context;

/// Converts a Swagger 2.0 document to OpenAPI 3.0. Any other document is unchanged.
pub fn upgrade(root: &mut Node, diagnostics: &mut Diagnostics) {
    swagger::convert(root, diagnostics);
}

/// Normalizes a document. After an error, the result must not be used.
pub fn normalize(mut root: Node, diagnostics: &mut Diagnostics) -> Node {
    swagger::convert(&mut root, diagnostics);
    if !version::check(&mut root, diagnostics) {
        return root;
    }
    references::canonicalize(&mut root, diagnostics);
    events::rewrite(&mut root);
    hierarchy::rewrite(&mut root);
    let mut cx = Context::of(&root, diagnostics);
    objects::normalize(&mut root, ObjectKind::Document, &mut cx);
    root
}

#[cfg(test)]
mod testing;
