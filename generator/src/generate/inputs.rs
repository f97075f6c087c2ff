//! What a run reads besides the document and its overlays.
//!
//! In: texts. Out: the configuration, the helpers and the manifest of the runtime; findings name the place of what is
//! wrong.

use std::collections::BTreeMap;
use std::mem;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::Node;
use crate::overlay::Query;
use crate::plan::{Config, Extension};
use crate::source::{SourceFile, SourceMap};

/// The configuration.
pub(super) fn config(
    file: Option<SourceFile>,
    map: &mut SourceMap,
    found: &mut Diagnostics,
) -> Option<Config> {
    let Some(file) = file else {
        return Some(Config::default());
    };
    let source = map.add(file);
    match Config::read(&map.file(source).text, source) {
        Ok(config) => Some(config),
        Err((at, reason)) => {
            found.push(Diagnostic::error(Code::InvalidConfig, reason, at));
            None
        }
    }
}

/// Takes the pins whose condition this document meets, and drops the others.
pub(super) fn take_conditional_pins(config: &mut Config, root: &Node, found: &mut Diagnostics) {
    for pins in mem::take(&mut config.pins) {
        let Some(at) = pins.at else { continue };
        let mut wrong = |message| {
            found.push(Diagnostic::error(Code::InvalidConfig, message, at));
        };
        match Query::parse(&pins.applies_if, at) {
            Ok(condition) if condition.matches(root) => {
                for (section, key) in config.take(pins) {
                    wrong(format!("`{key}` is pinned twice in [{section}]"));
                }
            }
            Ok(_) => {}
            Err(bad) => wrong(format!(
                "`applies-if` is no JSONPath query: {}",
                bad.message
            )),
        }
    }
}

/// Keeps the helpers whose condition this document meets, or that have none.
pub(super) fn drop_helpers_of_other_documents(
    extension: &mut Extension,
    config: &Config,
    root: &Node,
    found: &mut Diagnostics,
) {
    let Some(at) = config.place("package", "extension") else {
        return;
    };
    extension.helpers.retain(|name, needs| {
        let Some(condition) = &needs.applies_if else {
            return true;
        };
        Query::parse(condition, at).map_or_else(
            |bad| {
                let message = format!(
                    "`applies-if` of the helper `{name}` is no JSONPath query: {}",
                    bad.message
                );
                found.push(Diagnostic::error(Code::InvalidConfig, message, at));
                true
            },
            |condition| condition.matches(root),
        )
    });
}

/// The helpers that the configuration asks for.
pub(super) fn extension(
    config: Option<&Config>,
    templates: &BTreeMap<String, String>,
    found: &mut Diagnostics,
) -> Option<Extension> {
    let folder = config?.package.extension.as_deref()?;
    let prefix = format!("{folder}/");
    let own = templates
        .keys()
        .filter_map(|path| path.strip_prefix(&prefix));
    let files = own.filter(|path| path.ends_with(".rs"));
    let read = match templates.get(&format!("{prefix}{}", Extension::MANIFEST)) {
        Some(text) => Extension::read(folder, text, files.map(str::to_owned).collect()),
        None => Err(format!("it has no {}", Extension::MANIFEST)),
    };
    match read {
        Ok(extension) => Some(extension),
        Err(reason) => {
            let message = format!("the extension `{folder}` cannot be used: {reason}");
            let at = config?.place("package", "extension");
            found.push(match at {
                Some(at) => Diagnostic::error(Code::InvalidConfig, message, at),
                None => Diagnostic::placeless(Code::InvalidConfig, Severity::Error, message),
            });
            None
        }
    }
}

/// The manifest of the runtime, which the crate's is made from.
pub(super) fn runtime_manifest(
    templates: &BTreeMap<String, String>,
    found: &mut Diagnostics,
) -> Option<toml::Table> {
    let Some(text) = templates.get("runtime/Cargo.toml") else {
        return Some(toml::Table::new());
    };
    match text.parse() {
        Ok(table) => Some(table),
        Err(_) => {
            found.push(Diagnostic::placeless(
                Code::InvalidConfig,
                Severity::Error,
                "the runtime's Cargo.toml is no TOML",
            ));
            None
        }
    }
}
