//! The manifest of the runtime, adapted to the parts that the crate has.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::plan::{Part, Parts};

/// Returns the manifest of the runtime with the features and dependencies of a crate that has these parts.
///
/// A part that the crate always has is not a feature. If it requires a feature, such as `client`, that feature enables
/// its dependencies; otherwise they are not optional. Optional dependencies that nothing uses are removed.
pub fn resolve(runtime: &Table, parts: &Parts) -> Table {
    let mut manifest = runtime.clone();
    let Some(all) = runtime.get("features").and_then(Value::as_table) else {
        return manifest;
    };
    let mut features: Table = all
        .iter()
        .filter(|(name, _)| is_feature(name, parts))
        .map(|(name, enabled)| {
            let mut kept = Vec::new();
            for entry in entries(enabled).filter_map(|entry| replaced(entry, all, parts)) {
                if !kept.contains(&entry) {
                    kept.push(entry);
                }
            }
            (name.clone(), kept.into())
        })
        .collect();
    let mut required = BTreeSet::new();
    let included = parts.iter().filter(|(_, part)| **part == Part::Included);
    for name in included.filter_map(|(name, _)| all.get_key_value(*name).map(|(name, _)| name)) {
        let dependencies = entries(&all[name]).filter(|entry| entry.starts_with("dep:"));
        match owner(name, all, parts).and_then(|owner| features.get_mut(owner)) {
            Some(owner) => extend(owner, dependencies),
            None => required.extend(dependencies.map(|entry| &entry["dep:".len()..])),
        }
    }
    let enabled: BTreeSet<&str> = features
        .values()
        .flat_map(entries)
        .filter_map(dependency)
        .collect();
    let is_used = |name: &str| required.contains(name) || enabled.contains(name);
    let mut unused = optional(runtime);
    unused.retain(|name| !is_used(name));
    for dependencies in sections(&mut manifest) {
        dependencies.retain(|name, _| !unused.contains(name));
        let needed = dependencies
            .iter_mut()
            .filter(|(name, _)| required.contains(name.as_str()));
        for dependency in needed.filter_map(|(_, value)| value.as_table_mut()) {
            dependency.remove("optional");
        }
    }
    manifest.insert("features".to_owned(), Value::Table(features));
    manifest
}

/// Returns whether the crate keeps an entry of `[features]`: it is not a part, or is a part that stays a feature.
fn is_feature(name: &str, parts: &Parts) -> bool {
    parts.get(name).is_none_or(|part| *part == Part::Feature)
}

/// Returns the entry of a feature in the crate: a part that is not a feature is replaced by the feature that it requires.
fn replaced<'a>(entry: &'a str, features: &'a Table, parts: &Parts) -> Option<&'a str> {
    match parts.get(entry) {
        None | Some(Part::Feature) => Some(entry),
        Some(Part::Included) => owner(entry, features, parts),
        Some(Part::LeftOut) => None,
    }
}

/// Returns the feature of the crate that a part requires, directly or through other parts.
fn owner<'a>(name: &str, features: &'a Table, parts: &Parts) -> Option<&'a str> {
    let required = || features.get(name).into_iter().flat_map(entries);
    let mut own =
        required().filter(|entry| features.contains_key(*entry) && is_feature(entry, parts));
    let mut of_others = required().filter_map(|entry| owner(entry, features, parts));
    own.next().or_else(|| of_others.next())
}

/// Adds dependencies to a feature and sorts them.
fn extend<'a>(feature: &mut Value, entries: impl Iterator<Item = &'a str>) {
    let Some(list) = feature.as_array_mut() else {
        return;
    };
    let (mut others, mut dependencies): (Vec<Value>, Vec<Value>) = list
        .drain(..)
        .chain(entries.map(Value::from))
        .partition(|entry| !entry.as_str().is_some_and(|name| name.starts_with("dep:")));
    dependencies.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    dependencies.dedup();
    list.append(&mut others);
    list.append(&mut dependencies);
}

