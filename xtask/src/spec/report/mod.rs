//! A comparison as people and programs read it.
//!
//! In: a [`Comparison`]. Out: text in one of four formats. Compares nothing.

mod changelog;
mod html;
mod markdown;
mod text;

use std::collections::BTreeMap;

use oasmith::diff::{Change, Class, Level, Report};
use serde::Serialize;

use crate::cli::ReportFormat;
use crate::terminal::grouped;

pub use changelog::entry;

/// The number of the `json` format. It goes up when a key changes its meaning or goes; keys may be added.
const JSON_FORMAT: u32 = 1;

/// Two documents and what differs.
///
/// The `json` format is this, with `format` before it: `{"format": 1, "old": {"name", "version", "operations",
/// "types"}, "new": {..}, "counts": {"breaking", "additive", "docs"}, "release": {"before_1_0", "from_1_0"},
/// "changes": [{"class", "rule", "title", "rust", "pointer", "place", "areas", "old", "new", "note", "reason",
/// "guess"}]}`. What the keys of a change hold is said at [`Change`].
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// The older document.
    pub old: Side,
    /// The newer one.
    pub new: Side,
    /// What differs.
    #[serde(flatten)]
    pub report: Report,
}

/// A document of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// Its name: the file's, or where it is from.
    pub name: String,
    /// `info.version`
    pub version: String,
    /// How many operations it has.
    pub operations: usize,
    /// How many types become of it.
    pub types: usize,
}

impl Comparison {
    /// The report, ending in a line break.
    pub fn render(&self, format: ReportFormat, colour: bool) -> String {
        match format {
            ReportFormat::Text => text::render(self, colour),
            ReportFormat::Json => self.json(),
            ReportFormat::Markdown => markdown::render(self),
            ReportFormat::Html => html::render(self),
        }
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Versioned<'a> {
            format: u32,
            #[serde(flatten)]
            comparison: &'a Comparison,
        }
        let versioned = Versioned {
            format: JSON_FORMAT,
            comparison: self,
        };
        let text = serde_json::to_string_pretty(&versioned);
        format!(
            "{}\n",
            text.expect("texts, numbers and lists of them are JSON")
        )
    }

    /// The release called for, in words.
    fn release(&self) -> String {
        let words = |level: Level| match level {
            Level::None => "no release",
            Level::Patch => "a patch release",
            Level::Minor => "a minor release",
            Level::Major => "a major release",
        };
        let release = self.report.release;
        match release.before_1_0 == release.from_1_0 {
            true => words(release.before_1_0).to_owned(),
            false => format!(
                "{} below 1.0, {} from 1.0 on",
                words(release.before_1_0),
                words(release.from_1_0)
            ),
        }
    }

    /// Changes by the area they are shown under: areas by name, then what several share, then what none has.
    fn groups(&self) -> Vec<(&str, Vec<&Change>)> {
        let mut groups: BTreeMap<(u8, &str), Vec<&Change>> = BTreeMap::new();
        for change in &self.report.changes {
            let rank = change.areas.len().min(2) as u8;
            // One area, several, none.
            let rank = [2, 0, 1][usize::from(rank)];
            let name = change.group();
            groups.entry((rank, name)).or_default().push(change);
        }
        let groups = groups.into_iter();
        groups.map(|((_, name), changes)| (name, changes)).collect()
    }
}

/// `2 breaking, 31 additive`: the classes that there are.
fn counts(changes: &[&Change]) -> String {
    let words = Class::ALL.into_iter().filter_map(|class| {
        let count = changes
            .iter()
            .filter(|change| change.class == class)
            .count();
        (count > 0).then(|| format!("{} {}", grouped(count as u64), class.as_str()))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The sign in front of a change: something came, went or became something else.
fn sign(change: &Change) -> char {
    match (&change.old, &change.new) {
        (None, Some(_)) => '+',
        (Some(_), None) => '-',
        _ => '~',
    }
}

#[cfg(test)]
mod tests;
