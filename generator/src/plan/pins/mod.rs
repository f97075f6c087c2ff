//! Pins: names that the configuration sets for types, members, operations and paths.

mod invalid;
mod stale;

use super::Settings;
use super::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, Def, SchemaPath};

/// Reports pins with invalid names and, in strict runs, pins that match nothing in the document.
pub fn check(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) {
    invalid::check(settings.config, diagnostics);
    if settings.strictness.is_strict() {
        stale::check(api, settings.config, diagnostics);
    }
}

/// The pinned name of a type.
pub fn of_type<'a>(config: &'a Config, path: &SchemaPath) -> Option<&'a String> {
    let by_pointer = config.types.get(&format!("#{}", path.pointer));
    by_pointer.or_else(|| config.types.get(path.component()?))
}

/// The pinned name of a field or a variant of a type, by its name in the document.
pub fn of_member(config: &Config, def: &Def, wire: &str) -> Option<String> {
    let key = format!("#{}#{wire}", def.path.pointer);
    config.members.get(&key).cloned()
}

/// A section of the configuration.
#[derive(Clone, Copy)]
struct Section {
    /// Its key.
    key: &'static str,
    /// What its entries pin.
    noun: &'static str,
}

const AREAS: Section = section("areas", "path");
const OPERATIONS: Section = section("operations", "operation");
const TYPES: Section = section("types", "type");
const MEMBERS: Section = section("members", "member");

const fn section(key: &'static str, noun: &'static str) -> Section {
    Section { key, noun }
}

/// A diagnostic at the location of a pin.
fn diagnostic(
    config: &Config,
    section: Section,
    key: &str,
    code: Code,
    message: String,
) -> Diagnostic {
    match config.location(section.key, key) {
        Some(origin) => Diagnostic::error(code, message, origin),
        None => Diagnostic::without_origin(code, Severity::Error, message),
    }
}
