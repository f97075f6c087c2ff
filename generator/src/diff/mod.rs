//! What changed between two documents, as users of the generated crate see it.
//!
//! In: two [`Side`]s, each a document's meaning and the Rust made of it. Out: [`Report`], plain data. Every change
//! falls under one [`Rule`] of the table in `rules.rs`, which says its class and why. Knows no text of Rust and no
//! format of reports.

mod construction;
mod docs;
mod enums;
mod operations;
mod records;
mod release;
mod renames;
mod report;
mod rules;
mod rust_type;
mod service;
mod signatures;
mod surface;
mod types;

use std::collections::BTreeMap;

pub use release::{Level, Release, numbers};
pub use report::{Change, Counts, Report};
pub use rules::{Class, Rule};
pub use rust_type::text as type_text;
pub use surface::Side;

use self::surface::Surface;

/// Compares two documents.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Report {
    let mut comparison = Comparison::of(Surface::of(old), Surface::of(new));
    comparison.service();
    comparison.operations();
    comparison.types();
    Report::of(comparison.changes)
}

/// Both sides, and what was found so far.
struct Comparison<'a> {
    old: Surface<'a>,
    new: Surface<'a>,
    /// Types of the older side that seem to go on under another name.
    renamed: BTreeMap<&'a str, &'a str>,
    changes: Vec<Change>,
}

/// What a change is about.
#[derive(Clone, Debug, Default)]
struct Spot {
    rust: String,
    pointer: String,
    place: Option<String>,
    areas: Vec<String>,
}

/// What a change is.
#[derive(Clone, Debug, Default)]
struct Found {
    old: Option<String>,
    new: Option<String>,
    note: Option<String>,
    guess: bool,
}

impl<'a> Comparison<'a> {
    fn of(old: Surface<'a>, new: Surface<'a>) -> Self {
        let renamed = renames::types(&old, &new);
        Self {
            old,
            new,
            renamed,
            changes: Vec::new(),
        }
    }

    fn push(&mut self, rule: Rule, spot: &Spot, found: Found) {
        let Spot {
            rust,
            pointer,
            place,
            areas,
        } = spot.clone();
        self.changes.push(Change {
            class: rule.class(),
            rule,
            title: rule.title(),
            rust,
            pointer,
            place,
            areas,
            old: found.old,
            new: found.new,
            note: found.note,
            reason: rule.reason(),
            guess: found.guess,
        });
    }
}

impl Spot {
    /// Something inside, with the place where it is written.
    fn inside(&self, name: &str, place: Option<String>) -> Self {
        Self {
            rust: format!("{}{name}", self.rust),
            place: place.or_else(|| self.place.clone()),
            ..self.clone()
        }
    }
}

impl Found {
    /// Something is there that was not.
    fn added(new: impl Into<String>) -> Self {
        Self {
            new: Some(new.into()),
            ..Self::default()
        }
    }

    /// Something is not there that was.
    fn removed(old: impl Into<String>) -> Self {
        Self {
            old: Some(old.into()),
            ..Self::default()
        }
    }

    /// Something became something else.
    fn changed(old: impl Into<String>, new: impl Into<String>) -> Self {
        Self {
            old: Some(old.into()),
            new: Some(new.into()),
            ..Self::default()
        }
    }

    /// With something else to know.
    fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    /// The two sides were put together by resemblance.
    fn guessed(self) -> Self {
        Self {
            guess: true,
            ..self
        }
    }
}
