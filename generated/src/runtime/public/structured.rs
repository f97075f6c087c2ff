//! Structured output: JSON that a model writes, complete or not.

pub use crate::runtime::partial_json::parse_partial_json;
pub use crate::runtime::strict_json::from_strict_json;