fn entries(enabled: &Value) -> impl Iterator<Item = &str> {
    enabled
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Returns the dependency that an entry of a feature enables or configures.
fn dependency(entry: &str) -> Option<&str> {
    let name = entry.strip_prefix("dep:");
    name.or_else(|| {
        entry
            .split_once('/')
            .map(|(name, _)| name.trim_end_matches('?'))
    })
}

/// Returns the names of all optional dependencies.
fn optional(manifest: &Table) -> BTreeSet<String> {
    let mut manifest = manifest.clone();
    let mut names = BTreeSet::new();
    for dependencies in sections(&mut manifest) {
        let is_optional =
            |value: &Value| value.get("optional").and_then(Value::as_bool) == Some(true);
        let found = dependencies.iter().filter(|(_, value)| is_optional(value));
        names.extend(found.map(|(name, _)| name.clone()));
    }
    names
}

/// Returns all tables of dependencies: those of the crate, of single targets, and of examples.
fn sections(manifest: &mut Table) -> Vec<&mut Table> {
    let mut sections = Vec::new();
    for (name, value) in manifest.iter_mut() {
        match name.as_str() {
            "dependencies" | "dev-dependencies" => sections.extend(value.as_table_mut()),
            "target" => {
                let targets = value.as_table_mut().into_iter().flatten();
                let tables = targets.filter_map(|(_, target)| target.get_mut("dependencies"));
                sections.extend(tables.filter_map(Value::as_table_mut));
            }
            _ => {}
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"
        [features]
        default = ["client", "forms", "sockets"]
        client = ["dep:http"]
        colors = ["dep:palette"]
        files = ["client", "dep:mime"]
        forms = ["files", "dep:random"]
        sockets = ["forms", "dep:tungstenite", "http?/socket"]
        [dependencies]
        http = { version = "1", optional = true }
        mime = { version = "1", optional = true }
        palette = { version = "1", optional = true }
        serde = "1"
        tungstenite = { version = "1", optional = true }
        [target.unix.dependencies]
        random = { version = "1", optional = true }
        [dev-dependencies]
        tungstenite = "1"
    "#;

    fn resolved(parts: [(&'static str, Part); 4]) -> Table {
        let manifest = toml::from_str(MANIFEST).expect("a manifest");
        resolve(&manifest, &Parts::from(parts))
    }

    #[test]
    fn a_part_that_is_left_out_leaves_no_dependency() {
        let manifest =
            resolved(["colors", "files", "forms", "sockets"].map(|it| (it, Part::LeftOut)));
        let expected: Table = toml::from_str(
            r#"
            [features]
            default = ["client"]
            client = ["dep:http"]
            [dependencies]
            http = { version = "1", optional = true }
            serde = "1"
            [target.unix.dependencies]
            [dev-dependencies]
            "#,
        )
        .expect("a manifest");
        assert_eq!(manifest, expected);
    }

    #[test]
    fn the_dependencies_of_a_part_belong_to_the_feature_that_it_requires() {
        let manifest = resolved([
            ("colors", Part::Included),
            ("files", Part::Included),
            ("forms", Part::Included),
            ("sockets", Part::Feature),
        ]);
        let expected: Table = toml::from_str(
            r#"
            [features]
            default = ["client", "sockets"]
            client = ["dep:http", "dep:mime", "dep:random"]
            sockets = ["client", "dep:tungstenite", "http?/socket"]
            [dependencies]
            http = { version = "1", optional = true }
            mime = { version = "1", optional = true }
            palette = { version = "1" }
            serde = "1"
            tungstenite = { version = "1", optional = true }
            [target.unix.dependencies]
            random = { version = "1", optional = true }
            [dev-dependencies]
            tungstenite = "1"
            "#,
        )
        .expect("a manifest");
        assert_eq!(manifest.get("features"), expected.get("features"));
        assert_eq!(manifest, expected);
    }
}
