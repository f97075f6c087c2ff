//! The classes of changes.

use serde::Serialize;

/// The effect of a change on code that was written for the old crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Code may no longer compile, or its meaning changes without a compiler error.
    Breaking,
    /// Code compiles as before. There is something new to use, or a call behaves differently.
    Additive,
    /// Only documentation changes.
    Docs,
}

impl Class {
    /// All classes, the most severe first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Docs];

    /// Returns the name used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Docs => "docs",
        }
    }
}
