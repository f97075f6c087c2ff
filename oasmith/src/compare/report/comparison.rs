//! Two documents and their differences, as all formats of the report need them.
//!
//! Input: the report of `oasmith_core::diff`. Output: [`Comparison`], and its changes by area.

use std::collections::BTreeMap;

use oasmith_core::diff::{Change, Class, Level, Report};
use serde::Serialize;

use crate::terminal::grouped;

/// Two documents and their differences.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// The older document.
    pub old: DocumentSummary,
    /// The newer document.
    pub new: DocumentSummary,
    /// The differences.
    #[serde(flatten)]
    pub report: Report,
}

/// A document in a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentSummary {
    /// Its file name, or its source.
    pub name: String,
    /// `info.version`.
    pub version: String,
    /// Its date (`2026-08-21`), if its name or its provenance states one.
    pub date: Option<String>,
    /// Number of operations.
    pub operations: usize,
    /// Number of generated types.
    pub types: usize,
}

impl DocumentSummary {
    /// Returns the name, with the date unless the name contains it.
    pub fn title(&self) -> String {
        match &self.date {
            Some(date) if !self.name.contains(date) => format!("{} of {date}", self.name),
            _ => self.name.clone(),
        }
    }
}

impl Comparison {
    /// Returns a note if the second document is older than the first.
    pub fn order_note(&self) -> Option<String> {
        let (old, new) = (self.old.date.as_ref()?, self.new.date.as_ref()?);
        (new < old).then(|| {
            let (first, second) = (self.old.title(), self.new.title());
            format!("{second} is older than {first}: these are the changes when going back to it")
        })
    }

    /// Describes the required release.
    pub fn release(&self) -> String {
        let describe = |level: Level| match level {
            Level::None => "no release",
            Level::Patch => "a patch release",
            Level::Minor => "a minor release",
            Level::Major => "a major release",
        };
        let release = self.report.release;
        match release.before_1_0 == release.from_1_0 {
            true => describe(release.before_1_0).to_owned(),
            false => format!(
                "{} before 1.0, {} from 1.0 on",
                describe(release.before_1_0),
                describe(release.from_1_0)
            ),
        }
    }

    /// Describes the number of operations and types in both documents.
    pub fn size(&self) -> String {
        format!(
            "{} → {} operations, {} → {} types.",
            grouped(self.old.operations as u64),
            grouped(self.new.operations as u64),
            grouped(self.old.types as u64),
            grouped(self.new.types as u64)
        )
    }

    /// Returns the changes by area: those of single areas by name, then those of several areas, then those of none.
    pub fn groups(&self) -> Vec<(&str, Vec<&Change>)> {
        let mut groups: BTreeMap<(u8, &str), Vec<&Change>> = BTreeMap::new();
        for change in &self.report.changes {
            let rank = match change.areas.len() {
                1 => 0,
                0 => 2,
                _ => 1,
            };
            let name = change.group();
            groups.entry((rank, name)).or_default().push(change);
        }
        let groups = groups.into_iter();
        groups.map(|((_, name), changes)| (name, changes)).collect()
    }
}

/// Formats the number of changes per class, without empty classes: `2 breaking, 31 additive`.
pub fn class_counts(changes: &[&Change]) -> String {
    let counts = Class::ALL.into_iter().filter_map(|class| {
        let count = changes
            .iter()
            .filter(|change| change.class == class)
            .count();
        (count > 0).then(|| format!("{} {}", grouped(count as u64), class.as_str()))
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Returns the sign of a change: `+` for an addition, `-` for a removal, `~` for a modification.
pub fn sign(change: &Change) -> char {
    match (&change.old, &change.new) {
        (None, Some(_)) => '+',
        (Some(_), None) => '-',
        _ => '~',
    }
}
