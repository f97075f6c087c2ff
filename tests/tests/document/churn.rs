//! How much there is to review when the document changes: lines of the snapshots for a changed line of the document.
//!
//! In: the published revisions in `../shared/upstream` beside the workspace, where they are. Out: a line for each step
//! from one to the next, and failures where the snapshots change more than the document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oasmith::diagnostic::Diagnostics;
use oasmith::source::{SourceFile, SourceMap};
use oasmith::{document, facts};
use oasmith_tests::fixture::run;
use oasmith_tests::repository;
use similar::{ChangeTag, TextDiff};

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
                "{earlier} -> {name}: {document} changed lines of the document, {snapshots} of the snapshots, {:.2} for one",
                snapshots as f64 / document as f64
            );
            assert!(snapshots < document, "{earlier} -> {name}");
        }
        before = Some((name, now));
    }
    if before.is_none() {
        println!("skipped: there is no {}", folder.display());
    }
}

/// A document as it would be kept, and its snapshots.
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
            snapshots: surface::texts(&output.expect("it is generated from")),
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

/// Lines removed and added.
fn changed(old: &str, new: &str) -> usize {
    let diff = TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes();
    changes.filter(|it| it.tag() != ChangeTag::Equal).count()
}
