//! The untyped document: a tree of JSON values in which each node records where it was written.
//!
//! Input: a [`SourceFile`](crate::source::SourceFile). Output: a [`Node`]. Also writes nodes as YAML and JSON. It is
//! independent of OpenAPI.
//!
//! `read.rs` explains the choice of parsers.

mod depth;
mod duplicate;
mod json;
mod model;
mod pointer;
mod read;
#[cfg(test)]
pub(crate) mod testing;
mod write_json;
mod write_yaml;
mod yaml;

pub use depth::MAX_DEPTH;
pub use model::{Key, Map, Node, Number, Value};
pub use pointer::{
    MAX_REFERENCE_CHAIN, escape, from_fragment, parse_pointer, push_pointer, unescape,
};
pub use read::read;
pub use write_json::write_json;
pub use write_yaml::write_yaml;
