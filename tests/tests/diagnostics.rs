//! Diagnostics about invalid and questionable documents: `tests/fixtures/{reject,warn}/<code>/<case>/expected.txt`.
//!
//! Input: one or more fixtures for each code. Output: the rendered diagnostics. Documents that are rejected produce no
//! output; documents with warnings do.

use std::collections::BTreeSet;

use oasmith_core::diagnostic::{Code, Severity};
use oasmith_tests::fixture::{Fixture, diagnostics};
use oasmith_tests::golden::assert_text;
use oasmith_tests::repository;

/// Returns the fixtures of a group, whose folders are named after diagnostic codes.
fn fixtures(group: &str) -> Vec<Fixture> {
    codes(group)
        .iter()
        .flat_map(|code| Fixture::all(&format!("{group}/{code}")))
        .collect()
}

fn codes(group: &str) -> Vec<String> {
    repository::entries(&repository::path("tests/fixtures").join(group))
}

/// Returns the diagnostic code that a fixture tests.
fn code(fixture: &Fixture) -> &str {
    fixture.name.split('/').nth(1).unwrap_or_default()
}

#[test]
fn errors_are_reported_and_nothing_is_generated() {
    for fixture in fixtures("reject") {
        // Strict, as for the document of this repository.
        let run = fixture.run(true);
        assert!(run.output.is_none(), "{} was accepted", fixture.name);
        let is_reported = run
            .diagnostics
            .iter()
            .any(|it| it.severity == Severity::Error && it.code.as_str() == code(&fixture));
        assert!(is_reported, "{}:\n{}", fixture.name, diagnostics(&run));
        assert_text(&fixture.folder.join("expected.txt"), &diagnostics(&run));
    }
}

#[test]
fn warnings_are_reported_and_the_crate_is_generated() {
    for fixture in fixtures("warn") {
        // Lenient, as for third-party documents.
        let run = fixture.run(false);
        assert!(
            run.output.is_some(),
            "{}:\n{}",
            fixture.name,
            diagnostics(&run)
        );
        let is_reported = run
            .diagnostics
            .iter()
            .any(|it| it.code.as_str() == code(&fixture));
        assert!(is_reported, "{}:\n{}", fixture.name, diagnostics(&run));
        assert_text(&fixture.folder.join("expected.txt"), &diagnostics(&run));
    }
}

#[test]
fn every_code_has_a_fixture() {
    let known: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.as_str().to_owned())
        .collect();
    let covered: BTreeSet<String> = ["reject", "warn"]
        .iter()
        .flat_map(|group| codes(group))
        .collect();
    // No known document causes an internal fault of the generator.
    let fault = Code::InternalFault.as_str();
    let missing: Vec<_> = known
        .difference(&covered)
        .filter(|code| *code != fault)
        .collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
    let unknown: Vec<_> = covered.difference(&known).collect();
    assert!(unknown.is_empty(), "unknown codes {unknown:?}");
}
