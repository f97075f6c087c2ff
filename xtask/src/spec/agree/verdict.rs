//! Where the compiler and a comparison agree.
//!
//! In: a report, uses, and those that were refused. Out: [`Verdict`]. Compiles nothing.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use oasmith::diff::{Change, Class, Report, Rule};
use serde::Serialize;

use super::uses::{NEW, Use};
use crate::terminal::{self, counted, grouped};

/// The figures, and what does not agree.
#[derive(Debug, Serialize)]
pub struct Verdict {
    /// How many uses there are.
    pub uses: usize,
    /// How many of them do not compile any more.
    pub refused: usize,
    /// Those of them that no breaking change explains: the comparison was wrong.
    pub missed: Vec<Refused>,
    /// How many breaking changes the comparison found.
    pub breaking: usize,
    /// How many of them no use ran into, by rule.
    pub unfelt: BTreeMap<&'static str, usize>,
    #[serde(skip)]
    unfelt_changes: Vec<String>,
    #[serde(skip)]
    refused_uses: Vec<Refused>,
}

/// A use that does not compile.
#[derive(Clone, Debug, Serialize)]
pub struct Refused {
    /// What it uses.
    pub item: String,
    /// The code.
    pub code: String,
    /// The compiler's word on it.
    pub error: String,
}

impl Verdict {
    /// Puts refused uses and breaking changes side by side.
    pub fn of(report: &Report, uses: &[Use], refused: &BTreeMap<usize, String>) -> Self {
        let breaking: Vec<&Change> = report
            .changes
            .iter()
            .filter(|change| change.class == Class::Breaking)
            .collect();
        let reach: Vec<Reach> = breaking.iter().map(|change| Reach::of(change)).collect();
        let mut felt = BTreeSet::new();
        let (mut missed, mut refused_uses) = (Vec::new(), Vec::new());
        for (index, error) in refused {
            let this = &uses[*index];
            let reasons: Vec<usize> = (0..reach.len())
                .filter(|at| reach[*at].explains(this))
                .collect();
            let refused = Refused {
                item: this.item.clone(),
                code: this.code.clone(),
                error: error.clone(),
            };
            if reasons.is_empty() {
                missed.push(refused.clone());
            }
            refused_uses.push(refused);
            felt.extend(reasons);
        }
        let mut unfelt = BTreeMap::new();
        let mut unfelt_changes = Vec::new();
        for (index, change) in breaking.iter().enumerate() {
            if !felt.contains(&index) {
                *unfelt.entry(change.rule.as_str()).or_default() += 1;
                unfelt_changes.push(format!("{} {}", change.rule.as_str(), change.rust));
            }
        }
        Self {
            uses: uses.len(),
            refused: refused.len(),
            missed,
            breaking: breaking.len(),
            unfelt,
            unfelt_changes,
            refused_uses,
        }
    }

    /// Tells people.
    pub fn print(&self, list: bool) -> Result<()> {
        terminal::result(&format!(
            "{}: {} do not compile any more, {} of them called breaking by none of the changes",
            counted(self.uses, "use"),
            grouped(self.refused as u64),
            grouped(self.missed.len() as u64)
        ))?;
        for Refused { item, code, error } in &self.missed {
            terminal::result(&format!("  {item}: {error}\n    {code}"))?;
        }
        let unfelt: usize = self.unfelt.values().sum();
        terminal::result(&format!(
            "{}: {} broke no use",
            counted(self.breaking, "breaking change"),
            grouped(unfelt as u64)
        ))?;
        for (rule, count) in &self.unfelt {
            terminal::result(&format!("  {count:>4} {rule}"))?;
        }
        if list {
            for change in &self.unfelt_changes {
                terminal::result(&format!("  no use: {change}"))?;
            }
            for Refused { item, error, .. } in &self.refused_uses {
                terminal::result(&format!("  refused: {item}: {error}"))?;
            }
        }
        Ok(())
    }
}

/// What code a change may break.
struct Reach {
    /// Paths in reports: uses of them and of what is below them.
    paths: Vec<String>,
    /// A type that code cannot name any more.
    gone: Option<String>,
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
            // The old name stands where the new one does in the path.
            Rule::FieldRenamed | Rule::CaseRenamed | Rule::ValueRenamed => {
                if let Some((parent, _)) = change.rust.rsplit_once("::") {
                    paths.push(format!("{parent}::{old}"));
                }
            }
            _ => {}
        }
        let gone = match change.rule {
            Rule::TypeRenamed => Some(old.to_owned()),
            Rule::TypeRemoved | Rule::TypeKindChanged | Rule::AliasChanged => {
                change.rust.strip_prefix("types::").map(str::to_owned)
            }
            _ => None,
        };
        Self { paths, gone }
    }

    fn explains(&self, this: &Use) -> bool {
        let by_path = self.paths.iter().any(|path| {
            this.item.strip_prefix(path.as_str()).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with("::") || rest.starts_with('(')
            })
        });
        // A constructor takes all required fields: a change of any of them may change it.
        let by_part = this.item.strip_suffix(NEW).is_some_and(|parent| {
            let below = format!("{parent}::");
            self.paths.iter().any(|path| path.starts_with(&below))
        });
        by_path
            || by_part
            || self
                .gone
                .as_ref()
                .is_some_and(|name| names(&this.code, name))
    }
}

/// Whether code names a type.
fn names(code: &str, name: &str) -> bool {
    let path = format!("types::{name}");
    code.match_indices(&path).any(|(at, _)| {
        let after = code[at + path.len()..].chars().next();
        !after.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_is_no_part_of_another() {
        assert!(names("(x: types::Pet) {}", "Pet"));
        assert!(!names("(x: types::Pets) {}", "Pet"));
        assert!(names("(x: types::Pets, y: &types::Pet) {}", "Pet"));
    }
}
