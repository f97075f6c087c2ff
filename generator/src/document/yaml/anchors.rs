//! Anchored values and how much of them may be repeated.
//!
//! In: values with an anchor. Out: copies for the aliases, until the budget is used up: a few lines of aliases to
//! aliases would otherwise grow into gigabytes.

use std::collections::BTreeMap;

use super::super::model::Node;

/// How many values all anchors and aliases of a text may copy in total.
const BUDGET: usize = 500_000;

/// Why an alias gives no value.
pub(super) enum Refusal {
    /// The alias stands inside of the value it names.
    Recursive,
    /// Everything that may be copied was copied.
    TooMany,
}

/// The values with an anchor, by the parser's number for the anchor.
pub(super) struct Anchors {
    values: BTreeMap<usize, Anchored>,
    left: usize,
}

/// A value with an anchor.
pub(super) struct Anchored {
    /// The value.
    pub(super) node: Node,
    /// How many levels it has.
    pub(super) depth: usize,
    weight: usize,
}

impl Anchors {
    pub(super) fn new() -> Self {
        Self {
            values: BTreeMap::new(),
            left: BUDGET,
        }
    }

    /// Remembers a value. The number 0 stands for no anchor.
    pub(super) fn remember(&mut self, anchor: usize, node: &Node) -> Result<(), Refusal> {
        if anchor == 0 {
            return Ok(());
        }
        let weight = node.weight();
        self.spend(weight)?;
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

    /// The value an alias stands for; the caller copies it.
    pub(super) fn recall(&mut self, anchor: usize) -> Result<&Anchored, Refusal> {
        let weight = self
            .values
            .get(&anchor)
            .map(|anchored| anchored.weight)
            .ok_or(Refusal::Recursive)?;
        self.spend(weight)?;
        self.values.get(&anchor).ok_or(Refusal::Recursive)
    }

    fn spend(&mut self, weight: usize) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(weight).ok_or(Refusal::TooMany)?;
        Ok(())
    }
}
