//! The result of a comparison as plain data. Serialized, it is the `json` format of `spec diff`.
//!
//! Input: changes. Output: [`Report`], sorted and counted, with the required release.

use serde::Serialize;

use super::class::Class;
use super::release::Release;
use super::rules::Rule;

/// All changes between two documents, as users of the crate see them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The number of changes of each class.
    pub counts: Counts,
    /// The release that the most severe change requires.
    pub release: Release,
    /// The changes by class, the most severe first, then by path in Rust.
    pub changes: Vec<Change>,
}

/// The number of changes of each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Counts {
    pub breaking: usize,
    pub additive: usize,
    pub docs: usize,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its effect on users.
    pub class: Class,
    /// The rule that classifies it, serialized in kebab case.
    pub rule: Rule,
    /// The title of the rule.
    pub title: &'static str,
    /// The affected item as written in code: `types::Pet::name`, `client.pets().list`.
    pub rust: String,
    /// The JSON Pointer of the item, in the new document if it exists there.
    pub pointer: String,
    /// The location as `file:line:column`, in the new document if the item exists there.
    pub location: Option<String>,
    /// The areas of the API, each a Cargo feature, that contain it. Empty if only the feature `types` contains it.
    pub areas: Vec<String>,
    /// The old content, if something was changed or removed.
    pub old: Option<String>,
    /// The new content, if something was changed or added.
    pub new: Option<String>,
    /// Additional information.
    pub note: Option<String>,
    /// The reason for its class.
    pub reason: &'static str,
    /// Whether the two sides were matched by similarity.
    pub guess: bool,
}

impl Report {
    /// Creates a report of these changes.
    pub fn of(mut changes: Vec<Change>) -> Self {
        changes.sort_by(|one, other| {
            let key = |change: &Change| (change.class, change.rust.clone(), change.rule);
            key(one)
                .cmp(&key(other))
                .then_with(|| (&one.old, &one.new).cmp(&(&other.old, &other.new)))
        });
        let count = |class| {
            changes
                .iter()
                .filter(|change| change.class == class)
                .count()
        };
        let counts = Counts {
            breaking: count(Class::Breaking),
            additive: count(Class::Additive),
            docs: count(Class::Docs),
        };
        Self {
            release: Release::of(changes.first().map(|change| change.class)),
            counts,
            changes,
        }
    }

    /// Returns the most severe class, or `None` if nothing changed.
    pub fn class(&self) -> Option<Class> {
        self.changes.first().map(|change| change.class)
    }
}

impl Counts {
    /// Returns the number of changes of one class.
    pub fn of(&self, class: Class) -> usize {
        match class {
            Class::Breaking => self.breaking,
            Class::Additive => self.additive,
            Class::Docs => self.docs,
        }
    }

    /// Returns the number of all changes.
    pub fn total(&self) -> usize {
        self.breaking + self.additive + self.docs
    }
}

impl Change {
    /// Returns the group of a report that lists the change: its area, or a name for several areas or none.
    pub fn group(&self) -> &str {
        match self.areas.as_slice() {
            [] => "types only",
            [area] => area,
            _ => "shared",
        }
    }
}
