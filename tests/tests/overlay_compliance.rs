//! The compliance sets and schema tests of the Overlay Specification, read from a copy next to the repository.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith_core::diagnostic::{Diagnostics, Strictness, render};
use oasmith_core::document::{self, Node, write_yaml};
use oasmith_core::overlay::{self, Outcome};
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_tests::skip::skipped;

/// Returns a folder of the copy, or reports that the test is skipped.
fn data(subfolder: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/overlay-compliance")
        .join(subfolder);
    if folder.is_dir() {
        return Some(folder);
    }
    skipped(format!("{} does not exist", folder.display()));
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

/// The files that a test reads, and the diagnostics about them.
#[derive(Default)]
struct Run {
    sources: SourceMap,
    diagnostics: Diagnostics,
}

impl Run {
    fn tree(&mut self, path: &Path) -> Option<Node> {
        let text = fs::read_to_string(path).expect("a readable file");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = self.sources.add(SourceFile::new(name, text));
        document::read(&self.sources, id, &mut self.diagnostics)
    }

    fn overlay(&mut self, path: &Path) -> Option<overlay::Overlay> {
        let tree = self.tree(path)?;
        overlay::read(&tree, &mut self.diagnostics)
    }

    fn report(&self) -> String {
        render(&self.diagnostics, &self.sources, false)
    }
}

#[test]
fn every_compliant_set_produces_its_output() {
    let Some(folder) = data("compliant-sets") else {
        return;
    };
    let mut sets = 0;
    for set in entries(&folder).into_iter().filter(|path| path.is_dir()) {
        let mut run = Run::default();
        let mut tree = run.tree(&set.join("openapi.yaml")).expect("a document");
        let expected = run.tree(&set.join("output.yaml")).expect("an output");
        let overlay = run.overlay(&set.join("overlay.yaml")).expect("an overlay");
        let applied = overlay::apply(
            &mut tree,
            &[overlay],
            Strictness::Strict,
            &mut run.diagnostics,
        );
        assert!(
            run.diagnostics.is_empty(),
            "{}: {}",
            set.display(),
            run.report()
        );
        assert!(
            applied
                .iter()
                .all(|action| matches!(action.outcome, Outcome::Changed(_))),
            "{applied:?}"
        );
        assert!(
            tree.same_value(&expected),
            "{} produces\n{}",
            set.display(),
            write_yaml(&tree)
        );
        sets += 1;
    }
    assert!(sets >= 7, "only {sets} sets");
}

#[test]
fn valid_overlays_are_read() {
    let Some(folder) = data("tests/v1.0/pass") else {
        return;
    };
    for path in entries(&folder) {
        let mut run = Run::default();
        assert!(run.overlay(&path).is_some(), "{}", run.report());
        assert!(!run.diagnostics.has_errors(), "{}", run.report());
    }
}

#[test]
fn invalid_overlays_are_rejected_with_a_location() {
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
        assert!(run.diagnostics.has_errors());
        let report = run.report();
        assert!(
            report.contains(&format!(
                "{}:",
                path.file_name().unwrap_or_default().to_string_lossy()
            )),
            "{report}"
        );
    }
}
