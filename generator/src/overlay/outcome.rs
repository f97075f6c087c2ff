//! The outcome of each action, and how strictly ineffective actions are reported.

use crate::source::Origin;

/// How to report an action that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// As an error: the overlays are written for this document.
    Strict,
    /// In a note for each overlay: the document may be a different one, such as an older revision.
    Lenient,
}

/// An action that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Index of the overlay in the list that was applied.
    pub overlay: usize,
    /// Index of the action in its overlay.
    pub action: usize,
    /// Where the target of the action is written.
    pub origin: Origin,
    /// Its outcome.
    pub outcome: Outcome,
}

/// The outcome of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its `x-applies-if` selects nothing, so its target was not evaluated.
    Skipped,
    /// It selected this many nodes and changed at least one of them.
    Changed(usize),
    /// It selected this many nodes, and each of them already has what the action would add.
    Unchanged(usize),
    /// Its target selects nothing.
    NoMatch,
    /// It cannot be applied to what it selects; an error was reported.
    Failed,
}
