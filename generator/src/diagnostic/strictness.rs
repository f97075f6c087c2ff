//! How strictly overlays, configuration and documentation must match the document.

use super::Severity;

/// How an entry that matches nothing is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// As an error: the entry is written for this document.
    Strict,
    /// As a note or a warning: the document may be a different one, such as an older revision.
    Lenient,
}

impl Strictness {
    /// Whether this is [`Strict`](Self::Strict).
    pub fn is_strict(self) -> bool {
        self == Self::Strict
    }

    /// Returns the severity of a problem that is an error only in strict runs.
    pub fn severity(self, lenient: Severity) -> Severity {
        match self {
            Self::Strict => Severity::Error,
            Self::Lenient => lenient,
        }
    }
}

impl From<bool> for Strictness {
    fn from(is_strict: bool) -> Self {
        match is_strict {
            true => Self::Strict,
            false => Self::Lenient,
        }
    }
}
