//! `spec update`: takes over a newer document, with all that follows from it, or changes nothing.
//!
//! In: arguments. Out: `spec/openai.yaml`, `spec/provenance.toml` and `generated/`, changed together at the very end.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use oasmith::document::{self, Node};
use oasmith::inspect::Inspection;
use oasmith::source::{SourceFile, SourceMap};
use oasmith::{Output, Sources, facts};
use serde_json::json;

use super::changes::Changes;
use super::original::{self, Original};
use super::provenance::{Prose, Provenance, sha256, today};
use crate::cli::UpdateArgs;
use crate::input;
use crate::output::{Comparison, Ownership, Transaction, compare};
use crate::pipeline::{self, Stopwatch};
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal::{self, Outcome, counted};

/// Runs the command.
pub fn run(args: &UpdateArgs) -> Result<Outcome> {
    let repository = Repository::find()?;
    let known = Provenance::read(&repository.path(paths::PROVENANCE))?;
    let prose = args
        .prose
        .map(Prose::from)
        .or(known.as_ref().map(|known| known.prose))
        .unwrap_or_default();
    let current = known
        .as_ref()
        .filter(|known| known.prose == prose && is_intact(known, &repository));
    let Some(original) = original::get(args, current, &repository)? else {
        terminal::note(&format!(
            "{} has not changed since the last update",
            args.from
        ));
        if args.json {
            terminal::json(&json!({ "unchanged": true }))?;
        }
        return Ok(Outcome::Done);
    };
    let Some(update) = Update::prepare(original, known, prose, &repository)? else {
        terminal::note("nothing was changed");
        return Ok(Outcome::Failed);
    };
    if !args.dry_run {
        update.apply(&repository)?;
    }
    if args.json {
        terminal::json(&update.json())?
    } else {
        update.print(args.dry_run)?
    }
    Ok(Outcome::Done)
}

/// Whether the facts are those that the last update wrote.
fn is_intact(known: &Provenance, repository: &Repository) -> bool {
    fs::read(repository.path(paths::DOCUMENT))
        .is_ok_and(|facts| sha256(&facts) == known.facts_sha256)
}

/// All that an update would write, and what that changes.
struct Update {
    facts: String,
    provenance: Provenance,
    files: BTreeMap<String, String>,
    comparison: Comparison,
    changes: Option<Changes>,
}

impl Update {
    /// Works everything out in memory. Nothing comes of a document with errors, which are shown by then.
    fn prepare(
        original: Original,
        known: Option<Provenance>,
        prose: Prose,
        repository: &Repository,
    ) -> Result<Option<Self>> {
        let Original {
            source,
            name,
            bytes,
            etag,
        } = original;
        let (size, hash) = (bytes.len() as u64, sha256(&bytes));
        let file = SourceFile::new(name.clone(), input::utf8(bytes, &name)?);
        let mut watch = Stopwatch::new();
        watch.start("reduce");
        let Some(node) = read(file.clone(), &mut watch) else {
            return Ok(None);
        };
        let facts = document::write_yaml(&facts::reduce(&node, prose.into()));
        let Some(output) = generate(&facts, file, &mut watch, repository)? else {
            return Ok(None);
        };
        let comparison = compare(&repository.generated(), Ownership::Whole, &output.files)?;
        let provenance = Provenance {
            source,
            retrieved: today(),
            sha256: hash,
            bytes: size,
            etag,
            openapi: text_at(&node, &["openapi"]).unwrap_or_default(),
            version: text_at(&node, &["info", "version"]).unwrap_or_default(),
            licence: text_at(&node, &["info", "license", "name"])
                .unwrap_or_else(|| "not named".into()),
            prose,
            facts_sha256: sha256(facts.as_bytes()),
        };
        // The record of an update that changes nothing stays as it is, its date included.
        let provenance = known
            .filter(|known| known.same_document(&provenance))
            .unwrap_or(provenance);
        let changes = match understood_before(repository)? {
            Some(before) => Some(Changes::between(&before, &output.inspection)),
            None => None,
        };
        Ok(Some(Self {
            facts,
            provenance,
            files: output.files,
            comparison,
            changes,
        }))
    }

