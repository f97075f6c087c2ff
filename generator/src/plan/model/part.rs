//! Optional parts of the runtime.

use std::collections::BTreeMap;

/// How a crate has an optional part of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It lacks the part: neither its modules nor its lines are copied.
    LeftOut,
    /// It always has the part.
    Included,
    /// The part is a feature of the crate.
    Feature,
}

/// How a crate has each part, by the name of its feature in the runtime.
pub type Parts = BTreeMap<&'static str, Part>;
