//! The sweep: every document of the tests is generated; a sample is compiled and calls its operations.
//!
//! Input: the repository. Output: whether every document passed. `cargo run --bin oasmith -- sweep FOLDER…` without
//! `--check` and `--call` compiles every document and calls its operations.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::repository::Repository;

/// Folders with documents. Those that are absent are skipped.
const FOLDERS: &[&str] = &["oasmith/tests/documents", "../shared/documents"];

/// A folder whose subfolders have documents.
const FIXTURES: &str = "tests/fixtures";

/// The subfolder with documents that have errors.
const WITH_ERRORS: &str = "reject";

/// How many crates are compiled, and how many of them are called.
pub const SAMPLE: &[&str] = &["--check", "30", "--call", "12"];

/// Returns the arguments of cargo.
pub fn arguments(repository: &Repository) -> Result<Vec<String>> {
    let mut arguments: Vec<String> = ["run", "--quiet", "--bin", "oasmith", "--", "sweep"]
        .iter()
        .chain(FOLDERS.iter().filter(|it| repository.path(it).is_dir()))
        .map(|it| (*it).to_owned())
        .collect();
    arguments.extend(fixtures(repository)?);
    let options = ["--work-dir", "target/sweep"].iter().chain(SAMPLE);
    arguments.extend(options.map(|it| (*it).to_owned()));
    Ok(arguments)
}

fn fixtures(repository: &Repository) -> Result<Vec<String>> {
    let folder = repository.path(FIXTURES);
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {FIXTURES}"))?;
    let paths: std::io::Result<Vec<PathBuf>> =
        entries.map(|entry| entry.map(|it| it.path())).collect();
    let mut names: Vec<String> = paths
        .with_context(|| format!("cannot read {FIXTURES}"))?
        .iter()
        .filter(|path| path.is_dir())
        .filter_map(|path| path.file_name()?.to_str())
        .filter(|name| *name != WITH_ERRORS)
        .map(|name| format!("{FIXTURES}/{name}"))
        .collect();
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::arguments;
    use crate::repository::Repository;

    #[test]
    fn documents_with_errors_are_left_out() {
        let repository = Repository::find().expect("the repository");
        let arguments = arguments(&repository).expect("readable");
        let has = |name: &str| arguments.iter().any(|it| it == name);
        assert!(has("tests/fixtures/calls") && has("tests/fixtures/warn"));
        assert!(!has("tests/fixtures/reject"));
    }
}
