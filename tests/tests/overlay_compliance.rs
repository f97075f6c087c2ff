//! The compliance sets and schema tests of the Overlay Specification, where a copy of them lies beside the workspace.
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::diagnostic::{Diagnostics, render};
use oasmith::document::{self, Node, write_yaml};
use oasmith::overlay::{self, Outcome, Strictness};
use oasmith::source::{SourceFile, SourceMap};

/// The folder with the sets; none (and a word about it) where it is absent.
fn data(below: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/overlay-compliance")
        .join(below);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no {}", folder.display());
    None
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

/// One run: the texts and what was found in them.
#[derive(Default)]
struct Run {
    sources: SourceMap,
    found: Diagnostics,
}

impl Run {
    fn tree(&mut self, path: &Path) -> Option<Node> {
        let text = fs::read_to_string(path).expect("a readable file");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = self.sources.add(SourceFile::new(name, text));
        document::read(&self.sources, id, &mut self.found)
    }

    fn overlay(&mut self, path: &Path) -> Option<overlay::Overlay> {
        let tree = self.tree(path)?;
        overlay::read(&tree, &mut self.found)
    }

    fn shown(&self) -> String {
        render(&self.found, &self.sources, false)
    }
}

#[test]
fn every_compliant_set_gives_its_output() {
    let Some(folder) = data("compliant-sets") else {
        return;
    };
    let mut sets = 0;
    for set in entries(&folder).into_iter().filter(|path| path.is_dir()) {
        let mut run = Run::default();
        let mut tree = run.tree(&set.join("openapi.yaml")).expect("a document");
        let expected = run.tree(&set.join("output.yaml")).expect("an output");
        let overlay = run.overlay(&set.join("overlay.yaml")).expect("an overlay");
        let applied = overlay::apply(&mut tree, &[overlay], Strictness::Strict, &mut run.found);
        assert!(run.found.is_empty(), "{}: {}", set.display(), run.shown());
        assert!(
            applied
                .iter()
                .all(|action| matches!(action.outcome, Outcome::Changed(_))),
            "{applied:?}"
        );
        assert!(
            tree.same_value(&expected),
            "{} gives\n{}",
            set.display(),
            write_yaml(&tree)
        );
        sets += 1;
    }
    assert!(sets >= 7, "only {sets} sets");
}

#[test]
fn valid_overlays_load() {
    let Some(folder) = data("tests/v1.0/pass") else {
        return;
    };
    for path in entries(&folder) {
        let mut run = Run::default();
        assert!(run.overlay(&path).is_some(), "{}", run.shown());
        assert!(!run.found.has_errors(), "{}", run.shown());
    }
}

#[test]
fn invalid_overlays_are_refused_with_their_place() {
    let Some(folder) = data("tests/v1.0/fail") else {
        return;
    };
    for path in entries(&folder) {
        let mut run = Run::default();
        assert!(
            run.overlay(&path).is_none(),
            "{} was accepted",
            path.display()
        );
        assert!(run.found.has_errors());
        let shown = run.shown();
        assert!(
            shown.contains(&format!(
                "{}:",
                path.file_name().unwrap_or_default().to_string_lossy()
            )),
            "{shown}"
        );
    }
}
