//! The tests named in `docs/behavior.md`, and the checks in a browser, exist.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::files::{self, File};

/// The heading above the table of tests.
const HEADING: &str = "## What the client does";

#[test]
fn every_test_named_in_the_documentation_exists() {
    let document = File::read("docs/behavior.md").text;
    let sources = files::rust();
    let tests = sources.iter().flat_map(|file| functions(&file.text, "()"));
    let browser = files::under("browser", &[".rs"]);
    let checks = browser
        .iter()
        .flat_map(|file| functions(&file.text, "(client: &Client)"));
    let targets = File::read("tests/fuzz/tests/targets.rs").text;
    let targets = fuzz_targets(&targets).map(str::to_owned);
    let tests: BTreeSet<String> = tests.chain(checks).chain(targets).collect();
    let (_, section) = document.split_once(HEADING).expect("the heading exists");
    let rows = section.lines().take_while(|line| !line.starts_with("## "));
    let rows: Vec<&str> = rows.filter(|line| line.starts_with("| ")).skip(1).collect();
    let mut violations = Vec::new();
    for row in &rows {
        let names: Vec<&str> = test_names(row).collect();
        if names.is_empty() {
            violations.push(format!("no test is named in: {row}"));
        }
        let missing = names.into_iter().filter(|name| !tests.contains(*name));
        violations.extend(missing.map(|name| format!("unknown test {name}")));
    }
    assert!(rows.len() > 20, "the table has too few rows: {rows:?}");
    assert_none("docs/behavior.md must name existing tests", &violations);
}

/// Returns the names of the tests that a macro defines for the fuzz targets.
fn fuzz_targets(text: &str) -> impl Iterator<Item = &str> {
    let (_, list) = text.split_once("\ntargets! {").expect("a list of targets");
    list.split_whitespace().take_while(|name| *name != "}")
}

/// Returns the names in the last column of a row.
fn test_names(row: &str) -> impl Iterator<Item = &str> {
    let column = row.trim_end_matches([' ', '|']).rsplit(" | ").next();
    column.unwrap_or_default().split('`').skip(1).step_by(2)
}

/// Returns the functions with these parameters in a file. All tests are functions without parameters, and the checks in
/// a browser are functions with a client.
fn functions(text: &str, parameters: &str) -> Vec<String> {
    let lines = text
        .lines()
        .map(|line| line.trim_start().trim_start_matches("pub "));
    let starts = lines.filter_map(|line| {
        line.strip_prefix("async ")
            .unwrap_or(line)
            .strip_prefix("fn ")
    });
    let names = starts.filter_map(|rest| rest.split_once(parameters));
    names.map(|(name, _)| name.to_owned()).collect()
}
