//! Which pages and cursors of a list were received, to detect an endless list.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The pages and cursors of a list, by their hashes.
#[derive(Debug, Default)]
pub(super) struct Visited {
    pages: BTreeSet<u64>,
    cursors: BTreeSet<u64>,
}

impl Visited {
    /// Adds the JSON of a page. Returns whether it is new.
    pub(super) fn add_page(&mut self, json: &[u8]) -> bool {
        self.pages.insert(hash(json))
    }

    /// Adds a cursor. Returns whether it is new.
    pub(super) fn add_cursor(&mut self, cursor: &str) -> bool {
        self.cursors.insert(hash(cursor))
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
