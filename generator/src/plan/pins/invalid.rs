//! Pins whose names are not valid in Rust, or are reserved.

use super::{AREAS, MEMBERS, OPERATIONS, Section, TYPES, diagnostic};
use crate::diagnostic::{Code, Diagnostics};
use crate::plan::config::Config;
use crate::plan::names;
use crate::plan::reserved_names;

const IDENTIFIER: &str =
    "a name starts with a letter, continues with letters, digits and `_`, and is not a keyword";

pub(super) fn check(config: &Config, diagnostics: &mut Diagnostics) {
    let mut report = |section: Section, key: &str, name: &str, fault: Fault| {
        let noun = section.noun;
        let (message, help) = match fault {
            Fault::Invalid => (
                format!("invalid Rust name `{name}`, pinned for the {noun} `{key}`"),
                IDENTIFIER,
            ),
            Fault::Reserved => (
                format!("reserved Rust name `{name}`, pinned for the {noun} `{key}`"),
                "every generated crate already uses this name; pin another one",
            ),
        };
        diagnostics.push(diagnostic(config, section, key, Code::InvalidConfig, message).help(help));
    };
    for (key, group) in &config.areas {
        // A path may be pinned to the client itself.
        let names = group.split('.').filter(|_| !group.is_empty());
        if let Some(fault) = group_fault(names) {
            report(AREAS, key, group, fault);
        }
    }
    for (key, method) in &config.operations {
        let fault = match method.rsplit_once('.') {
            Some((group, name)) => group_fault(group.split('.'))
                .or_else(|| (!is_module(name)).then_some(Fault::Invalid)),
            None => Some(Fault::Invalid),
        };
        if let Some(fault) = fault {
            report(OPERATIONS, key, method, fault);
        }
    }
    for (section, pins, reserved) in [
        (TYPES, &config.types, reserved_names::TYPES),
        (MEMBERS, &config.members, reserved_names::MEMBERS),
    ] {
        for (key, name) in pins {
            if !names::is_identifier(name) {
                report(section, key, name, Fault::Invalid);
            } else if reserved.contains(&name.as_str()) {
                report(section, key, name, Fault::Reserved);
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Fault {
    Invalid,
    Reserved,
}

/// The first mistake in the names of groups.
fn group_fault<'n>(names: impl Iterator<Item = &'n str>) -> Option<Fault> {
    names.enumerate().find_map(|(depth, name)| {
        let is_method = depth == 0 && reserved_names::CLIENT.contains(&name);
        if !is_module(name) {
            Some(Fault::Invalid)
        } else if is_method || reserved_names::GROUPS.contains(&name) {
            Some(Fault::Reserved)
        } else {
            None
        }
    })
}

/// Whether a group may have the name: groups are modules, files and Cargo features as well.
fn is_module(name: &str) -> bool {
    let has_capitals = name.contains(char::is_uppercase);
    name.is_ascii() && names::is_identifier(name) && !has_capitals
}
