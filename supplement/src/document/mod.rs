//! A view of an OpenAPI document for the comparison.
//!
//! Input: the tree of a document. Output: its operations and views of its schemas, each with its JSON Pointer.

mod operations;
mod schema;

pub use operations::{DocumentOperation, key, operations};
pub use schema::{Branch, Document, Kind};
