//! Applies overlays: changes to a document that are kept in separate files.
//!
//! Input: a [`Node`](crate::document::Node) tree and overlays of the OpenAPI Overlay Specification, 1.0 or 1.1. Output:
//! the changed tree, and the outcome of each action. Nodes that an overlay adds keep their origin in the overlay. The
//! stage is independent of OpenAPI.
//!
//! Where 1.0 is silent, or stricter than what authors write, 1.1 is followed: arrays are concatenated, and primitive
//! values may be removed. The extension `x-applies-if` contains a query: an action is skipped if that query selects
//! nothing.

mod action;
mod apply;
mod cost;
mod fields;
mod hint;
mod ineffective;
mod jsonpath;
mod merge;
mod model;
mod outcome;
mod path;
mod query;
mod read;
mod shorthand;

pub use apply::apply;
pub use jsonpath::QueryError;
pub use model::{Action, Edit, Overlay, Version};
pub use outcome::{Applied, Outcome};
pub use path::{NodePath, PathElement};
pub use query::Query;
pub use read::read;
