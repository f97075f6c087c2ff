//! Pins that Rust does not take, and pins that match nothing any more.

use super::config::Config;
use super::names;
use super::union::case_names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, Def, Shape};

/// The sections of the configuration that pin, with what each pins.
const AREAS: (&str, &str) = ("areas", "path");
const OPERATIONS: (&str, &str) = ("operations", "operation");
const TYPES: (&str, &str) = ("types", "type");
const MEMBERS: (&str, &str) = ("members", "member");

/// Reports every pin whose name Rust does not take.
pub fn names(config: &Config, found: &mut Diagnostics) {
    let mut wrong = |(section, kind): (&str, &str), key: &str, name: &str| {
        let message =
            format!("`{name}`, to which the {kind} `{key}` is pinned, is no name in Rust");
        let help =
            "a name starts with a letter, goes on with letters, digits and `_`, and is no keyword";
        report(
            config,
            section,
            key,
            Code::InvalidConfig,
            message,
            help,
            found,
        );
    };
    for (key, place) in &config.areas {
        // A path may be pinned to the client itself.
        if !place.is_empty() && !place.split('.').all(is_module) {
            wrong(AREAS, key, place);
        }
    }
    for (key, place) in &config.operations {
        // An operation needs a group and a method.
        if !place.contains('.') || !place.split('.').all(is_module) {
            wrong(OPERATIONS, key, place);
        }
    }
    for (kind, pins) in [(TYPES, &config.types), (MEMBERS, &config.members)] {
        for (key, name) in pins.iter().filter(|(_, name)| !names::is_name(name)) {
            wrong(kind, key, name);
        }
    }
}

/// Groups are modules as well: files and features.
fn is_module(name: &str) -> bool {
    name.is_ascii() && names::is_name(name) && name != "mod" && !name.contains(char::is_uppercase)
}

/// Reports every pin that names no operation, path, schema or member of the document.
pub fn check(api: &Api, config: &Config, found: &mut Diagnostics) {
    let mut stale = |(section, kind): (&str, &str), key: &str| {
        let message = format!("the pin of the {kind} `{key}` matches nothing in the document");
        let help = "remove it, or give it the name that the document uses now";
        report(config, section, key, Code::StalePin, message, help, found);
    };
    for id in config.operations.keys() {
        if !api.operations.iter().any(|operation| operation.id == *id) {
            stale(OPERATIONS, id);
        }
    }
    for prefix in config.areas.keys() {
        if !api
            .operations
            .iter()
            .any(|operation| operation.path.starts_with(prefix.as_str()))
        {
            stale(AREAS, prefix);
        }
    }
    for key in config.types.keys() {
        let matches = |pointer: &str| key.strip_prefix('#') == Some(pointer);
        if !api
            .defs
            .iter()
            .any(|def| matches(&def.place.pointer) || def.place.component() == Some(key))
        {
            stale(TYPES, key);
        }
    }
    for key in config.members.keys() {
        let matches = |def: &Def| {
            let member = key
                .strip_prefix('#')
                .and_then(|key| key.strip_prefix(def.place.pointer.as_str()));
            member
                .and_then(|member| member.strip_prefix('#'))
                .is_some_and(|member| has_member(def, member))
        };
        if !api.defs.iter().any(matches) {
            stale(MEMBERS, key);
        }
    }
}

fn has_member(def: &Def, member: &str) -> bool {
    match &def.shape {
        Shape::Record { fields, .. } => fields.iter().any(|field| field.wire == member),
        Shape::StringEnum { values, .. } => values.iter().any(|value| value.wire == member),
        Shape::Union { cases, tagging } => {
            case_names(cases, tagging).iter().any(|name| name == member)
        }
        Shape::Alias(_) => false,
    }
}

fn report(
    config: &Config,
    section: &str,
    key: &str,
    code: Code,
    message: String,
    help: &str,
    found: &mut Diagnostics,
) {
    let finding = match config.place(section, key) {
        Some(at) => Diagnostic::error(code, message, at),
        None => Diagnostic::placeless(code, Severity::Error, message),
    };
    found.push(finding.help(help));
}
