//! The outcome of each action.

use crate::source::Origin;

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
