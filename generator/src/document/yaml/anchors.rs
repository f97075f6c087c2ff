//! Anchored values, and a budget for copying them.
//!
//! Input: values with an anchor. Output: values for aliases, until the budget is spent. Without a budget, a few lines of
//! nested aliases could expand to gigabytes.

use std::collections::BTreeMap;

use crate::document::model::Node;

/// How many values all aliases of a document may copy in total.
const BUDGET: usize = 500_000;

/// How many values anchors may keep in addition to the budget, per byte of the document. Anchored values are copied
/// even if no alias refers to them, once for each anchored value that contains them.
const KEPT_PER_BYTE: usize = 4;

/// Why an alias cannot be expanded.
pub(super) enum AliasError {
    /// The alias is inside the value it refers to.
    Recursive,
    /// The budget is spent.
    OverBudget,
}

/// The anchored values, by the number that the parser gives to the anchor.
pub(super) struct Anchors {
    values: BTreeMap<usize, Anchored>,
    budget: usize,
    /// How many more values anchors may keep.
    kept: usize,
}

/// An anchored value.
pub(super) struct Anchored {
    /// The value.
    pub(super) node: Node,
    /// The depth of the value, in levels.
    pub(super) depth: usize,
    weight: usize,
}

impl Anchors {
    /// Creates the budgets for a document of this size in bytes.
    pub(super) fn new(size: usize) -> Self {
        Self {
            values: BTreeMap::new(),
            budget: BUDGET,
            kept: BUDGET.saturating_add(size.saturating_mul(KEPT_PER_BYTE)),
        }
    }

    /// Stores a value. The number 0 means that it has no anchor.
    pub(super) fn remember(&mut self, anchor: usize, node: &Node) -> Result<(), AliasError> {
        if anchor == 0 {
            return Ok(());
        }
        let weight = node.weight();
        self.kept = spend(self.kept, weight)?;
        self.values.insert(
            anchor,
            Anchored {
                node: node.clone(),
                depth: node.depth(),
                weight,
            },
        );
        Ok(())
    }

    /// Returns the value that an alias refers to, for the caller to copy.
    pub(super) fn recall(&mut self, anchor: usize) -> Result<&Anchored, AliasError> {
        let weight = self
            .values
            .get(&anchor)
            .map(|anchored| anchored.weight)
            .ok_or(AliasError::Recursive)?;
        self.budget = spend(self.budget, weight)?;
        self.values.get(&anchor).ok_or(AliasError::Recursive)
    }
}

fn spend(budget: usize, weight: usize) -> Result<usize, AliasError> {
    budget.checked_sub(weight).ok_or(AliasError::OverBudget)
}
