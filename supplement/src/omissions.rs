//! Items that are left out of the supplement, with reasons.
//!
//! Input: `spec/lag.toml`. Output: [`Omissions`], which match items and record which entries matched.

use std::cell::RefCell;
use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::item::Item;

/// All entries.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Omissions {
    #[serde(default)]
    omitted: Vec<Omission>,
    #[serde(skip)]
    used: RefCell<BTreeSet<usize>>,
}

/// One entry: an item or a module, and why it is left out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Omission {
    item: Option<String>,
    module: Option<String>,
    reason: String,
}

impl Omissions {
    /// Reads the file.
    pub fn read(text: &str) -> Result<Self> {
        let read: Self = toml::from_str(text).context("invalid lag.toml")?;
        for entry in &read.omitted {
            let named = entry.item.is_some() != entry.module.is_some();
            ensure!(
                named,
                "an entry of lag.toml needs either `item` or `module`"
            );
            ensure!(
                !entry.reason.is_empty(),
                "an entry of lag.toml needs a reason"
            );
        }
        Ok(read)
    }

    /// Folders of modules that are left out entirely.
    pub fn modules(&self) -> Vec<String> {
        self.omitted
            .iter()
            .filter_map(|it| it.module.clone())
            .collect()
    }

    /// Returns the reason why an item is left out, or `None` if it is not. Records that the entry was used.
    pub fn reason(&self, item: &Item) -> Option<&str> {
        let text = item.text();
        let mut entries = self.omitted.iter().enumerate();
        let (index, entry) = entries.find(|(_, entry)| match (&entry.item, &entry.module) {
            (Some(pattern), _) => matches(pattern, &text),
            (_, Some(module)) => item.module.starts_with(module.as_str()),
            _ => false,
        })?;
        self.used.borrow_mut().insert(index);
        Some(&entry.reason)
    }

    /// Returns the entries that have matched nothing since the file was read, and the modules that the package does not
    /// have.
    pub fn stale(&self, modules: &[&str]) -> Vec<&str> {
        let used = self.used.borrow();
        let entries = self.omitted.iter().enumerate();
        let exists = |folder: &str| modules.iter().any(|it| it.starts_with(folder));
        let stale = entries.filter(|(index, it)| {
            !used.contains(index) && !it.module.as_deref().is_some_and(exists)
        });
        stale
            .filter_map(|(_, it)| it.item.as_deref().or(it.module.as_deref()))
            .collect()
    }
}

/// Whether a name matches a pattern, in which `*` matches any characters.
pub fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|tail| {
            rest.is_empty()
                || tail
                    .char_indices()
                    .map(|(at, _)| at)
                    .chain([tail.len()])
                    .any(|at| matches(rest, &tail[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Omissions, matches};
    use crate::item::{Item, Kind};

    fn region(name: &str) -> Item {
        Item::new(Kind::Region, "", name, "")
    }

    #[test]
    fn a_star_matches_any_characters() {
        assert!(matches("value /a/* x", "value /a/b/c x"));
        assert!(matches("region *", "region jp"));
        assert!(!matches("region j", "region jp"));
        assert!(!matches("value *b", "value a"));
    }

    #[test]
    fn an_entry_that_matches_nothing_is_stale() {
        let text = "[[omitted]]\nitem = \"region au\"\nreason = \"r\"\n\
                    [[omitted]]\nitem = \"region jp\"\nreason = \"r\"\n";
        let omissions = Omissions::read(text).expect("valid");
        assert_eq!(omissions.reason(&region("au")), Some("r"));
        assert_eq!(omissions.reason(&region("us")), None);
        assert_eq!(omissions.stale(&[]), ["region jp"]);
    }

    #[test]
    fn an_entry_needs_a_reason_and_one_target() {
        for text in [
            "[[omitted]]\nitem = \"x\"\nreason = \"\"\n",
            "[[omitted]]\nreason = \"r\"\n",
            "[[omitted]]\nitem = \"x\"\nmodule = \"y\"\nreason = \"r\"\n",
        ] {
            assert!(Omissions::read(text).is_err(), "{text}");
        }
    }
}
