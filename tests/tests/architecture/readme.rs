//! That the tests which the README names are there.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::files::{self, File};

/// Above the table of what the client does.
const HEADING: &str = "## What the client does";

#[test]
fn every_test_that_the_readme_names_is_there() {
    let readme = File::read("README.md").text;
    let tests: BTreeSet<String> = files::rust()
        .iter()
        .flat_map(|file| functions(&file.text))
        .collect();
    let (_, section) = readme.split_once(HEADING).expect("the table");
    let rows = section.lines().take_while(|line| !line.starts_with("## "));
    let rows: Vec<&str> = rows.filter(|line| line.starts_with("| ")).skip(1).collect();
    let mut findings = Vec::new();
    for row in &rows {
        let shown: Vec<&str> = named(row).collect();
        if shown.is_empty() {
            findings.push(format!("no test shows: {row}"));
        }
        let missing = shown.into_iter().filter(|name| !tests.contains(*name));
        findings.extend(missing.map(|name| format!("there is no test {name}")));
    }
    assert!(rows.len() > 20, "the table is not found: {rows:?}");
    assert_none("README.md names tests that are there", &findings);
}

/// The names in the last column of a row.
fn named(row: &str) -> impl Iterator<Item = &str> {
    let column = row.trim_end_matches([' ', '|']).rsplit(" | ").next();
    column.unwrap_or_default().split('`').skip(1).step_by(2)
}

/// The functions without parameters that a file defines: all tests are such.
fn functions(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim_start);
    let starts = lines.filter_map(|line| {
        line.strip_prefix("async ")
            .unwrap_or(line)
            .strip_prefix("fn ")
    });
    let names = starts.filter_map(|rest| rest.split_once("()"));
    names.map(|(name, _)| name.to_owned()).collect()
}
