//! A comparison in progress: both sides and the changes found so far.

use std::collections::BTreeMap;

use super::surface::Surface;
use super::{Change, Report, Rule, renames};

/// Both sides, and the changes found so far.
pub(super) struct Comparison<'a> {
    pub(super) old: Surface<'a>,
    pub(super) new: Surface<'a>,
    /// Types of the old side that appear to have been renamed on the new side, with their new names.
    pub(super) renamed: BTreeMap<&'a str, &'a str>,
    changes: Vec<Change>,
}

/// The item that a change affects.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// Its path in Rust.
    pub(super) rust: String,
    /// Its JSON Pointer.
    pub(super) pointer: String,
    /// Its location in the source, as `file:line:column`.
    pub(super) location: Option<String>,
    /// The areas that contain it.
    pub(super) areas: Vec<String>,
}

/// The content of a change.
#[derive(Clone, Debug, Default)]
pub(super) struct Difference {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) note: Option<String>,
    pub(super) guess: bool,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(old: Surface<'a>, new: Surface<'a>) -> Self {
        let renamed = renames::types(&old, &new);
        Self {
            old,
            new,
            renamed,
            changes: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, rule: Rule, subject: &Subject, difference: Difference) {
        let Subject {
            rust,
            pointer,
            location,
            areas,
        } = subject.clone();
        self.changes.push(Change {
            class: rule.class(),
            rule,
            title: rule.title(),
            rust,
            pointer,
            location,
            areas,
            old: difference.old,
            new: difference.new,
            note: difference.note,
            reason: rule.reason(),
            guess: difference.guess,
        });
    }

    pub(super) fn into_report(self) -> Report {
        Report::of(self.changes)
    }
}

impl Subject {
    /// Returns a part of this item. Its location defaults to that of the item.
    pub(super) fn part(&self, name: &str, location: Option<String>) -> Self {
        Self {
            rust: format!("{}{name}", self.rust),
            location: location.or_else(|| self.location.clone()),
            ..self.clone()
        }
    }
}

impl Difference {
    pub(super) fn added(new: impl Into<String>) -> Self {
        Self {
            new: Some(new.into()),
            ..Self::default()
        }
    }

    pub(super) fn removed(old: impl Into<String>) -> Self {
        Self {
            old: Some(old.into()),
            ..Self::default()
        }
    }

    pub(super) fn changed(old: impl Into<String>, new: impl Into<String>) -> Self {
        Self {
            old: Some(old.into()),
            new: Some(new.into()),
            ..Self::default()
        }
    }

    /// Adds a note.
    pub(super) fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    /// Marks the two sides as matched by similarity.
    pub(super) fn guessed(self) -> Self {
        Self {
            guess: true,
            ..self
        }
    }
}
