//! What an update changes, in short: which operations and schemas come, go or change.
//!
//! In: what the generator understood of each. Out: names by list. Does not judge what a change means to users.

use std::collections::BTreeMap;

use oasmith::inspect::Inspection;
use serde::Serialize;

use crate::terminal::counted;

/// Names of operations and schemas by what happened to them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    /// By operation ID.
    pub operations: Names,
    /// By name in the document.
    pub schemas: Names,
}

/// What happened to the things of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Names {
    /// Only in the newer document.
    pub added: Vec<String>,
    /// Only in the older document.
    pub removed: Vec<String>,
    /// In both, and not understood alike.
    pub changed: Vec<String>,
}

impl Changes {
    /// What happened between two documents.
    pub fn between(old: &Inspection, new: &Inspection) -> Self {
        Self {
            operations: Names::between(
                old.operations
                    .iter()
                    .map(|operation| (operation.operation_id.as_str(), operation))
                    .collect(),
                new.operations
                    .iter()
                    .map(|operation| (operation.operation_id.as_str(), operation))
                    .collect(),
            ),
            schemas: Names::between(
                old.schemas
                    .iter()
                    .map(|schema| (schema.name.as_str(), schema))
                    .collect(),
                new.schemas
                    .iter()
                    .map(|schema| (schema.name.as_str(), schema))
                    .collect(),
            ),
        }
    }

    /// Lines to show.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.operations.lines("operation");
        lines.extend(self.schemas.lines("schema"));
        lines
    }
}

impl Names {
    fn between<T: PartialEq>(old: BTreeMap<&str, &T>, new: BTreeMap<&str, &T>) -> Self {
        let mut names = Self::default();
        for (name, thing) in &new {
            match old.get(name) {
                None => names.added.push((*name).to_owned()),
                Some(before) if before != thing => names.changed.push((*name).to_owned()),
                Some(_) => {}
            }
        }
        names.removed = old
            .keys()
            .filter(|name| !new.contains_key(*name))
            .map(|name| (*name).to_owned())
            .collect();
        names
    }

    fn lines(&self, noun: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for (word, sign, names) in [
            ("added", '+', &self.added),
            ("removed", '-', &self.removed),
            ("changed", '~', &self.changed),
        ] {
            if !names.is_empty() {
                lines.push(format!("{} {word}", counted(names.len(), noun)));
                lines.extend(names.iter().map(|name| format!("  {sign} {name}")));
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use oasmith::inspect::{Inspection, SchemaView};

    use super::Changes;

    fn document(schemas: &[(&str, &'static str)]) -> Inspection {
        let schema = |(name, kind): &(&str, &'static str)| SchemaView {
            name: (*name).to_owned(),
            rust: (*name).to_owned(),
            kind,
            untyped: Vec::new(),
        };
        Inspection {
            schemas: schemas.iter().map(schema).collect(),
            ..Inspection::default()
        }
    }

    #[test]
    fn what_comes_goes_and_changes_is_named() {
        let old = document(&[("A", "record"), ("B", "record"), ("C", "record")]);
        let new = document(&[("B", "record"), ("C", "union"), ("D", "record")]);
        assert_eq!(
            Changes::between(&old, &new).lines(),
            [
                "1 schema added",
                "  + D",
                "1 schema removed",
                "  - A",
                "1 schema changed",
                "  ~ C"
            ]
        );
        assert!(Changes::between(&old, &old).lines().is_empty());
    }
}
