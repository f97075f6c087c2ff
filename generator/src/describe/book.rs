//! All documentation files together.

use std::collections::BTreeMap;

use super::entries::Entries;
use super::nouns::Nouns;
use super::references::References;
use super::rules::Rules;
use super::sentence::Sentence;
use crate::ir::ExampleNotes;

/// The contents of all documentation files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Sentences by property name.
    pub fields: Rules,
    /// Sentences by enum value.
    pub values: Rules,
    /// Sentences by the name of a branch.
    pub variants: Rules,
    /// Sentences by parameter name.
    pub parameters: Rules,
    /// Entries by schema.
    pub schemas: Entries,
    /// Entries by operation id.
    pub operations: Entries,
    /// Entries by channel.
    pub channels: Entries,
    /// Sentences by group of operations.
    pub groups: BTreeMap<String, Sentence>,
    /// Prefixes of items that mirror other items, each with the prefix of those items.
    pub mirrors: Vec<(String, String)>,
    /// Nouns by schema or operation.
    pub nouns: Nouns,
    /// Pages of an API reference.
    pub references: References,
    /// The contents of examples.
    pub examples: ExampleNotes,
    /// The number of sentences.
    pub count: usize,
}

impl Book {
    /// Returns the name of an item, and the names of the items that it mirrors.
    pub fn names(&self, item: &str) -> Vec<String> {
        let others = self.mirrors.iter().filter_map(|(prefix, other)| {
            let rest = item.strip_prefix(prefix.as_str())?;
            Some(format!("{other}{rest}"))
        });
        std::iter::once(item.to_owned()).chain(others).collect()
    }
}
