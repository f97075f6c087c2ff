//! Pass: the optional parts of the runtime that the crate has.
//!
//! In the runtime, a part is a feature. The manifest of the runtime states which dependencies and other parts it needs.
//! `cfg` attributes in the source state which modules and lines belong to it. [`table`] states when a crate has a part:
//! if its document or configuration needs the part, if `[package] parts` names it, or if the crate has helpers that may
//! use it.

mod manifest;
mod needs;
mod table;

use toml::{Table, Value};

use super::{Group, Part, Parts, Settings, TypeModule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Api;
use crate::nearest::nearest;
pub use manifest::resolve;
use needs::Needs;
use table::PARTS;

/// The name in `[package] parts` that selects all parts that can be named there.
const ALL: &str = "all";

/// Plans whether the crate has each part: never, always, or as a feature.
pub fn parts(api: &Api, settings: &Settings, groups: &[Group], modules: &[TypeModule]) -> Parts {
    let needs = Needs {
        api,
        settings,
        groups,
        modules,
    };
    let chosen = &settings.config.package.parts;
    let has_helpers = !settings.standalone() || settings.extension.is_some();
    let mut included: Vec<&str> = Vec::new();
    for part in PARTS {
        let is_chosen = |name: &String| name == part.name || part.is_choice && name.as_str() == ALL;
        if (has_helpers && part.for_helpers)
            || chosen.iter().any(is_chosen)
            || (part.is_needed)(&needs)
        {
            included.push(part.name);
            add_required(part.name, settings.runtime_manifest, &mut included);
        }
    }
    let state = |part: &table::Entry| match included.contains(&part.name) {
        false => Part::LeftOut,
        true if part.is_feature => Part::Feature,
        true => Part::Included,
    };
    PARTS.iter().map(|part| (part.name, state(part))).collect()
}

/// Returns whether a feature of the runtime is a part that is never a feature of crates.
pub fn is_never_feature(name: &str) -> bool {
    PARTS
        .iter()
        .any(|part| part.name == name && !part.is_feature)
}

/// Reports names in `[package] parts` that are not allowed there.
pub fn check(settings: &Settings, diagnostics: &mut Diagnostics) {
    let config = settings.config;
    for name in &config.package.parts {
        let mut choices: Vec<&str> = PARTS
            .iter()
            .filter(|part| part.is_choice)
            .map(|part| part.name)
            .collect();
        choices.push(ALL);
        if choices.contains(&name.as_str()) {
            continue;
        }
        let message = format!("unknown part `{name}` of the runtime");
        let diagnostic = match config.location("package", "parts") {
            Some(origin) => Diagnostic::error(Code::InvalidConfig, message, origin),
            None => Diagnostic::without_origin(Code::InvalidConfig, Severity::Error, message),
        };
        diagnostics.push(
            diagnostic.help(match nearest(name, choices.iter().copied()) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => format!("valid values: {}", choices.join(", ")),
            }),
        );
    }
}

/// Adds the parts that a part requires, which are the features that its feature enables.
fn add_required<'m>(name: &str, runtime_manifest: &'m Table, included: &mut Vec<&'m str>) {
    let features = runtime_manifest.get("features").and_then(Value::as_table);
    let enabled = features.and_then(|features| features.get(name)?.as_array());
    for name in enabled.into_iter().flatten().filter_map(Value::as_str) {
        if !included.contains(&name) {
            included.push(name);
            add_required(name, runtime_manifest, included);
        }
    }
}
