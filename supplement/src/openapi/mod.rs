//! Converts types and operations of an SDK to OpenAPI.
//!
//! Input: types, operations and the pairing with a document. Output: nodes of a tree without origins.

pub mod build;
mod components;
mod ids;
mod names;
mod operation;
mod schema;

pub use components::Components;
pub use ids::operation_id;
pub use names::{Names, prefixed};
pub use operation::{operation, parameter};
