//! The generated crate as text: where a type stands, and what its tables say.
//!
//! In: the generated files, in the layout that the generator gives them. Out: names and words. The snapshots of the
//! fixtures show that layout.

use std::collections::BTreeMap;

use oasmith::Output;

/// The text of each type's file, and its path, by the name of the type.
pub fn types(output: &Output) -> BTreeMap<&str, (&str, &str)> {
    let mut types = BTreeMap::new();
    for (path, text) in &output.files {
        if path.starts_with("src/types/") {
            for name in text.lines().filter_map(declared) {
                types.insert(name, (path.as_str(), text.as_str()));
            }
        }
    }
    types
}

/// The type that a line declares.
pub fn declared(line: &str) -> Option<&str> {
    let starts = ["pub struct ", "pub enum ", "pub type "];
    let rest = starts.iter().find_map(|start| line.strip_prefix(start))?;
    rest.split([' ', '{', '<']).next()
}

/// A string as Rust writes it.
pub fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// What a string of Rust says.
pub fn unquoted(literal: &str) -> String {
    let inner = literal.trim_start_matches('"').trim_end_matches('"');
    inner.replace("\\\"", "\"").replace("\\\\", "\\")
}

/// A text on one line.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tables of one kind in a file: what each is of, and its rows.
pub fn tables(text: &str, kind: &str) -> Vec<(String, Vec<String>)> {
    let start = format!("\n{kind} {{\n");
    text.split(&start)
        .skip(1)
        .filter_map(|body| {
            let (head, rows) = body.split("\n}").next()?.split_once("{\n")?;
            let rows = rows.trim_end().trim_end_matches('}').split(";\n");
            let rows = rows.map(squeezed).filter(|row| !row.is_empty());
            Some((squeezed(head), rows.collect()))
        })
        .collect()
}

/// The features that compile each type, without `types`, which compiles all.
pub fn features(output: &Output) -> BTreeMap<String, Vec<String>> {
    let mut features = BTreeMap::new();
    let index = output
        .files
        .get("src/types/mod.rs")
        .map_or("", String::as_str);
    for group in index.split("modules! {\n").skip(1) {
        let (condition, rows) = match group.split_once("]\n") {
            Some((condition, rows)) if group.trim_start().starts_with('#') => (condition, rows),
            _ => ("", group),
        };
        let names = condition.split('"').skip(1).step_by(2);
        let names: Vec<String> = names
            .filter(|name| *name != "types")
            .map(str::to_owned)
            .collect();
        for row in rows.split(';') {
            let types = row
                .split_once(':')
                .map_or("", |(_, types)| types)
                .split_whitespace();
            features.extend(types.map(|name| (name.to_owned(), names.clone())));
        }
    }
    features
}
