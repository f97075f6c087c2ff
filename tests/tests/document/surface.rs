//! The surface of the crate as small texts that people review: `tests/tests/surface/*.snap`.
//!
//! In: what was generated and understood. Out: per group of operations its calls and the types that it alone uses;
//! the types of several groups and of none; names that differ from the document's; places without a type; how unions
//! are told apart; and what the generator warns of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use oasmith::Output;
use oasmith_tests::fixture::findings;
use oasmith_tests::golden::assert_golden;
use oasmith_tests::repository;

use crate::crate_text::{features, tables, unquoted};
use crate::{generate, output, sources, views};

fn folder() -> PathBuf {
    repository::path("tests/tests/surface")
}

#[test]
fn groups_of_operations() {
    let Some(output) = output() else {
        return;
    };
    let groups = groups(output);
    for (name, text) in &groups {
        assert_golden(&folder(), name, text);
    }
    no_snapshot_is_left_over(groups.keys());
}

/// All texts but the findings, by name.
pub fn texts(output: &Output) -> BTreeMap<String, String> {
    let views = [
        ("_names", names(output)),
        ("_untyped", untyped(output)),
        ("_unions", unions(output)),
    ];
    let views = views.map(|(name, text)| (name.to_owned(), text));
    groups(output).into_iter().chain(views).collect()
}

/// Calls and types by group.
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

/// The group that a file of operations belongs to.
fn group(path: &str) -> Option<&str> {
    let below = path
        .strip_prefix("src/api/")
        .filter(|below| *below != "mod.rs")?;
    below.split(['/', '.']).next()
}

/// Views of types by the one group that uses them; `_shared` by several, `_rest` by none.
fn types_by_group(output: &Output) -> BTreeMap<String, Vec<String>> {
    let features = features(output);
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let files = output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/types/") && !path.ends_with("/mod.rs"));
    for (name, view) in files.flat_map(|(_, text)| views::types(text)) {
        let group = match features.get(&name).map(Vec::as_slice) {
            Some([only]) => only.as_str(),
            Some([]) | None => "_rest",
            Some(_) => "_shared",
        };
        groups.entry(group.to_owned()).or_default().push(view);
    }
    for types in groups.values_mut() {
        types.sort();
    }
    groups
}

#[track_caller]
fn no_snapshot_is_left_over<'a>(groups: impl Iterator<Item = &'a String>) {
    let views = ["_names", "_untyped", "_unions", "_findings"];
    let known: BTreeSet<&str> = groups.map(String::as_str).chain(views).collect();
    for file in repository::entries(&folder()) {
        let name = file.split('.').next().unwrap_or_default();
        assert!(
            known.contains(name),
            "{file} is left over from a group that is no more"
        );
    }
}

#[test]
fn names_that_differ_from_the_document() {
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
        for (name, rows) in tables(text, "record_table!") {
            lines.extend(rows.iter().filter_map(|row| renamed(&name, row)));
        }
        for (name, rows) in tables(text, "string_table!") {
            let rows = rows.iter().filter_map(|row| row.split_once(' '));
            let rows = rows.map(|(variant, wire)| (variant, unquoted(wire)));
            let rows = rows.filter(|(variant, wire)| differ(wire, variant));
            lines.extend(rows.map(|(variant, wire)| format!("{name}: {wire:?} -> {variant}")));
        }
        assert!(!text.is_empty(), "{path}");
    }
    lines.sort();
    lines.join("\n")
}

/// A row of a record whose field is called otherwise than the member.
fn renamed(record: &str, row: &str) -> Option<String> {
    let (field, wire) = match row.split(' ').collect::<Vec<_>>().as_slice() {
        ["constant" | "additional", ..] => return None,
        [_, _, field, wire] => (*field, unquoted(wire)),
        _ => return None,
    };
    differ(&wire, field).then(|| format!("{record}.{wire} -> {field}"))
}

/// Whether two names differ in more than capitals, separators and the mark of a keyword.
fn differ(wire: &str, rust: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    plain(wire) != plain(rust.trim_start_matches("r#"))
}

#[test]
fn places_without_a_type() {
    if let Some(output) = output() {
        assert_golden(&folder(), "_untyped", &untyped(output));
    }
}

fn untyped(output: &Output) -> String {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for place in output
        .inspection
        .schemas
        .iter()
        .flat_map(|schema| &schema.untyped)
    {
        places.entry(place.reason).or_default().push(&place.pointer);
    }
    let mut text = String::new();
    for (reason, mut pointers) in places {
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
fn how_unions_are_told_apart() {
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
fn what_the_generator_warns_of() {
    let (Some(_), Some(sources)) = (output(), sources()) else {
        return;
    };
    assert_golden(&folder(), "_findings", &findings(&generate(sources)));
}
