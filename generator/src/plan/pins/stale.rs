//! Pins that match nothing in the document.

use super::{AREAS, MEMBERS, OPERATIONS, Section, TYPES, diagnostic};
use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Api, Def, Shape};
use crate::nearest::nearest;
use crate::plan::config::Config;
use crate::plan::types::variant_names;

/// Reports every stale pin, with the most similar key that exists.
pub(super) fn check(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut report = |section: Section, key: &str, keys: &[String]| {
        let message = format!(
            "the pin of the {} `{key}` matches nothing in the document",
            section.noun
        );
        let help = match nearest(key, keys.iter().map(String::as_str)) {
            Some(key) => format!("did you mean `{key}`?"),
            None => "remove it, or change the key to the current name in the document".to_owned(),
        };
        diagnostics.push(diagnostic(config, section, key, Code::StalePin, message).help(help));
    };
    let ids: Vec<String> = api.operations.iter().map(|it| it.id.clone()).collect();
    for id in config.operations.keys().filter(|id| !ids.contains(id)) {
        report(OPERATIONS, id, &ids);
    }
    let paths: Vec<String> = api.operations.iter().map(|it| it.path.clone()).collect();
    for prefix in config.areas.keys() {
        if !paths.iter().any(|path| path.starts_with(prefix.as_str())) {
            report(AREAS, prefix, &paths);
        }
    }
    for key in config.types.keys() {
        let matches = |def: &Def| {
            let pointer = key.strip_prefix('#');
            pointer == Some(&def.path.pointer) || def.path.component() == Some(key)
        };
        if !api.defs.iter().any(matches) {
            report(TYPES, key, &type_keys(api, key.starts_with('#')));
        }
    }
    for key in config.members.keys() {
        let matches = |def: &Def| {
            let member = key
                .strip_prefix('#')
                .and_then(|key| key.strip_prefix(def.path.pointer.as_str()))
                .and_then(|key| key.strip_prefix('#'));
            member.is_some_and(|member| member_names(def).iter().any(|name| name == member))
        };
        if !api.defs.iter().any(matches) {
            report(MEMBERS, key, &member_keys(api));
        }
    }
}

/// The keys that pin types: pointers, or names of component schemas.
fn type_keys(api: &Api, by_pointer: bool) -> Vec<String> {
    let key = |def: &Def| match by_pointer {
        true => Some(format!("#{}", def.path.pointer)),
        false => def.path.component().map(str::to_owned),
    };
    api.defs.iter().filter_map(key).collect()
}

/// The keys that pin fields and variants.
fn member_keys(api: &Api) -> Vec<String> {
    let keys = |def: &Def| -> Vec<String> {
        let pointer = &def.path.pointer;
        let names = member_names(def).into_iter();
        names.map(|name| format!("#{pointer}#{name}")).collect()
    };
    api.defs.iter().flat_map(keys).collect()
}

fn member_names(def: &Def) -> Vec<String> {
    match &def.shape {
        Shape::Record { fields, .. } => fields.iter().map(|field| field.wire.clone()).collect(),
        Shape::StringEnum { values, .. } => values.iter().map(|value| value.wire.clone()).collect(),
        Shape::IntegerEnum { values } => values.iter().map(|it| it.number.to_string()).collect(),
        Shape::Union { branches, tagging } => variant_names(branches, tagging),
        Shape::Alias(_) => Vec::new(),
    }
}
