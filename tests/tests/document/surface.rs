//! Snapshots of the public API of the crate for reviewers: `tests/tests/surface/*.snap`.
//!
//! Input: the generated files and the inspection. Output: per group of operations, its calls and the types that only it
//! uses; the types of several groups and of none; names that differ from the document; untyped locations; the
//! discrimination of unions; and the diagnostics of the generator.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use oasmith_core::Output;
use oasmith_tests::fixture::diagnostics;
use oasmith_tests::golden::assert_golden;
use oasmith_tests::repository;

use crate::crate_text::{features, tables, unquoted};
use crate::{generate, output, sources, views};

fn folder() -> PathBuf {
    repository::path("tests/tests/surface")
}

#[test]
fn operations_and_types_match_the_snapshots() {
    let Some(output) = output() else {
        return;
    };
    let groups = groups(output);
    for (name, text) in &groups {
        assert_golden(&folder(), name, text);
    }
    assert_no_old_snapshots(groups.keys());
}

/// Returns all snapshots except for the diagnostics, by name.
pub fn texts(output: &Output) -> BTreeMap<String, String> {
    let views = [
        ("_names", names(output)),
        ("_untyped", untyped(output)),
        ("_unions", unions(output)),
    ];
    let views = views.map(|(name, text)| (name.to_owned(), text));
    groups(output).into_iter().chain(views).collect()
}

/// Returns calls and types by group.
fn groups(output: &Output) -> BTreeMap<String, String> {
    let types = types_by_group(output);
    let names: BTreeSet<&str> = output.files.keys().filter_map(|path| group(path)).collect();
    let mut groups = BTreeMap::new();
    for name in names {
        let mut text = String::new();
        for (path, file) in output
            .files
            .iter()
            .filter(|(path, _)| group(path) == Some(name))
        {
            let chain = path
                .trim_start_matches("src/api/")
                .trim_end_matches(".rs")
                .replace('/', "().");
            for line in views::calls(&format!("client.{chain}()"), file) {
                text.push_str(&line);
                text.push('\n');
            }
        }
        if let Some(types) = types.get(name) {
            text.push_str(&format!("\n{}", types.join("\n")));
        }
        groups.insert(name.to_owned(), text);
    }
    for (name, types) in types.into_iter().filter(|(name, _)| name.starts_with('_')) {
        groups.insert(name, types.join("\n"));
    }
    groups
}

/// Returns the group of a file with operations.
fn group(path: &str) -> Option<&str> {
    let below = path
        .strip_prefix("src/api/")
        .filter(|below| *below != "mod.rs")?;
    below.split(['/', '.']).next()
}

/// Returns views of types by the group that uses them: `_shared` for several groups, `_rest` for none.
fn types_by_group(output: &Output) -> BTreeMap<String, Vec<String>> {
    let features = features(output);
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let files = output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/types/") && !path.ends_with("/mod.rs"));
    for (name, view) in files.flat_map(|(_, text)| views::types(text)) {
        let group = match features.get(&name).map(Vec::as_slice) {
            // The feature of a group has the name of the group in kebab case.
            Some([only]) => only.replace('-', "_"),
            Some([]) | None => "_rest".to_owned(),
            Some(_) => "_shared".to_owned(),
        };
        groups.entry(group).or_default().push(view);
    }
    for types in groups.values_mut() {
        types.sort();
    }
    groups
}

#[track_caller]
fn assert_no_old_snapshots<'a>(groups: impl Iterator<Item = &'a String>) {
    let views = ["_names", "_untyped", "_unions", "_diagnostics"];
    let known: BTreeSet<&str> = groups.map(String::as_str).chain(views).collect();
    for file in repository::entries(&folder()) {
        let name = file.split('.').next().unwrap_or_default();
        assert!(
            known.contains(name),
            "{file} belongs to a group that does not exist"
        );
    }
}

#[test]
fn renamed_items_match_the_snapshot() {
    if let Some(output) = output() {
        assert_golden(&folder(), "_names", &names(output));
    }
}

fn names(output: &Output) -> String {
    let mut lines = Vec::new();
    for schema in output
        .inspection
        .schemas
        .iter()
        .filter(|schema| differ(&schema.name, &schema.rust))
    {
        lines.push(format!("schema {} -> {}", schema.name, schema.rust));
    }
    for (path, text) in output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/types/"))
    {
        for table in tables(text, "record_table!") {
            let rows = table.rows.iter();
            lines.extend(rows.filter_map(|row| renamed(table.type_name(), row)));
        }
        for table in tables(text, "string_table!") {
            let name = table.type_name();
            let rows = table.rows.iter().filter_map(|row| row.split_once(' '));
            let rows = rows.map(|(variant, wire)| (variant, unquoted(wire)));
            let rows = rows.filter(|(variant, wire)| differ(wire, variant));
            lines.extend(rows.map(|(variant, wire)| format!("{name}: {wire:?} -> {variant}")));
        }
        assert!(!text.is_empty(), "{path}");
    }
    lines.sort();
    lines.join("\n")
}

/// Returns a row of a record whose field and property have different names.
fn renamed(record: &str, row: &str) -> Option<String> {
    let (field, wire) = match row.split(' ').collect::<Vec<_>>().as_slice() {
        ["constant" | "additional", ..] => return None,
        [_, field, wire] => (*field, unquoted(wire)),
        _ => return None,
    };
    differ(&wire, field).then(|| format!("{record}.{wire} -> {field}"))
}

/// Returns whether two names differ in more than case, separators and `r#`.
fn differ(wire: &str, rust: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    plain(wire) != plain(rust.trim_start_matches("r#"))
}

#[test]
fn untyped_locations_match_the_snapshot() {
    if let Some(output) = output() {
        assert_golden(&folder(), "_untyped", &untyped(output));
    }
}

fn untyped(output: &Output) -> String {
    let mut locations: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for location in output
        .inspection
        .schemas
        .iter()
        .flat_map(|schema| &schema.untyped)
    {
        locations
            .entry(location.reason)
            .or_default()
            .push(&location.pointer);
    }
    let mut text = String::new();
    for (reason, mut pointers) in locations {
        pointers.sort_unstable();
        text.push_str(&format!("{reason}: {}\n", pointers.len()));
        for pointer in pointers {
            text.push_str(&format!(
                "    {}\n",
                pointer.trim_start_matches("/components/schemas/")
            ));
        }
    }
    text
}

#[test]
fn the_discrimination_of_unions_matches_the_snapshot() {
    if let Some(output) = output() {
        assert_golden(&folder(), "_unions", &unions(output));
    }
}

fn unions(output: &Output) -> String {
    let unions = output.inspection.unions.iter();
    let mut lines: Vec<String> = unions
        .map(|union| format!("{}: {}", union.rust, union.tagging))
        .collect();
    lines.sort();
    lines.join("\n")
}

#[test]
fn diagnostics_match_the_snapshot() {
    let (Some(_), Some(sources)) = (output(), sources()) else {
        return;
    };
    assert_golden(&folder(), "_diagnostics", &diagnostics(&generate(sources)));
}
