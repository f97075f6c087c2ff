//! The sweep: every document of the tests is generated; a sample is compiled and calls its operations.
//!
//! Input: the repository. Output: whether every document passed. `cargo run --bin oasmith -- sweep FOLDER…` without
//! `--check` and `--call` compiles every document and calls its operations.
//!
//! The crates are compiled with the dependencies that the tests of `oasmith-tests` compile for other generated crates.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::cargo::executable;
use crate::repository::Repository;

/// Folders with documents. Those that are absent are skipped.
const FOLDERS: &[&str] = &["oasmith/tests/documents", "../shared/documents"];

/// A folder whose subfolders have documents.
const FIXTURES: &str = "tests/fixtures";

/// The subfolder with documents that have errors.
const WITH_ERRORS: &str = "reject";

/// How many crates are compiled, and how many of them are called.
pub const SAMPLE: &[&str] = &["--check", "30", "--call", "12"];

/// The folder of the crates, which the tests of `oasmith-tests` use as well.
const WORK: &str = "target/crates";

/// Selects the packages and features that this program was built with, so that only `oasmith` itself is compiled.
const BUILD: &[&str] = &[
    "--package",
    "xtask",
    "--package",
    "oasmith",
    "--no-default-features",
    "--features",
    "oasmith/cli",
];

/// Builds `oasmith`, and returns a command that sweeps the documents.
pub fn command(repository: &Repository) -> Result<Command> {
    let program = executable(repository, "oasmith", BUILD)?;
    // The dependencies have the versions of the workspace.
    let work = repository.path(WORK);
    fs::create_dir_all(&work).with_context(|| format!("cannot create {WORK}"))?;
    fs::copy(repository.path("Cargo.lock"), work.join("Cargo.lock"))
        .context("cannot copy the lock file")?;
    let mut command = Command::new(program);
    command
        .current_dir(repository.root())
        .args(arguments(repository)?);
    Ok(command)
}

fn arguments(repository: &Repository) -> Result<Vec<String>> {
    let folders = FOLDERS.iter().filter(|it| repository.path(it).is_dir());
    let mut arguments = vec!["sweep".to_owned()];
    arguments.extend(folders.map(|it| (*it).to_owned()));
    arguments.extend(fixtures(repository)?);
    let options = ["--work-dir", WORK].iter().chain(SAMPLE);
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
