//! What a comparison found, as plain data. Serialized it is the `json` format of `spec diff`.
//!
//! In: changes. Out: [`Report`]: sorted, counted, with the release it calls for. Knows nothing of how it was found.

use serde::Serialize;

use super::release::Release;
use super::rules::{Class, Rule};

/// All differences of two documents as users of the crate see them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many changes there are of each class.
    pub counts: Counts,
    /// The release that the gravest change calls for.
    pub release: Release,
    /// The changes: by class, the gravest first, then by path in Rust.
    pub changes: Vec<Change>,
}

/// How many changes there are of each class.
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
    /// What it means to users.
    pub class: Class,
    /// The rule it falls under, by its name in kebab case.
    pub rule: Rule,
    /// The rule in words.
    pub title: &'static str,
    /// What it is about, as code writes it: `types::Pet::name`, `client.pets().list`.
    pub rust: String,
    /// The JSON pointer of the type, operation or other thing of the document; in the newer one if it is there.
    pub pointer: String,
    /// `file:line:column` of the change in the newer document; in the older one if it is only there.
    pub place: Option<String>,
    /// API areas that have it, which are cargo features. None: only the feature `types` does.
    pub areas: Vec<String>,
    /// What stood there before, if the change is from one thing to another, or takes something away.
    pub old: Option<String>,
    /// What stands there now.
    pub new: Option<String>,
    /// What else there is to know.
    pub note: Option<String>,
    /// Why it is of its class.
    pub reason: &'static str,
    /// Whether the two sides were put together by resemblance.
    pub guess: bool,
}

impl Report {
    /// Sorts and counts.
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

    /// The gravest class there is; none if nothing changed.
    pub fn class(&self) -> Option<Class> {
        self.changes.first().map(|change| change.class)
    }
}

impl Counts {
    /// The number of one class.
    pub fn of(&self, class: Class) -> usize {
        match class {
            Class::Breaking => self.breaking,
            Class::Additive => self.additive,
            Class::Docs => self.docs,
        }
    }

    /// The number of all classes.
    pub fn total(&self) -> usize {
        self.breaking + self.additive + self.docs
    }
}

impl Change {
    /// The group that a report lists it in: its area, or what stands for several of them or none.
    pub fn group(&self) -> &str {
        match self.areas.as_slice() {
            [] => "types only",
            [area] => area,
            _ => "shared",
        }
    }
}
