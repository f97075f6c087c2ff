//! Every published revision generates a crate that compiles, with the overlays and the configuration in `spec/`.
//!
//! The revision in `spec/openai.yaml` is generated strictly: each overlay action must change it. The overlays are not
//! written for the other revisions, so actions that do not apply to them are only notes.
//!
//! The revisions are outside the repository, in `../shared/upstream` or in the folder in `REVISIONS`. Without them, the
//! tests are skipped.

#![allow(clippy::print_stdout, reason = "prints the result of each revision")]

use std::path::PathBuf;

use oasmith_core::diagnostic::{Diagnostics, Severity, Strictness};
use oasmith_core::document::{self, Node};
use oasmith_core::facts;
use oasmith_core::overlay::{self, Overlay};
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_tests::fixture::{diagnostics, run_as};
use oasmith_tests::skip::skipped;
use oasmith_tests::{compiled, repository};

#[test]
fn every_revision_generates_and_compiles() {
    let revisions = revisions();
    let mut failures = Vec::new();
    for revision in &revisions {
        let failure = revision.check().err();
        println!(
            "{}: {}",
            revision.name,
            failure.as_deref().unwrap_or("compiled")
        );
        failures.extend(failure);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let pinned = revisions.iter().filter(|revision| revision.is_pinned());
    assert!(
        revisions.is_empty() || pinned.count() == 1,
        "exactly one revision must be the pinned document"
    );
}

/// A condition must be needed: in an older revision, its query selects nothing although the action's target matches.
#[test]
fn every_condition_protects_an_older_revision() {
    let trees: Vec<Node> = revisions().iter().map(Revision::tree).collect();
    if trees.is_empty() {
        return;
    }
    let mut unneeded = Vec::new();
    for (overlay_index, overlay) in overlays().iter().enumerate() {
        for (action_index, action) in overlay.actions.iter().enumerate() {
            let Some(condition) = &action.applies_if else {
                continue;
            };
            let protects = trees.iter().any(|tree| {
                let before = before(tree, overlay_index, action_index);
                !condition.matches(&before) && action.target.matches(&before)
            });
            if !protects {
                unneeded.push(format!("{}: {}", overlay.title, condition.text));
            }
        }
    }
    assert!(unneeded.is_empty(), "{}", unneeded.join("\n"));
}

/// A document with its file name.
struct Revision {
    name: String,
    text: String,
}

/// Returns the published documents; the list is empty without copies of them.
fn revisions() -> Vec<Revision> {
    let shared = || repository::path("../shared/upstream");
    let folder = std::env::var_os("REVISIONS").map_or_else(shared, PathBuf::from);
    let names = repository::entries(&folder).into_iter();
    let revisions: Vec<Revision> = names
        .filter(|name| name.ends_with(".yaml"))
        .map(|name| Revision {
            text: repository::text(&folder.join(&name)).expect("a readable document"),
            name,
        })
        .collect();
    if revisions.is_empty() {
        skipped(format!("{} contains no document", folder.display()));
    }
    revisions
}

impl Revision {
    /// Whether `spec/openai.yaml` has the interface facts of this document.
    fn is_pinned(&self) -> bool {
        let reduced = facts::reduce(&self.tree(), facts::Prose::Drop);
        let pinned = repository::text(&repository::path("spec/openai.yaml"));
        pinned.is_some_and(|pinned| pinned == document::write_yaml(&reduced))
    }

    fn tree(&self) -> Node {
        read(
            &mut SourceMap::default(),
            SourceFile::new(&self.name, &self.text),
        )
    }

    fn check(&self) -> Result<(), String> {
        let crate_name = format!("revision-{}", self.name.trim_end_matches(".yaml"));
        let document = SourceFile::new(&self.name, &self.text);
        let is_pinned = self.is_pinned();
        let mut sources = repository::embedded(document);
        if is_pinned {
            let own = SourceFile::new("spec/openai.yaml", "");
            sources.supplement = repository::embedded(own).supplement;
        }
        let run = run_as(&crate_name, sources, is_pinned);
        let notes = run
            .diagnostics
            .iter()
            .filter(|it| it.severity == Severity::Note);
        notes.for_each(|note| println!("{}: {}", self.name, note.message));
        let Some(output) = &run.output else {
            return Err(format!("{}:\n{}", self.name, diagnostics(&run)));
        };
        compiled::check_library(&crate_name, &output.files)
    }
}

/// The overlays in `spec/`, in the order they apply.
fn overlays() -> Vec<Overlay> {
    let mut sources = SourceMap::default();
    let files = repository::embedded(SourceFile::default())
        .overlays
        .into_iter();
    let trees: Vec<Node> = files.map(|file| read(&mut sources, file)).collect();
    let read = |tree| overlay::read(tree, &mut Diagnostics::default()).expect("a valid overlay");
    trees.iter().map(read).collect()
}

/// Returns a document with all actions before the given action applied.
fn before(tree: &Node, overlay: usize, action: usize) -> Node {
    let mut overlays = overlays();
    overlays.truncate(overlay + 1);
    overlays[overlay].actions.truncate(action);
    let mut tree = tree.clone();
    let mut diagnostics = Diagnostics::default();
    overlay::apply(&mut tree, &overlays, Strictness::Lenient, &mut diagnostics);
    tree
}

fn read(sources: &mut SourceMap, file: SourceFile) -> Node {
    let id = sources.add(file);
    document::read(sources, id, &mut Diagnostics::default()).expect("a document")
}
