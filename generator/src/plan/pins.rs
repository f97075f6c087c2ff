//! Pins that match nothing any more.

use super::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Api;

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
