//! The untyped document: a tree of JSON values whose every node knows where it was written.
//!
//! In: a [`SourceFile`](crate::source::SourceFile). Out: [`Node`], and texts made of nodes. Knows YAML and JSON,
//! nothing of OpenAPI.
//!
//! Which crates read the texts, and why these: see `read.rs`.

mod json;
mod model;
mod pointer;
mod read;
#[cfg(test)]
pub(crate) mod testing;
mod write_json;
mod write_yaml;
mod yaml;

pub use model::{Key, Map, Node, Number, Value};
pub use pointer::{escape, from_fragment, parse_pointer, push_pointer};
pub use read::{MAX_DEPTH, read};
pub use write_json::write_json;
pub use write_yaml::write_yaml;
