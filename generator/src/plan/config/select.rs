//! The `[select]` section of the configuration.

use serde::Deserialize;

/// The operations to generate. Without an entry, all operations are generated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Select {
    /// Selects operations with one of these tags.
    pub tags: Vec<String>,
    /// Selects operations at these paths and below them.
    pub paths: Vec<String>,
    /// Selects operations by `operationId`, or as `GET /path`.
    pub operations: Vec<String>,
    /// Leaves out operations with one of these tags.
    pub exclude_tags: Vec<String>,
    /// Leaves out operations at these paths and below them.
    pub exclude_paths: Vec<String>,
    /// Leaves out operations by `operationId`, or as `GET /path`.
    pub exclude_operations: Vec<String>,
}

impl Select {
    /// Whether there is an entry.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether any list selects operations. Otherwise all operations are selected, except those that are left out.
    pub fn selects_any(&self) -> bool {
        !(self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty())
    }
}
