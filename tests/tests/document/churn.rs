//! The snapshot lines that change per changed line of the document, which a reviewer has to read.
//!
//! Input: the published revisions in `../shared/upstream`, outside the repository; without them, the test is skipped.
//! Output: a line per pair of revisions, and failures where the snapshots change more than the document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oasmith_core::diagnostic::Diagnostics;
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::{document, facts};
use oasmith_tests::fixture::run;
use oasmith_tests::repository;
use oasmith_tests::skip::skipped;
use similar::{Algorithm, ChangeTag, TextDiff};

use crate::surface;

#[test]
fn snapshots_change_less_than_the_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream");
    let names = repository::entries(&folder);
    let mut before: Option<(String, Revision)> = None;
    for name in names.into_iter().filter(|name| name.ends_with(".yaml")) {
        let now = Revision::of(&name, &folder.join(&name));
        if let Some((earlier, before)) = &before {
            let document = changed(&before.facts, &now.facts);
            let snapshots = before.snapshots_to(&now);
            println!(
                "{earlier} -> {name}: {document} changed lines in the document, {snapshots} in the snapshots (ratio {:.2})",
                snapshots as f64 / document as f64
            );
            assert!(snapshots < document, "{earlier} -> {name}");
        }
        before = Some((name, now));
    }
    if before.is_none() {
        skipped(format!("{} contains no document", folder.display()));
    }
}

/// The facts of a document, and its snapshots.
struct Revision {
    facts: String,
    snapshots: BTreeMap<String, String>,
}

impl Revision {
    fn of(name: &str, path: &Path) -> Self {
        let text = repository::text(path).expect("a readable document");
        let file = SourceFile::new(name, text);
        let mut sources = SourceMap::default();
        let id = sources.add(file.clone());
        let node = document::read(&sources, id, &mut Diagnostics::default()).expect("YAML");
        let output = run(repository::embedded(file), false).output;
        Self {
            facts: document::write_yaml(&facts::reduce(&node, facts::Prose::Drop)),
            snapshots: surface::texts(&output.expect("a valid document")),
        }
    }

    fn snapshots_to(&self, newer: &Self) -> usize {
        let names: BTreeSet<&String> = self
            .snapshots
            .keys()
            .chain(newer.snapshots.keys())
            .collect();
        let text = |of: &Self, name| of.snapshots.get(name).cloned().unwrap_or_default();
        names
            .into_iter()
            .map(|name| changed(&text(self, name), &text(newer, name)))
            .sum()
    }
}

/// Counts the lines removed and added.
fn changed(old: &str, new: &str) -> usize {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_lines(old, new);
    let changes = diff.iter_all_changes();
    changes.filter(|it| it.tag() != ChangeTag::Equal).count()
}
