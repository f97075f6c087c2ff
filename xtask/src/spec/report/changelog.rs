//! The report as an entry of a changelog: grouped, and short.
//!
//! In: a [`Comparison`]. Out: lines of Markdown without a heading.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oasmith::diff::{Change, Class, Rule};

use super::Comparison;
use super::markdown::code;
use crate::terminal::{counted, grouped};

/// How many names are given of what happened to several things.
const NAMED: usize = 6;

/// The groups of Keep a Changelog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Removed,
    Changed,
    Deprecated,
    Added,
}

/// An entry: a line about the whole, then a line a rule in each group.
pub fn entry(comparison: &Comparison) -> String {
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

/// Documentation is counted, not listed.
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
    let rest = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let rest = match rest {
        0 => String::new(),
        some => format!(" and {} more", grouped(some as u64)),
    };
    format!("{title}{count}: {}{rest}", names.join(", "))
}
