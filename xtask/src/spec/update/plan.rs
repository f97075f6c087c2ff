//! All that an update would write, worked out in memory.
//!
//! In: an original and the repository as it is. Out: [`Update`]. Writes only when told to, and then everything or
//! nothing.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use oasmith::diagnostic::{Diagnostics, Severity, render};
use oasmith::document::{self, Node};
use oasmith::source::{SourceFile, SourceMap};
use oasmith::{Output, Run, Sources, Understood, facts};

use super::super::document::Document;
use super::super::original::Original;
use super::super::provenance::{Prose, Provenance, sha256, today};
use super::super::report::{self, Comparison};
use super::super::{changelog, version};
use crate::input;
use crate::output::{self, Ownership, Transaction, compare};
use crate::pipeline::{self, Stopwatch};
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::terminal;

/// All that an update would write, and what that changes.
pub struct Update {
    /// Where the newer document is from.
    pub provenance: Provenance,
    /// What changes for users; nothing if there was no readable document before.
    pub comparison: Option<Comparison>,
    /// The version before and after.
    pub version: (String, String),
    /// What changes in `generated/`.
    pub generated: output::Comparison,
    /// Files outside of `generated/` by path, as they will be.
    texts: Vec<(&'static str, String)>,
    files: BTreeMap<String, String>,
}

impl Update {
    /// Works everything out. Nothing comes of a document with errors, which are shown by then.
    pub fn prepare(
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
        let before = known.as_ref().map(|known| known.source.clone());
        let (comparison, notes) =
            compared(&facts, before, &provenance.source, repository, &mut watch)?;
        // The record of an update that changes nothing stays as it is, its date included.
        let provenance = known
            .filter(|known| known.same_document(&provenance))
            .unwrap_or(provenance);
        let release = Release::of(comparison.as_ref(), &provenance, repository)?;
        let sources = |document: SourceFile| -> Result<Sources> {
            let mut sources = input::embedded(repository, document)?;
            if let (Some(file), Some(config)) = (&mut sources.config, &release.config) {
                file.text.clone_from(config);
            }
            Ok(sources)
        };
        let Some(output) = generate(&facts, file, sources, &mut watch)? else {
            return Ok(None);
        };
        if !notes.is_empty() {
            terminal::note(notes.trim_end());
        }
        let generated = compare(&repository.generated(), Ownership::Whole, &output.files)?;
        let mut texts = vec![
            (paths::DOCUMENT, facts),
            (paths::PROVENANCE, provenance.text()?),
        ];
        texts.extend(release.config.map(|text| (paths::CONFIG, text)));
        texts.extend(release.changelog.map(|text| (paths::CHANGELOG, text)));
        texts.extend(release.lock.map(|text| (paths::LOCK, text)));
        Ok(Some(Self {
            provenance,
            comparison,
            version: release.version,
            generated,
            texts,
            files: output.files,
        }))
    }

    /// Writes everything, or nothing.
    pub fn apply(&self, repository: &Repository) -> Result<()> {
        let mut transaction = Transaction::new(repository.root());
        for (path, text) in &self.texts {
            if !fs::read(repository.path(path)).is_ok_and(|old| old == text.as_bytes()) {
                transaction.write(*path, text.as_bytes());
            }
        }
        self.generated.add_to(
            &mut transaction,
            &format!("{}/", paths::GENERATED),
            &self.files,
        );
        transaction.commit()
    }

    /// Whether nothing would be written.
    pub fn is_nothing(&self) -> bool {
        let changes = self.comparison.as_ref();
        changes.is_some_and(|it| it.report.changes.is_empty()) && self.generated.is_clean()
    }
}

/// What follows from the class of a comparison.
struct Release {
    version: (String, String),
    config: Option<String>,
    lock: Option<String>,
    changelog: Option<String>,
}

impl Release {
    fn of(
        comparison: Option<&Comparison>,
        provenance: &Provenance,
        repository: &Repository,
    ) -> Result<Self> {
        let read = |path| fs::read_to_string(repository.path(path)).unwrap_or_default();
        let config = read(paths::CONFIG);
        let current = version::current(&config)?;
        let nothing = Self {
            version: (current.clone(), current.clone()),
            config: None,
            lock: None,
            changelog: None,
        };
        let Some((comparison, class)) = comparison.and_then(|it| Some((it, it.report.class()?)))
        else {
            return Ok(nothing);
        };
        let changelog = read(paths::CHANGELOG);
        let pending = changelog::pending(&changelog);
        let released = pending.released.unwrap_or_else(|| current.clone());
        let gravest = pending.class.map_or(class, |before| before.min(class));
        let wanted = version::wanted(&current, &released, Some(gravest));
        let title = format!("The API as of {}", provenance.retrieved);
        let body = format!(
            "From `{}`: {}",
            provenance.source,
            report::entry(comparison)
        );
        Ok(Self {
            config: Some(version::in_config(&config, &wanted)?),
            lock: Some(version::in_lock(
                &read(paths::LOCK),
                GENERATED_PACKAGE,
                &wanted,
            ))
            .filter(|text| !text.is_empty()),
            changelog: Some(changelog::with_entry(
                &changelog, &title, &released, class, &body,
            )),
            version: (current, wanted),
        })
    }
}

/// What changes for users, and what there is to know of the newer document: overlay actions that it does not need.
fn compared(
    facts: &str,
    before: Option<String>,
    after: &str,
    repository: &Repository,
    watch: &mut Stopwatch,
) -> Result<(Option<Comparison>, String)> {
    if !repository.path(paths::DOCUMENT).exists() {
        return Ok((None, String::new()));
    }
    let options = pipeline::options(GENERATED_PACKAGE, false);
    let mut understand = |file: SourceFile| -> Result<Run<Understood>> {
        let sources = input::embedded(repository, file)?;
        Ok(pipeline::understand(sources, &options, watch))
    };
    let before = before.unwrap_or_else(|| paths::DOCUMENT.to_owned());
    let old = understand(input::file(repository, paths::DOCUMENT)?)?;
    // What is wrong with the newer document is told when the crate is generated from it.
    let new = understand(SourceFile::new(paths::DOCUMENT, facts))?;
    let mut notes = Diagnostics::default();
    let found = new.found.iter();
    notes.extend(found.filter(|it| it.severity == Severity::Note).cloned());
    let notes = render(&notes, &new.sources, terminal::colour());
    watch.start("diff");
    let sides = Document::of(&before, old).zip(Document::of(after, new));
    let comparison = sides.map(|(old, new)| Document::compare(&old, &new));
    watch.pause();
    Ok((comparison, notes))
}

/// The original as a tree; its syntax errors are shown.
fn read(file: SourceFile, watch: &mut Stopwatch) -> Option<Node> {
    let mut sources = SourceMap::default();
    let id = sources.add(file);
    let mut found = Diagnostics::default();
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
    sources: impl Fn(SourceFile) -> Result<Sources>,
    watch: &mut Stopwatch,
) -> Result<Option<Output>> {
    let options = pipeline::options(GENERATED_PACKAGE, true);
    let run = oasmith::generate(
        sources(SourceFile::new(paths::DOCUMENT, facts))?,
        &options,
        &mut |stage| watch.start(stage),
    );
    if run.output.is_none() {
        let again = oasmith::generate(sources(original)?, &options, &mut |_| {});
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

fn text_at(node: &Node, path: &[&str]) -> Option<String> {
    path.iter()
        .try_fold(node, |node, key| node.get(key))
        .and_then(Node::as_str)
        .map(str::to_owned)
}
