//! The difference between an SDK and a document: everything that the document lacks.
//!
//! Input: a package, a document and the configuration. Output: [`Difference`].

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Channel, Config};
use crate::document::{Document, key, operations as document_operations};
use crate::openapi::operation_id;
use crate::pairing::{self, Pairing};
use crate::sdk::{Id, Operation, Type, Types, operations, regions};

/// Everything that the document lacks.
#[derive(Debug)]
pub struct Difference<'a> {
    /// Operations, each with the pointer of the operation that it replaces.
    pub operations: Vec<(Operation, Option<String>)>,
    /// Webhook events by the value of `type`.
    pub webhooks: Vec<(String, Type)>,
    /// WebSocket channels by group.
    pub channels: Vec<(String, Channel)>,
    /// Base URLs by region.
    pub regions: Vec<(String, String)>,
    /// Which schemas correspond, and what they lack.
    pub pairing: Pairing<'a>,
}

/// The settings of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Modules of the SDK that are not compared.
    pub ignored: &'a [String],
    /// Regions that the crate already has.
    pub regions: &'a BTreeSet<String>,
}

/// Compares the SDK with a document.
pub fn difference<'a>(
    types: &'a Types<'a>,
    document: &'a Document<'a>,
    settings: Settings<'_>,
) -> Difference<'a> {
    let config = settings.config;
    let mut called = operations(types);
    for operation in &mut called {
        operation
            .headers
            .retain(|it| !config.general_headers.contains(&it.wire));
    }
    let known = document_operations(document);
    let keys: BTreeSet<String> = known.iter().map(|it| it.key.clone()).collect();
    let calls: BTreeSet<String> = called.iter().map(|it| key(&it.method, &it.path)).collect();
    let mut moved = BTreeMap::new();
    let mut missing: Vec<(Operation, Option<String>)> = Vec::new();
    for operation in &called {
        let new = key(&operation.method, &operation.path);
        let added = |(it, _): &(Operation, _)| key(&it.method, &it.path) == new;
        if keys.contains(&new) || missing.iter().any(added) {
            continue;
        }
        let id = operation_id(operation, config);
        let old = known
            .iter()
            .find(|it| it.id.eq_ignore_ascii_case(&id) && !calls.contains(&it.key));
        if let Some(old) = old {
            moved.insert(new, old.key.clone());
        }
        let mut operation = operation.clone();
        rename_parameters(&mut operation, document);
        missing.push((operation, old.map(|it| it.pointer.clone())));
    }
    let mut pairing = pairing::pair(types, document, &called, &known, &moved, settings);
    let webhooks = config.webhooks.as_deref().and_then(id);
    let webhooks = webhooks
        .map(|union| pairing.webhooks(&union))
        .unwrap_or_default();
    pairing.finish();
    Difference {
        operations: missing,
        webhooks,
        channels: channels(types, document, config),
        regions: config
            .regions
            .as_deref()
            .and_then(|location| regions(types.package, location))
            .unwrap_or_default()
            .into_iter()
            .filter(|(name, _)| !settings.regions.contains(name))
            .collect(),
        pairing,
    }
}

/// Renames path parameters to the names in the document, if the document has the path or a part of it.
fn rename_parameters(operation: &mut Operation, document: &Document<'_>) {
    let paths = document.at("/paths").and_then(|it| it.as_object());
    let known: Vec<&str> = paths
        .into_iter()
        .flatten()
        .map(|(key, _)| &*key.text)
        .collect();
    let mut path = String::new();
    let mut renamed: Vec<(String, String)> = Vec::new();
    for part in operation.path.split_inclusive('/') {
        path.push_str(part);
        let Some(name) = part.trim_end_matches('/').strip_prefix('{') else {
            continue;
        };
        let name = name.trim_end_matches('}');
        let position = path.matches('/').count() - usize::from(path.ends_with('/'));
        let wanted = key("", path.trim_end_matches('/'));
        let same = known.iter().find_map(|other| {
            let parts: Vec<&str> = other.split('/').take(position + 1).collect();
            (key("", &parts.join("/")) == wanted)
                .then(|| parts.last().copied())
                .flatten()
        });
        if let Some(same) = same {
            let other = same.trim_matches(['{', '}']);
            renamed.push((name.to_owned(), other.to_owned()));
        }
    }
    for (old, new) in renamed {
        operation.path = operation
            .path
            .replace(&format!("{{{old}}}"), &format!("{{{new}}}"));
        for (name, _) in &mut operation.path_parameters {
            if *name == old {
                name.clone_from(&new);
            }
        }
    }
}

/// Parses `module.Name`.
pub fn id(location: &str) -> Option<Id> {
    let (module, name) = location.rsplit_once('.')?;
    Some(Id {
        module: module.to_owned(),
        name: name.to_owned(),
    })
}

/// The channels of the configuration that the SDK has and the document does not declare.
fn channels(types: &Types<'_>, document: &Document<'_>, config: &Config) -> Vec<(String, Channel)> {
    let declared = document.at("/x-channels");
    let exists = |location: &str| {
        let found = id(location).and_then(|id| types.package.resolve(&id.module, &id.name));
        found.is_some()
    };
    let missing = config.channels.iter().filter(|(group, channel)| {
        declared.and_then(|it| it.get(group)).is_none()
            && exists(&channel.client)
            && exists(&channel.server)
    });
    missing
        .map(|(group, channel)| (group.clone(), channel.clone()))
        .collect()
}
