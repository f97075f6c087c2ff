//! Pins that match nothing any more.

use super::config::Config;
use super::names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Api;

/// Reports every pin whose name Rust does not take.
pub fn names(config: &Config, found: &mut Diagnostics) {
    let mut wrong = |kind: &str, key: &str, name: &str| {
        let message = format!("`{name}`, to which the {kind} `{key}` is pinned, is no name in Rust");
        found.push(
            Diagnostic::placeless(Code::InvalidConfig, Severity::Error, message)
                .help("a name starts with a letter, goes on with letters, digits and `_`, and is no keyword"),
        );
    };
    for (kind, pins) in [("path", &config.areas), ("operation", &config.operations)] {
        for (key, place) in pins {
            // A path may be pinned to the client itself; an operation needs a group and a method.
            let empty = kind == "path" && place.is_empty();
            let short = kind == "operation" && !place.contains('.');
            if !empty && (short || !place.split('.').all(is_module)) {
                wrong(kind, key, place);
            }
        }
    }
    for (kind, pins) in [("type", &config.types), ("member", &config.members)] {
        for (key, name) in pins.iter().filter(|(_, name)| !names::is_name(name)) {
            wrong(kind, key, name);
        }
    }
}

/// Groups are modules as well: files and features.
fn is_module(name: &str) -> bool {
    name.is_ascii() && names::is_name(name) && name != "mod" && !name.contains(char::is_uppercase)
}

/// Reports every pin that names no operation, path or schema of the document.
pub fn check(api: &Api, config: &Config, found: &mut Diagnostics) {
    let mut stale = |kind: &str, key: &str| {
        found.push(Diagnostic {
            code: Code::StalePin,
            severity: Severity::Error,
            message: format!("the pin of the {kind} `{key}` matches nothing in the document"),
            primary: None,
            related: Vec::new(),
            help: Some("remove it, or give it the name that the document uses now".to_owned()),
        });
    };
    for id in config.operations.keys() {
        if !api.operations.iter().any(|operation| operation.id == *id) {
            stale("operation", id);
        }
    }
    for prefix in config.areas.keys() {
        if !api.operations.iter().any(|operation| operation.path.starts_with(prefix.as_str())) {
            stale("path", prefix);
        }
    }
    for key in config.types.keys() {
        let matches = |pointer: &str| key.strip_prefix('#') == Some(pointer);
        if !api.defs.iter().any(|def| matches(&def.place.pointer) || def.place.component() == Some(key)) {
            stale("type", key);
        }
    }
    for key in config.members.keys() {
        let pointer = key.trim_start_matches('#').split('#').next().unwrap_or_default();
        if !api.defs.iter().any(|def| def.place.pointer == pointer) {
            stale("member", key);
        }
    }
}
