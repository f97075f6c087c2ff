//! The report as a short changelog entry, grouped as in Keep a Changelog.
//!
//! Input: a [`Comparison`]. Output: Markdown without a heading.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oasmith_core::diff::{Change, Class, Rule};

use super::Comparison;
use super::markdown::code;
use crate::terminal::{counted, grouped};

/// Maximum number of names listed per rule.
const MAX_NAMES: usize = 6;

/// The groups of Keep a Changelog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Removed,
    Changed,
    Deprecated,
    Added,
}

/// Writes an entry: a line of totals, then one line per rule in each group.
pub fn changelog_entry(comparison: &Comparison) -> String {
    let report = &comparison.report;
    let mut out = format!(
        "{} breaking, {} additive and {} documentation changes; {}, {}.\n",
        grouped(report.counts.breaking as u64),
        grouped(report.counts.additive as u64),
        grouped(report.counts.docs as u64),
        counted(comparison.new.operations, "operation"),
        counted(comparison.new.types, "type")
    );
    let mut groups: BTreeMap<Group, BTreeMap<Rule, Vec<&Change>>> = BTreeMap::new();
    for change in &report.changes {
        if let Some(group) = group(change) {
            let rules = groups.entry(group).or_default();
            rules.entry(change.rule).or_default().push(change);
        }
    }
    for (group, rules) in groups {
        let _ = writeln!(out, "\n{group:?}:\n");
        for changes in rules.values() {
            let _ = writeln!(out, "- {}", line(changes));
        }
    }
    out
}

/// Returns the group of a change. Documentation changes are only counted.
fn group(change: &Change) -> Option<Group> {
    if change.rule == Rule::Deprecated {
        return Some(Group::Deprecated);
    }
    Some(match (change.class, &change.old, &change.new) {
        (Class::Docs, ..) => return None,
        (Class::Breaking, Some(_), None) => Group::Removed,
        (Class::Breaking, ..) => Group::Changed,
        (Class::Additive, None, Some(_)) => Group::Added,
        (Class::Additive, ..) if change.title.ends_with("added") => Group::Added,
        (Class::Additive, ..) => Group::Changed,
    })
}

fn line(changes: &[&Change]) -> String {
    let mut names: Vec<String> = Vec::new();
    for change in changes {
        let name = match (change.rule, &change.old) {
            (Rule::OperationRenamed | Rule::OperationMoved, Some(old)) => {
                format!("{} → {}", code(old), code(&change.rust))
            }
            (Rule::TypeRenamed, Some(old)) => {
                format!(
                    "{} → {}",
                    code(&format!("types::{old}")),
                    code(&change.rust)
                )
            }
            _ => code(&change.rust),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let title = changes.first().map_or("", |change| change.title);
    let count = match names.len() {
        1 => String::new(),
        several => format!(" ({})", grouped(several as u64)),
    };
    let rest = names.len().saturating_sub(MAX_NAMES);
    names.truncate(MAX_NAMES);
    let rest = match rest {
        0 => String::new(),
        some => format!(" and {} more", grouped(some as u64)),
    };
    format!("{title}{count}: {}{rest}", names.join(", "))
}
