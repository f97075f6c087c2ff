//! Matches rejected uses with breaking changes.
//!
//! Input: a report, uses, and the errors of rejected uses. Output: [`Verdict`]. Compiles nothing.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use oasmith_core::diff::{Change, Class, Report, Rule};
use serde::Serialize;

use super::uses::{NEW, Use};
use crate::terminal::{self, counted, grouped};

/// How far the comparison agrees with the compiler.
#[derive(Debug, Serialize)]
pub struct Verdict {
    /// Number of uses.
    pub uses: usize,
    /// Number of uses that no longer compile.
    pub rejected: usize,
    /// Rejected uses that no breaking change explains: errors of the comparison.
    pub missed: Vec<Rejected>,
    /// Number of breaking changes in the report.
    pub breaking: usize,
    /// Number of breaking changes that broke no use, by rule.
    pub harmless: BTreeMap<&'static str, usize>,
    #[serde(skip)]
    harmless_changes: Vec<String>,
    #[serde(skip)]
    rejected_uses: Vec<Rejected>,
}

/// A use that no longer compiles.
#[derive(Clone, Debug, Serialize)]
pub struct Rejected {
    /// The item it uses.
    pub item: String,
    /// The code.
    pub code: String,
    /// The error of the compiler.
    pub error: String,
}

impl Verdict {
    /// Matches rejected uses with breaking changes.
    pub fn of(report: &Report, uses: &[Use], rejected: &BTreeMap<usize, String>) -> Self {
        let breaking: Vec<&Change> = report
            .changes
            .iter()
            .filter(|change| change.class == Class::Breaking)
            .collect();
        let reach: Vec<Reach> = breaking.iter().map(|change| Reach::of(change)).collect();
        let mut effective = BTreeSet::new();
        let (mut missed, mut rejected_uses) = (Vec::new(), Vec::new());
        for (index, error) in rejected {
            let rejected_use = &uses[*index];
            let causes: Vec<usize> = (0..reach.len())
                .filter(|at| reach[*at].explains(rejected_use))
                .collect();
            let rejected = Rejected {
                item: rejected_use.item.clone(),
                code: rejected_use.code.clone(),
                error: error.clone(),
            };
            if causes.is_empty() {
                missed.push(rejected.clone());
            }
            rejected_uses.push(rejected);
            effective.extend(causes);
        }
        let mut harmless = BTreeMap::new();
        let mut harmless_changes = Vec::new();
        for (index, change) in breaking.iter().enumerate() {
            if !effective.contains(&index) {
                *harmless.entry(change.rule.as_str()).or_default() += 1;
                harmless_changes.push(format!("{} {}", change.rule.as_str(), change.rust));
            }
        }
        Self {
            uses: uses.len(),
            rejected: rejected.len(),
            missed,
            breaking: breaking.len(),
            harmless,
            harmless_changes,
            rejected_uses,
        }
    }

    /// Prints the verdict as human-readable text.
    pub fn print(&self, list: bool) -> Result<()> {
        terminal::print_line(&format!(
            "{}: {} no longer compile, {} of them without a breaking change that explains it",
            counted(self.uses, "use"),
            grouped(self.rejected as u64),
            grouped(self.missed.len() as u64)
        ))?;
        for Rejected { item, code, error } in &self.missed {
            terminal::print_line(&format!("  {item}: {error}\n    {code}"))?;
        }
        let harmless: usize = self.harmless.values().sum();
        terminal::print_line(&format!(
            "{}: {} of them broke no use",
            counted(self.breaking, "breaking change"),
            grouped(harmless as u64)
        ))?;
        for (rule, count) in &self.harmless {
            terminal::print_line(&format!("  {count:>4} {rule}"))?;
        }
        if list {
            for change in &self.harmless_changes {
                terminal::print_line(&format!("  broke no use: {change}"))?;
            }
            for Rejected { item, error, .. } in &self.rejected_uses {
                terminal::print_line(&format!("  no longer compiles: {item}: {error}"))?;
            }
        }
        Ok(())
    }
}

/// The code that a change may break.
struct Reach {
    /// Paths of items. A use of one of them or of an item below it may break.
    paths: Vec<String>,
    /// A type that no longer exists under its name.
    removed_type: Option<String>,
}

impl Reach {
    fn of(change: &Change) -> Self {
        let mut paths = vec![change.rust.clone()];
        let old = change.old.as_deref().unwrap_or_default();
        match change.rule {
            Rule::OperationMoved | Rule::OperationRenamed => paths.push(old.to_owned()),
            Rule::OptionRequired | Rule::OptionRemoved => {
                paths.push(format!("{}().{old}", change.rust));
            }
            // The old name replaces the last segment of the path.
            Rule::FieldRenamed | Rule::VariantRenamed | Rule::ValueRenamed => {
                if let Some((parent, _)) = change.rust.rsplit_once("::") {
                    paths.push(format!("{parent}::{old}"));
                }
            }
            _ => {}
        }
        let removed_type = match change.rule {
            Rule::TypeRenamed => Some(old.to_owned()),
            Rule::TypeRemoved | Rule::TypeKindChanged | Rule::AliasChanged => {
                change.rust.strip_prefix("types::").map(str::to_owned)
            }
            _ => None,
        };
        Self {
            paths,
            removed_type,
        }
    }

    fn explains(&self, candidate: &Use) -> bool {
        let by_path = self.paths.iter().any(|path| {
            candidate
                .item
                .strip_prefix(path.as_str())
                .is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with("::") || rest.starts_with('(')
                })
        });
        // A constructor takes all required fields, so a change of any of them may break it.
        let by_field = candidate.item.strip_suffix(NEW).is_some_and(|parent| {
            let below = format!("{parent}::");
            self.paths.iter().any(|path| path.starts_with(&below))
        });
        by_path
            || by_field
            || self
                .removed_type
                .as_ref()
                .is_some_and(|name| mentions(&candidate.code, name))
    }
}

/// Returns whether code mentions a type.
fn mentions(code: &str, name: &str) -> bool {
    let path = format!("types::{name}");
    code.match_indices(&path).any(|(at, _)| {
        let after = code[at + path.len()..].chars().next();
        !after.is_some_and(|character| character.is_alphanumeric() || character == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_type_name_matches_only_as_a_complete_word() {
        assert!(mentions("(x: types::Pet) {}", "Pet"));
        assert!(!mentions("(x: types::Pets) {}", "Pet"));
        assert!(mentions("(x: types::Pets, y: &types::Pet) {}", "Pet"));
    }
}
