//! Links to the pages of an API reference.
//!
//! The section `references` has the address that all pages share (`base`), the page of each group of operations (`groups`), and
//! the page of each operation that has one of its own (`operations`). A page is a path below the base, or a URL.

use std::collections::BTreeMap;

use super::sentence::Sentence;
use crate::ir::GroupReference;

/// The section `references` of all files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The address that pages are relative to.
    pub base: Option<Sentence>,
    /// Pages by group of operations.
    pub groups: BTreeMap<String, Sentence>,
    /// Pages by operation.
    pub operations: BTreeMap<String, Sentence>,
}

impl References {
    /// Returns the page of an operation; the first of its names with a page decides.
    pub fn of_operation(&self, names: &[String]) -> Option<&Sentence> {
        names.iter().find_map(|name| self.operations.get(name))
    }

    /// Returns the pages of groups, after the page about the whole API.
    pub fn of_groups(&self) -> Vec<GroupReference> {
        let reference = |path: &str, page: &Sentence| GroupReference {
            path: path.to_owned(),
            url: self.url(page),
            origin: page.origin,
        };
        let whole = self.base.iter().map(|base| reference("", base));
        let groups = self.groups.iter();
        whole
            .chain(groups.map(|(path, page)| reference(path, page)))
            .collect()
    }

    /// Returns the address of a page.
    pub fn url(&self, page: &Sentence) -> String {
        let base = self.base.as_ref().map(|base| base.text.as_str());
        match base {
            Some(base) if !page.text.contains("://") => {
                format!("{}/{}", base.trim_end_matches('/'), page.text)
            }
            _ => page.text.clone(),
        }
    }
}
