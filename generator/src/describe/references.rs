//! Links to the pages of an API reference.
//!
//! The section `references` contains the base address (`base`), the pages of groups of operations (`groups`), and the
//! pages of single operations (`operations`). A page is a URL, or a path relative to the base.

use std::collections::BTreeMap;

use super::sentence::Sentence;
use crate::ir::GroupReference;

/// The merged `references` sections of all files.
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
    /// Returns the page of an operation: that of the first of its names with a page.
    pub fn of_operation(&self, names: &[String]) -> Option<&Sentence> {
        names.iter().find_map(|name| self.operations.get(name))
    }

    /// Returns the page of the entire API, followed by the pages of groups.
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

    /// Returns the URL of a page.
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
