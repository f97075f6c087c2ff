//! The report as JSON.
//!
//! Input: a [`Comparison`]. Output: one JSON document.
//!
//! It has the form `{"format": 1, "old": {"name", "version", "operations", "types"}, "new": {..}, "counts": {"breaking",
//! "additive", "docs"}, "release": {"before_1_0", "from_1_0"}, "changes": [{"class", "rule", "title", "rust", "pointer",
//! "location", "areas", "old", "new", "note", "reason", "guess"}]}`. [`Change`](oasmith_core::diff::Change) documents the keys
//! of a change.

use serde::Serialize;

use super::Comparison;

/// Version of the format. It increases when a key is removed or changes its meaning; keys may be added.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Versioned<'a> {
    format: u32,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

/// Renders the report.
pub fn render(comparison: &Comparison) -> String {
    let versioned = Versioned {
        format: FORMAT,
        comparison,
    };
    let text = serde_json::to_string_pretty(&versioned);
    format!("{}\n", text.expect("strings, numbers and lists are JSON"))
}
