//! Every published revision at hand goes through the generator with the overlays and the pins of today, untouched, as
//! strictly as `spec update` takes it over, and what comes out compiles.
//!
//! Reads `../shared/upstream` beside the workspace where it is there, else says that it is skipped. With
//! `REVISIONS=FOLDER` it reads the documents in that folder instead: for a long run over all that there are.

#![allow(
    clippy::print_stdout,
    reason = "says what is skipped and what is not needed"
)]

use std::path::{Path, PathBuf};

use oasmith::diagnostic::{Code, Severity};
use oasmith::source::SourceFile;
use oasmith_tests::fixture::{findings, run_as};
use oasmith_tests::{compiled, repository};

#[test]
fn every_revision_goes_through() {
    let folder = folder();
    let names = repository::entries(&folder);
    let mut faults = Vec::new();
    let mut count = 0;
    for name in names.iter().filter(|name| name.ends_with(".yaml")) {
        let text = repository::text(&folder.join(name)).expect("a readable document");
        let fault = went_through(name, text).err();
        println!("{name}: {}", fault.as_deref().unwrap_or("compiled"));
        faults.extend(fault);
        count += 1;
    }
    if count == 0 {
        println!("skipped: there is no document in {}", folder.display());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn folder() -> PathBuf {
    let shared = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/upstream");
    std::env::var_os("REVISIONS").map_or_else(shared, PathBuf::from)
}

fn went_through(name: &str, text: String) -> Result<(), String> {
    let crate_name = format!("revision-{}", name.trim_end_matches(".yaml"));
    let document = SourceFile::new(name, text);
    let run = run_as(&crate_name, repository::embedded(document), true);
    // What upstream has mended, or had not broken yet, is told of; an action whose target is simply gone is one
    // that does not say which documents it is for.
    let stale = run
        .found
        .iter()
        .find(|found| found.code == Code::OverlayNoMatch);
    if let Some(stale) = stale {
        return Err(format!("{name}: {}", stale.message));
    }
    let notes = run
        .found
        .iter()
        .filter(|found| found.severity == Severity::Note);
    notes.for_each(|note| println!("{name}: {}", note.message));
    let Some(output) = &run.output else {
        return Err(format!("{name}:\n{}", findings(&run)));
    };
    compiled::check(&crate_name, &output.files)
}