    /// Writes everything, or nothing.
    fn apply(&self, repository: &Repository) -> Result<()> {
        let mut transaction = Transaction::new(repository.root());
        for (path, text) in [
            (paths::DOCUMENT, &self.facts),
            (paths::PROVENANCE, &self.provenance.text()?),
        ] {
            if !fs::read(repository.path(path)).is_ok_and(|old| old == text.as_bytes()) {
                transaction.write(path, text.as_bytes());
            }
        }
        self.comparison.add_to(
            &mut transaction,
            &format!("{}/", paths::GENERATED),
            &self.files,
        );
        transaction.commit()
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "unchanged": self.changes == Some(Changes::default()) && self.comparison.is_clean(),
            "provenance": self.provenance,
            "changes": self.changes,
            "files": {
                "written": self.comparison.written().collect::<Vec<_>>(),
                "removed": self.comparison.left_over,
                "unchanged": self.comparison.unchanged,
            },
        })
    }

    fn print(&self, dry_run: bool) -> Result<()> {
        match &self.changes {
            None => terminal::result("there was no readable document before")?,
            Some(changes) if *changes == Changes::default() => {
                terminal::result("no operation or schema changes")?
            }
            Some(changes) => changes
                .lines()
                .iter()
                .try_for_each(|line| terminal::result(line))?,
        }
        let Provenance {
            source,
            retrieved,
            version,
            ..
        } = &self.provenance;
        terminal::result(&format!(
            "{}: version {version}, from {source}, {retrieved}",
            paths::DOCUMENT
        ))?;
        let Comparison {
            left_over,
            unchanged,
            ..
        } = &self.comparison;
        let written = counted(self.comparison.written().count(), "file");
        let removed = left_over.len();
        terminal::result(&format!(
            "{}/: {written} written, {unchanged} unchanged, {removed} removed",
            paths::GENERATED
        ))?;
        if dry_run {
            terminal::note("dry run: nothing was written");
        }
        Ok(())
    }
}

/// The original as a tree; its syntax errors are shown.
fn read(file: SourceFile, watch: &mut Stopwatch) -> Option<Node> {
    let mut sources = SourceMap::default();
    let id = sources.add(file);
    let mut found = oasmith::diagnostic::Diagnostics::default();
    let node = document::read(&sources, id, &mut found);
    if !found.is_empty() {
        watch.stop();
        pipeline::show(&found, &sources);
    }
    node.filter(|_| !found.has_errors())
}

/// Generates from the facts.
///
/// If that fails, the original is tried for its errors: their places are then in a file that the user has. Only when it
/// has none are those in the facts shown.
fn generate(
    facts: &str,
    original: SourceFile,
    watch: &mut Stopwatch,
    repository: &Repository,
) -> Result<Option<Output>> {
    let options = pipeline::options(GENERATED_PACKAGE, true);
    let embedded =
        |document: SourceFile| -> Result<Sources> { input::embedded(repository, document) };
    let run = oasmith::generate(
        embedded(SourceFile::new(paths::DOCUMENT, facts))?,
        &options,
        &mut |stage| watch.start(stage),
    );
    if run.output.is_none() {
        let again = oasmith::generate(embedded(original)?, &options, &mut |_| {});
        if again.output.is_none() {
            watch.stop();
            pipeline::show(&again.found, &again.sources);
            return Ok(None);
        }
    }
    watch.stop();
    pipeline::show(&run.found, &run.sources);
    Ok(run.output)
}

/// What the generator understands of the document that is here now.
fn understood_before(repository: &Repository) -> Result<Option<Inspection>> {
    if !repository.path(paths::DOCUMENT).exists() {
        return Ok(None);
    }
    let sources = input::embedded(repository, input::file(repository, paths::DOCUMENT)?)?;
    let run = oasmith::inspect_document(
        sources,
        &pipeline::options(GENERATED_PACKAGE, false),
        &mut |_| {},
    );
    Ok(run.output)
}

fn text_at(node: &Node, path: &[&str]) -> Option<String> {
    path.iter()
        .try_fold(node, |node, key| node.get(key))
        .and_then(Node::as_str)
        .map(str::to_owned)
}
