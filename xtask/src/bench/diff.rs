//! `bench diff`: counts the lines of output that change per changed line of the document.
//!
//! Input: documents from the oldest to the newest. Output: per pair, the changed lines of the facts and of the generated
//! crate. Lines are counted by `git diff`, removed and added.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use oasmith_core::diagnostic::{Diagnostics, Strictness};
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::{document, facts};
use serde::Serialize;

use crate::cli::BenchDiffArgs;
use crate::input;
use crate::pipeline;
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal::{self, Outcome, grouped};

/// Runs the command.
pub fn run(args: &BenchDiffArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut churns = Vec::new();
    let mut previous: Option<Generated> = None;
    for path in &args.documents {
        let current = Generated::of(path, &repository)?;
        if let Some(previous) = &previous {
            let churn = Churn::between(previous, &current)?;
            if !args.json {
                churn.print()?;
            }
            churns.push(churn);
        }
        previous = Some(current);
    }
    if args.json {
        terminal::print_json(&churns)?;
    }
    Ok(Outcome::Done)
}

/// A document and the crate generated from it.
struct Generated {
    name: String,
    facts: String,
    files: BTreeMap<String, String>,
}

impl Generated {
    fn of(path: &Path, repository: &Repository) -> Result<Self> {
        let mut sources = SourceMap::default();
        let id = sources.add(input::user_file(path)?);
        let node = document::read(&sources, id, &mut Diagnostics::default())
            .with_context(|| format!("cannot read {}", path.display()))?;
        let facts = document::write_yaml(&facts::reduce(&node, facts::Prose::Drop));
        let options = pipeline::options(GENERATED_PACKAGE, Strictness::Lenient);
        let sources = input::embedded(repository, SourceFile::new(paths::DOCUMENT, &*facts))?;
        let output = oasmith_core::generate(sources, &options, &mut |_| {})
            .output
            .with_context(|| format!("cannot generate a crate from {}", path.display()))?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            facts,
            files: output.files,
        })
    }
}

/// The changed lines between two documents.
#[derive(Debug, Serialize)]
struct Churn {
    old: String,
    new: String,
    /// Changed lines of the facts.
    document: u64,
    /// Changed lines of the crate.
    generated: u64,
    /// Files that exist in both crates and differ.
    changed_files: usize,
    /// Files that exist in only one of the crates.
    other_files: usize,
    /// Number of files of the newer crate.
    files: usize,
}

impl Churn {
    fn between(old: &Generated, new: &Generated) -> Result<Self> {
        let names: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
        let on_both =
            |name: &&&String| old.files.contains_key(**name) && new.files.contains_key(**name);
        let differs = |name: &&&String| old.files.get(**name) != new.files.get(**name);
        let document =
            |side: &Generated| BTreeMap::from([("openai.yaml".to_owned(), side.facts.clone())]);
        Ok(Self {
            old: old.name.clone(),
            new: new.name.clone(),
            document: changed_lines(&document(old), &document(new))?,
            generated: changed_lines(&old.files, &new.files)?,
            changed_files: names.iter().filter(on_both).filter(differs).count(),
            other_files: names.len() - names.iter().filter(on_both).count(),
            files: new.files.len(),
        })
    }

    fn print(&self) -> Result<()> {
        let ratio = self.generated as f64 / self.document.max(1) as f64;
        terminal::print_line(&format!(
            "{} → {}: {} changed lines in the document, {} in the crate (ratio {ratio:.2}); of {} files, {} changed and {} \
             were added or removed",
            self.old,
            self.new,
            grouped(self.document),
            grouped(self.generated),
            grouped(self.files as u64),
            grouped(self.changed_files as u64),
            grouped(self.other_files as u64),
        ))
    }
}

/// Counts the lines removed and added between two sets of files.
fn changed_lines(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Result<u64> {
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    for (side, files) in [("old", old), ("new", new)] {
        fs::create_dir_all(folder.path().join(side))?;
        for (name, text) in files {
            let path = folder.path().join(side).join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, text)?;
        }
    }
    let output = Command::new("git")
        .args([
            "diff",
            "--no-index",
            "--no-renames",
            "--numstat",
            "old",
            "new",
        ])
        .current_dir(folder.path())
        .output()
        .context("cannot start git")?;
    // It exits with 1 if there are differences.
    ensure!(
        matches!(output.status.code(), Some(0 | 1)),
        "git diff failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(sum_numstat(&String::from_utf8_lossy(&output.stdout)))
}

/// Sums the numbers of `added<tab>removed<tab>name` lines.
fn sum_numstat(numstat: &str) -> u64 {
    let of_line = |line: &str| -> u64 {
        let numbers = line.split('\t').take(2);
        numbers
            .filter_map(|number| number.parse::<u64>().ok())
            .sum()
    };
    numstat.lines().map(of_line).sum()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{changed_lines, sum_numstat};

    #[test]
    fn removed_and_added_lines_are_counted() {
        let files = |text: &str| BTreeMap::from([("a/b.rs".to_owned(), text.to_owned())]);
        let changed = |old: &str, new: &str| changed_lines(&files(old), &files(new)).expect("git");
        assert_eq!(changed("a\nb\nc\n", "a\nx\nc\n"), 2);
        assert_eq!(changed("a\n", "a\n"), 0);
        assert_eq!(
            changed_lines(&BTreeMap::new(), &files("a\nb\n")).ok(),
            Some(2)
        );
        assert_eq!(sum_numstat("1\t2\tx\n-\t-\tbinary\n"), 3);
    }
}
