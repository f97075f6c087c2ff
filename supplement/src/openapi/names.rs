//! Names of new components.
//!
//! A class keeps its name. Where a package of the SDK uses generic names, such as `Error` in `types/live`, the
//! configuration sets a prefix. It also sets the names of single classes for which the rule gives a bad name.

use std::collections::BTreeSet;

use oasmith_core::document::Node;

use super::build::{object, string};
use crate::config::Config;
use crate::pairing::{Pairing, public_types};
use crate::sdk::{Id, Package, Types};

/// Chooses names.
#[derive(Debug)]
pub struct Names<'a> {
    config: &'a Config,
    package: &'a Package,
    public: BTreeSet<Id>,
}

impl<'a> Names<'a> {
    /// Creates the names for one package.
    pub fn new(types: &Types<'a>, config: &'a Config) -> Self {
        Self {
            config,
            package: types.package,
            public: public_types(types).into_iter().collect(),
        }
    }

    /// Whether a class is public: its module is named after it.
    pub fn is_public(&self, id: &Id) -> bool {
        let location = location(id);
        self.public.contains(id)
            || self.config.schemas.contains_key(&location)
            || self.config.shared_name(&location).is_some()
    }

    /// The component of the document that a class corresponds to.
    pub fn existing(&self, id: &Id, pairing: &Pairing<'_>) -> Option<String> {
        let location = location(id);
        if self.config.schemas.contains_key(&location) || self.is_shared(id) {
            return None;
        }
        pairing.component(id).map(str::to_owned)
    }

    /// Whether a class is one of several that share a component.
    pub fn is_shared(&self, id: &Id) -> bool {
        self.config.shared_name(&location(id)).is_some()
    }

    /// The name of a new component. The suffix `Param` is kept only if the response form differs.
    pub fn component(&self, id: &Id, sent: bool) -> String {
        let location = location(id);
        if let Some(name) = self.config.schemas.get(&location) {
            return name.clone();
        }
        if let Some(name) = self.config.shared_name(&location) {
            return name.to_owned();
        }
        let base = id.name.trim_end_matches("Param");
        let prefixes = self.config.prefixes.iter();
        let longest = prefixes
            .filter(|(folder, _)| id.module.starts_with(folder.as_str()))
            .max_by_key(|(folder, _)| folder.len());
        let name = prefixed(longest.map_or("", |(_, prefix)| prefix), base);
        match sent {
            true => format!("{name}Param"),
            false => name,
        }
    }

    /// The value of `x-source` for a module.
    pub fn source(&self, module: &str) -> Node {
        object([
            ("package", string(self.package.name.clone())),
            ("version", string(self.package.version.clone())),
            ("file", string(self.package.file(module))),
        ])
    }
}

/// The location of a class, as written in the configuration.
fn location(id: &Id) -> String {
    format!("{}.{}", id.module, id.name)
}

/// A name with a prefix, unless it already has that prefix or the prefix `Beta`.
pub fn prefixed(prefix: &str, name: &str) -> String {
    match name.starts_with(prefix) || name.starts_with("Beta") {
        true => name.to_owned(),
        false => format!("{prefix}{name}"),
    }
}
