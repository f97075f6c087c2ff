//! Every published revision at hand goes through the generator with the overlays and the pins of today, untouched, as
//! strictly as `spec update` takes it over, and what comes out compiles.
//!
//! Reads `../shared/upstream` beside the workspace where it is there, else says that it is skipped.

#![allow(
    clippy::print_stdout,
    reason = "says what is skipped and what is not needed"
)]

use std::path::Path;

use oasmith::diagnostic::{Code, Severity};
use oasmith::source::SourceFile;
use oasmith_tests::fixture::{findings, run};
use oasmith_tests::{compiled, repository};

#[test]
fn every_revision_goes_through() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream");
    let names = repository::entries(&folder);
    let mut count = 0;
    for name in names.iter().filter(|name| name.ends_with(".yaml")) {
        let text = repository::text(&folder.join(name)).expect("a readable document");
        let run = run(repository::embedded(SourceFile::new(name, text)), true);
        assert!(run.output.is_some(), "{name}:\n{}", findings(&run));
        // What upstream has mended, or had not broken yet, is told of; an action whose target is simply gone is one
        // that does not say which documents it is for.
        let stale = run
            .found
            .iter()
            .filter(|found| found.code == Code::OverlayNoMatch);
        let stale: Vec<&str> = stale.map(|found| found.message.as_str()).collect();
        assert!(stale.is_empty(), "{name}: {stale:#?}");
        let notes = run
            .found
            .iter()
            .filter(|found| found.severity == Severity::Note);
        notes.for_each(|note| println!("{name}: {}", note.message));
        let output = run.output.expect("it was generated");
        if let Err(words) = compiled::check(name.trim_end_matches(".yaml"), &output.files) {
            panic!("{words}");
        }
        count += 1;
    }
    if count == 0 {
        println!("skipped: there is no {}", folder.display());
    }
}
