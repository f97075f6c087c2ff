//! Optional parts of the runtime.

use std::collections::BTreeMap;

/// Whether a crate has an optional part of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Never: neither the modules nor the lines of the part are copied.
    LeftOut,
    /// Always.
    Included,
    /// If the feature of the same name is enabled.
    Feature,
}

/// Whether a crate has each part, by the name of its feature in the runtime.
pub type Parts = BTreeMap<&'static str, Part>;

/// Whether the crate has an optional part of the runtime, always or as a feature.
pub fn has_part(parts: &Parts, name: &str) -> bool {
    parts.get(name).is_some_and(|part| *part != Part::LeftOut)
}
