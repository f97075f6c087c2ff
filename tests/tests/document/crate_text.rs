//! Reads the text of the generated crate: the files of types, and the rows of tables.
//!
//! Input: the generated files, in the layout shown by the snapshots of the fixtures. Output: names and rows.

use std::collections::BTreeMap;

use oasmith_core::Output;

/// Returns the text of the file with each type, by the name of the type.
pub fn types(output: &Output) -> BTreeMap<&str, &str> {
    let mut types = BTreeMap::new();
    for (path, text) in &output.files {
        if path.starts_with("src/types/") {
            for name in text.lines().filter_map(declared) {
                types.insert(name, text.as_str());
            }
        }
    }
    types
}

/// Returns the name of the type declared in a line.
pub fn declared(line: &str) -> Option<&str> {
    let starts = ["pub struct ", "pub enum ", "pub type "];
    let rest = starts.iter().find_map(|start| line.strip_prefix(start))?;
    rest.split([' ', '{', '<']).next()
}

/// Returns a string as a Rust literal.
pub fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// Returns the value of a Rust string literal.
pub fn unquoted(literal: &str) -> String {
    let inner = literal.trim_start_matches('"').trim_end_matches('"');
    inner.replace("\\\"", "\"").replace("\\\\", "\\")
}

/// Joins the words of a string with single spaces.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A macro invocation that contains a table.
pub struct Table {
    /// The text before the rows.
    pub head: String,
    /// The rows.
    pub rows: Vec<String>,
}

impl Table {
    /// Returns the type that the table describes.
    pub fn type_name(&self) -> &str {
        self.head.split([':', ' ']).next().unwrap_or_default()
    }
}

/// Returns the tables of one kind in a file.
pub fn tables(text: &str, kind: &str) -> Vec<Table> {
    let start = format!("\n{kind} {{\n");
    text.split(&start)
        .skip(1)
        .filter_map(|body| {
            let (head, rows) = body.split("\n}").next()?.split_once("{\n")?;
            let rows = rows.trim_end().trim_end_matches('}').split(";\n");
            let rows = rows.map(squeezed).filter(|row| !row.is_empty());
            Some(Table {
                head: squeezed(head),
                rows: rows.collect(),
            })
        })
        .collect()
}

/// Returns the features that enable each type, without `types`, which enables all.
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
