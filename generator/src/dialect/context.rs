//! The state that all rules share.

use std::collections::{HashMap, HashSet};

use super::references::component_reference;
use super::tree;
use crate::diagnostic::Diagnostics;
use crate::document::{Map, Node, Value};
use crate::parameter_name;

/// The state that all rules share: the sink for diagnostics, and lookups into the entire document.
pub(super) struct Context<'d> {
    /// The sink for diagnostics.
    pub(super) diagnostics: &'d mut Diagnostics,
    /// The names of all component schemas. Only used for lookups.
    pub(super) schemas: HashSet<Box<str>>,
    /// References to component schemas that accept only `null`. Only used for lookups.
    pub(super) nulls: HashSet<String>,
    /// The names of all security schemes. Only used for lookups.
    pub(super) schemes: HashSet<Box<str>>,
    /// The keys of all component parameters by component name. Only used for lookups.
    pub(super) parameters: HashMap<Box<str>, ParameterKey>,
}

/// The identity of a parameter: no two parameters of an operation may have the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParameterKey {
    /// `in`: `query`, `header`, `path` or `cookie`.
    pub(super) location: String,
    pub(super) name: String,
}

impl ParameterKey {
    /// Returns the key of a parameter, or `None` for a reference.
    pub(super) fn of(node: &Node) -> Option<Self> {
        let map = node.as_object()?;
        let location = tree::text(map, "in")?.to_owned();
        let name = tree::text(map, "name")?;
        let name = parameter_name::comparable(name, location == "header").into_owned();
        Some(Self { location, name })
    }
}

impl<'d> Context<'d> {
    pub(super) fn of(root: &Node, diagnostics: &'d mut Diagnostics) -> Self {
        let section = |name: &str| {
            root.get("components")
                .and_then(|components| components.get(name))
                .and_then(Node::as_object)
        };
        let schemas = section("schemas")
            .into_iter()
            .flat_map(Map::keys)
            .map(|key| key.text.clone())
            .collect();
        let nulls = section("schemas")
            .into_iter()
            .flatten()
            .filter(|(_, schema)| accepts_only_null(schema))
            .map(|(key, _)| component_reference("schemas", &key.text))
            .collect();
        let schemes = section("securitySchemes")
            .into_iter()
            .flat_map(Map::keys)
            .map(|key| key.text.clone())
            .collect();
        let parameters = section("parameters")
            .into_iter()
            .flatten()
            .filter_map(|(key, node)| Some((key.text.clone(), ParameterKey::of(node)?)))
            .collect();
        Self {
            diagnostics,
            schemas,
            nulls,
            schemes,
            parameters,
        }
    }
}

/// Whether a schema as published accepts only `null`.
fn accepts_only_null(schema: &Node) -> bool {
    let is_null = |node: &Node| node.value == Value::Null;
    let only = match schema.get("enum").and_then(Node::as_array) {
        Some([only]) => Some(only),
        _ => schema.get("const"),
    };
    only.is_some_and(is_null) || schema.get("type").and_then(Node::as_str) == Some("null")
}
