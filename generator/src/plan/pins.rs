//! Pins that Rust does not take, and pins that match nothing any more.

use super::config::Config;
use super::names;
use super::union::case_names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, Def, Shape};
use crate::nearest::nearest;

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

/// Reports every pin that names no operation, path, schema or member of the document, and the name that is most like
/// it.
pub fn check(api: &Api, config: &Config, found: &mut Diagnostics) {
    let mut stale = |(section, kind): (&str, &str), key: &str, names: &[String]| {
        let message = format!("the pin of the {kind} `{key}` matches nothing in the document");
        let help = match nearest(key, names.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "remove it, or give it the name that the document uses now".to_owned(),
        };
        report(config, section, key, Code::StalePin, message, &help, found);
    };
    let ids: Vec<String> = api.operations.iter().map(|it| it.id.clone()).collect();
    for id in config.operations.keys().filter(|id| !ids.contains(id)) {
        stale(OPERATIONS, id, &ids);
    }
    let paths: Vec<String> = api.operations.iter().map(|it| it.path.clone()).collect();
    for prefix in config.areas.keys() {
        if !paths.iter().any(|path| path.starts_with(prefix.as_str())) {
            stale(AREAS, prefix, &paths);
        }
    }
    for key in config.types.keys() {
        let matches = |pointer: &str| key.strip_prefix('#') == Some(pointer);
        if !api
            .defs
            .iter()
            .any(|def| matches(&def.place.pointer) || def.place.component() == Some(key))
        {
            stale(TYPES, key, &type_keys(api, key.starts_with('#')));
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
            stale(MEMBERS, key, &member_keys(api));
        }
    }
}

/// What a type can be pinned by: its pointer, or its name if it has one.
fn type_keys(api: &Api, by_pointer: bool) -> Vec<String> {
    let key = |def: &Def| match by_pointer {
        true => Some(format!("#{}", def.place.pointer)),
        false => def.place.component().map(str::to_owned),
    };
    api.defs.iter().filter_map(key).collect()
}

/// What a member can be pinned by.
fn member_keys(api: &Api) -> Vec<String> {
    let keys = |def: &Def| -> Vec<String> {
        let pointer = &def.place.pointer;
        let names = member_names(def).into_iter();
        names.map(|name| format!("#{pointer}#{name}")).collect()
    };
    api.defs.iter().flat_map(keys).collect()
}

fn has_member(def: &Def, member: &str) -> bool {
    member_names(def).iter().any(|name| name == member)
}

fn member_names(def: &Def) -> Vec<String> {
    match &def.shape {
        Shape::Record { fields, .. } => fields.iter().map(|field| field.wire.clone()).collect(),
        Shape::StringEnum { values, .. } => values.iter().map(|value| value.wire.clone()).collect(),
        Shape::Union { cases, tagging } => case_names(cases, tagging),
        Shape::Alias(_) => Vec::new(),
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
