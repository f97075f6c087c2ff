//! Compiles a program that uses a crate in a temporary folder and collects the uses that the compiler rejects.
//!
//! Input: the files of a crate, and uses. Output: the indexes of rejected uses with the first error of each.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use tempfile::TempDir;

use super::uses::{HEADER, Use};
use crate::cargo::cargo;
use crate::repository::{Repository, paths};

/// Maximum number of compilations. The compiler stops after a phase with errors, so errors of later phases appear only once
/// the uses with earlier errors are removed.
const MAX_ROUNDS: usize = 12;

/// A crate in a temporary folder.
pub struct Crate<'a> {
    folder: TempDir,
    repository: &'a Repository,
}

/// An error in the program.
struct CompileError {
    line: usize,
    message: String,
}

impl<'a> Crate<'a> {
    /// Writes the files of a crate, with the dependency versions of this repository.
    pub fn write(files: &BTreeMap<String, String>, repository: &'a Repository) -> Result<Self> {
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        for (path, text) in files {
            let path = folder.path().join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, text)?;
        }
        fs::create_dir_all(folder.path().join("examples"))?;
        let lock = repository.path(paths::LOCK);
        if lock.exists() {
            fs::copy(lock, folder.path().join(paths::LOCK))?;
        }
        Ok(Self { folder, repository })
    }

    /// Returns the indexes of the uses that do not compile, each with its first error.
    pub fn rejected(&self, uses: &[Use]) -> Result<BTreeMap<usize, String>> {
        let mut rejected = BTreeMap::new();
        for _ in 0..MAX_ROUNDS {
            let remaining: Vec<usize> = (0..uses.len())
                .filter(|index| !rejected.contains_key(index))
                .collect();
            let lines: String = remaining
                .iter()
                .map(|index| format!("fn use_{index}{}\n", uses[*index].code))
                .collect();
            fs::write(
                self.folder.path().join("examples/uses.rs"),
                format!("{HEADER}{lines}"),
            )?;
            let errors = self.check()?;
            if errors.is_empty() {
                return Ok(rejected);
            }
            let first = HEADER.lines().count() + 1;
            for CompileError { line, message } in errors {
                let index = line.checked_sub(first).and_then(|row| remaining.get(row));
                let Some(index) = index else {
                    bail!("the test program has an error outside of the uses: {message}");
                };
                rejected.entry(*index).or_insert(message);
            }
        }
        bail!("there are still errors after {MAX_ROUNDS} compilations")
    }

    /// Compiles the program and returns its errors.
    fn check(&self) -> Result<Vec<CompileError>> {
        let mut command = cargo(self.repository);
        command
            .args([
                "check",
                "--quiet",
                "--example",
                "uses",
                "--features",
                "full",
            ])
            .args(["--message-format", "json"])
            .current_dir(self.folder.path())
            // All runs share the compiled dependencies.
            .env("CARGO_TARGET_DIR", self.repository.path("target/agree"))
            .stderr(Stdio::piped());
        let output = command.output().context("cannot start cargo")?;
        let mut errors = Vec::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Value = serde_json::from_str(line).unwrap_or_default();
            let Some(message) = message.get("message") else {
                continue;
            };
            if message.get("level").and_then(Value::as_str) != Some("error") {
                continue;
            }
            let text = message
                .get("message")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let spans = message.get("spans").and_then(Value::as_array);
            let mut spans = spans.into_iter().flatten();
            let span = spans.find(|span| {
                let file = span.get("file_name").and_then(Value::as_str);
                file.is_some_and(|file| file.ends_with("uses.rs"))
            });
            match span.and_then(|span| span.get("line_start")?.as_u64()) {
                Some(line) => errors.push(CompileError {
                    line: usize::try_from(line)?,
                    message: text.to_owned(),
                }),
                None if text.starts_with("aborting due to") => {}
                None => bail!("the crate itself does not compile: {text}"),
            }
        }
        if errors.is_empty() && !output.status.success() {
            bail!(
                "cargo failed:\n{}",
                String::from_utf8_lossy(&output.stderr).trim_end()
            );
        }
        Ok(errors)
    }
}
