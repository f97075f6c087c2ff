//! `bench diff`: how much output changes for a changed line of the document.
//!
//! In: documents in the order of their age. Out: per step the lines that differ in the document as it is kept and in the
//! generated crate. Lines are those that `git diff` shows, removed and added.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use oasmith::diagnostic::Diagnostics;
use oasmith::source::{SourceFile, SourceMap};
use oasmith::{document, facts};
use serde::Serialize;

use crate::cli::BenchDiffArgs;
use crate::input;
use crate::pipeline;
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal::{self, Outcome, grouped};

/// Runs the command.
pub fn run(args: &BenchDiffArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let mut steps = Vec::new();
    let mut before: Option<Made> = None;
    for path in &args.documents {
        let now = Made::of(path, &repository)?;
        if let Some(before) = &before {
            let step = Step::between(before, &now)?;
            if !args.json {
                step.print()?;
            }
            steps.push(step);
        }
        before = Some(now);
    }
    if args.json {
        terminal::json(&steps)?;
    }
    Ok(Outcome::Done)
}

/// A document and what becomes of it.
struct Made {
    name: String,
    facts: String,
    files: BTreeMap<String, String>,
}

impl Made {
    fn of(path: &Path, repository: &Repository) -> Result<Self> {
        let mut sources = SourceMap::default();
        let id = sources.add(input::named(path)?);
        let node = document::read(&sources, id, &mut Diagnostics::default())
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let facts = document::write_yaml(&facts::reduce(&node, facts::Prose::Drop));
        let options = pipeline::options(GENERATED_PACKAGE, false);
        let sources = input::embedded(repository, SourceFile::new(paths::DOCUMENT, &*facts))?;
        let output = oasmith::generate(sources, &options, &mut |_| {})
            .output
            .with_context(|| format!("nothing can be generated from {}", path.display()))?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            facts,
            files: output.files,
        })
    }
}

/// From one document to the next.
#[derive(Debug, Serialize)]
struct Step {
    old: String,
    new: String,
    /// Changed lines of the document as it is kept.
    document: u64,
    /// Changed lines of the crate.
    generated: u64,
    /// Files on both sides that differ.
    changed_files: usize,
    /// Files on one side alone.
    other_files: usize,
    /// All files of the newer crate.
    files: usize,
}

impl Step {
    fn between(old: &Made, new: &Made) -> Result<Self> {
        let names: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
        let on_both =
            |name: &&&String| old.files.contains_key(**name) && new.files.contains_key(**name);
        let differs = |name: &&&String| old.files.get(**name) != new.files.get(**name);
        let document =
            |made: &Made| BTreeMap::from([("openai.yaml".to_owned(), made.facts.clone())]);
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
        terminal::result(&format!(
            "{} → {}: {} changed lines of the document, {} of the crate, {ratio:.2} for one; of {} files {} differ and {} \
             are new or gone",
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

/// Lines removed and added between two folders of files.
fn changed_lines(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Result<u64> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
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
    // It exits with 1 where something differs.
    ensure!(
        matches!(output.status.code(), Some(0 | 1)),
        "git diff failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(counted(&String::from_utf8_lossy(&output.stdout)))
}

/// Adds up `added<tab>removed<tab>name` lines.
fn counted(numstat: &str) -> u64 {
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

    use super::{changed_lines, counted};

    #[test]
    fn lines_are_counted_on_both_sides() {
        let files = |text: &str| BTreeMap::from([("a/b.rs".to_owned(), text.to_owned())]);
        let changed = |old: &str, new: &str| changed_lines(&files(old), &files(new)).expect("git");
        assert_eq!(changed("a\nb\nc\n", "a\nx\nc\n"), 2);
        assert_eq!(changed("a\n", "a\n"), 0);
        assert_eq!(
            changed_lines(&BTreeMap::new(), &files("a\nb\n")).ok(),
            Some(2)
        );
        assert_eq!(counted("1\t2\tx\n-\t-\tbinary\n"), 3);
    }
}
