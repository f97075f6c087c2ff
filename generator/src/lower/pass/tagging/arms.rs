//! Tag values with the branches that they select.

use indexmap::IndexMap;

use super::tag_values::TagValues;
use crate::ir::TagArm;

/// Branches by tag value, and by alias of a tag value.
#[derive(Default)]
pub struct Arms {
    values: IndexMap<String, Vec<usize>>,
    aliases: IndexMap<String, Vec<usize>>,
}

impl Arms {
    /// Adds the values and aliases of a branch.
    pub fn add(&mut self, branch: usize, tags: &TagValues) {
        for value in &tags.values {
            self.add_value(value, branch);
        }
        for alias in &tags.aliases {
            add_branch(&mut self.aliases, alias, branch);
        }
    }

    /// Adds a value of a branch.
    pub fn add_value(&mut self, value: &str, branch: usize) {
        add_branch(&mut self.values, value, branch);
    }

    /// Returns the values.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns the number of values that select more than one branch.
    pub fn shared_values(&self) -> usize {
        let branches = self.values.values();
        branches.filter(|branches| branches.len() > 1).count()
    }

    /// Returns the arms in the order of their branches. A value of one branch is never an alias of another.
    pub fn into_tag_arms(self) -> Vec<TagArm> {
        let Self { values, aliases } = self;
        let aliases: Vec<_> = aliases
            .into_iter()
            .filter(|(alias, _)| !values.contains_key(alias))
            .collect();
        let arm = |alias| {
            move |(value, branches)| TagArm {
                value,
                alias,
                branches,
            }
        };
        let values = values.into_iter().map(arm(false));
        let mut arms: Vec<TagArm> = values.chain(aliases.into_iter().map(arm(true))).collect();
        arms.sort_by_key(|arm| (arm.branches.first().copied(), arm.alias));
        arms
    }
}

fn add_branch(arms: &mut IndexMap<String, Vec<usize>>, value: &str, branch: usize) {
    let branches = arms.entry(value.to_owned()).or_default();
    if !branches.contains(&branch) {
        branches.push(branch);
    }
}
