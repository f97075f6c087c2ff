//! Everything that an update writes, computed in memory.
//!
//! Input: the published document and the repository. Output: [`Update`]. Writes only in [`Update::apply`], and then
//! either everything or nothing.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use oasmith_core::diagnostic::{Diagnostics, Severity, Strictness, render};
use oasmith_core::document::{self, Node};
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::{Analysis, Output, Run, Sources, facts};

use super::release::{Release, VersionChange};
use crate::input;
use crate::output::{self, Ownership, Transaction, compare};
use crate::pipeline;
use crate::repository::{GENERATED_PACKAGE, Repository, paths};
use crate::spec::original::Original;
use crate::spec::provenance::{Prose, Provenance, sha256, today};
use crate::spec::supplement;
use crate::stopwatch::Stopwatch;
use crate::terminal;
use oasmith::compare::document::Document;
use oasmith::compare::report::Comparison;

/// Everything that an update writes, and what it changes.
pub struct Update {
    /// The source of the newer document.
    pub provenance: Provenance,
    /// What changes for users. `None` if there is no readable older document.
    pub comparison: Option<Comparison>,
    /// The version of the crate.
    pub version: VersionChange,
    /// What changes in `generated/`.
    pub generated: output::Comparison,
    /// The new content of files outside of `generated/`.
    texts: Vec<(&'static str, String)>,
    /// The files in `generated/`.
    files: BTreeMap<String, String>,
}

impl Update {
    /// Computes the update. Prints the errors of the document, and returns `None` if it has any.
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
            openapi: string_at(&node, &["openapi"]).unwrap_or_default(),
            version: string_at(&node, &["info", "version"]).unwrap_or_default(),
            license: string_at(&node, &["info", "license", "name"])
                .unwrap_or_else(|| "unspecified".into()),
            prose,
            facts_sha256: sha256(facts.as_bytes()),
        };
        let Changes { comparison, notes } = changes(
            &facts,
            known.as_ref(),
            &provenance.source,
            repository,
            &mut watch,
        )?;
        // An update that changes nothing keeps the recorded provenance, including its date.
        let provenance = known
            .filter(|known| known.is_same_document(&provenance))
            .unwrap_or(provenance);
        let release = Release::of(comparison.as_ref(), &provenance, repository)?;
        let supplement = supplement::pruned(&facts, repository)?;
        let sources = |document: SourceFile| -> Result<Sources> {
            let mut sources = input::supplemented(repository, document)?;
            if let (Some(file), Some(pruned)) = (&mut sources.supplement, &supplement) {
                file.text.clone_from(pruned);
            }
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
        let generated = compare(&repository.generated(), Ownership::All, &output.files)?;
        let mut texts = vec![
            (paths::DOCUMENT, facts),
            (paths::PROVENANCE, provenance.text()?),
            (paths::SIGNATURES, output.signatures),
        ];
        texts.extend(supplement.map(|text| (paths::SUPPLEMENT, text)));
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

    /// Returns whether the update changes nothing.
    pub fn is_unchanged(&self) -> bool {
        let comparison = self.comparison.as_ref();
        comparison.is_some_and(|it| it.report.changes.is_empty()) && self.generated.is_clean()
    }
}

/// What changes for users, and the notes about the newer document.
struct Changes {
    comparison: Option<Comparison>,
    /// Rendered notes, such as overlay actions that the newer document no longer needs.
    notes: String,
}

/// Compares the facts with the embedded document.
fn changes(
    facts: &str,
    known: Option<&Provenance>,
    source: &str,
    repository: &Repository,
    watch: &mut Stopwatch,
) -> Result<Changes> {
    if !repository.path(paths::DOCUMENT).exists() {
        return Ok(Changes {
            comparison: None,
            notes: String::new(),
        });
    }
    let options = pipeline::options(GENERATED_PACKAGE, Strictness::Lenient);
    let mut analyze = |file: SourceFile| -> Result<Run<Analysis>> {
        let sources = input::supplemented(repository, file)?;
        Ok(pipeline::analyze(sources, &options, watch))
    };
    let old_name = known.map_or(paths::DOCUMENT, |known| known.source.as_str());
    let old = analyze(input::repository_file(repository, paths::DOCUMENT)?)?;
    // Errors in the newer document are reported when the crate is generated from it.
    let new = analyze(SourceFile::new(paths::DOCUMENT, facts))?;
    let mut notes = Diagnostics::default();
    let all = new.diagnostics.iter();
    notes.extend(all.filter(|it| it.severity == Severity::Note).cloned());
    let notes = render(&notes, &new.sources, terminal::color_errors());
    watch.start("diff");
    let sides = Document::of(old_name, old).zip(Document::of(source, new));
    let comparison = sides.map(|(old, new)| Document::compare(&old, &new));
    watch.pause();
    Ok(Changes { comparison, notes })
}

/// Parses the published document and prints its syntax errors.
fn read(file: SourceFile, watch: &mut Stopwatch) -> Option<Node> {
    let mut sources = SourceMap::default();
    let id = sources.add(file);
    let mut diagnostics = Diagnostics::default();
    let node = document::read(&sources, id, &mut diagnostics);
    if !diagnostics.is_empty() {
        watch.stop();
        pipeline::print_diagnostics(&diagnostics, &sources);
    }
    node.filter(|_| !diagnostics.has_errors())
}

/// Generates the crate from the facts.
///
/// If that fails, generates it from the published document, so that errors point into a file that the user has. The
/// errors of the facts are shown only if the published document has none.
fn generate(
    facts: &str,
    original: SourceFile,
    sources: impl Fn(SourceFile) -> Result<Sources>,
    watch: &mut Stopwatch,
) -> Result<Option<Output>> {
    let options = pipeline::options(GENERATED_PACKAGE, Strictness::Strict);
    let run = oasmith_core::generate(
        sources(SourceFile::new(paths::DOCUMENT, facts))?,
        &options,
        &mut |stage| watch.start(stage),
    );
    if run.output.is_none() {
        let from_original = oasmith_core::generate(sources(original)?, &options, &mut |_| {});
        if from_original.output.is_none() {
            watch.stop();
            pipeline::print_diagnostics(&from_original.diagnostics, &from_original.sources);
            return Ok(None);
        }
    }
    watch.stop();
    pipeline::print_diagnostics(&run.diagnostics, &run.sources);
    Ok(run.output)
}

fn string_at(node: &Node, path: &[&str]) -> Option<String> {
    path.iter()
        .try_fold(node, |node, key| node.get(key))
        .and_then(Node::as_str)
        .map(str::to_owned)
}
