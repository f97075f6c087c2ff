//! What users are told about a bad document: `tests/fixtures/{reject,warn}/<code>/<case>/expected.txt`.
//!
//! In: one or more fixtures for each code. Out: the rendered findings. What is rejected gives no output; what is
//! warned of gives one all the same.

use std::collections::BTreeSet;

use oasmith::diagnostic::{Code, Severity};
use oasmith_tests::fixture::{Fixture, findings};
use oasmith_tests::golden::assert_text;
use oasmith_tests::repository;

/// The fixtures of a group, in folders by code.
fn fixtures(group: &str) -> Vec<Fixture> {
    codes(group)
        .iter()
        .flat_map(|code| Fixture::all(&format!("{group}/{code}")))
        .collect()
}

fn codes(group: &str) -> Vec<String> {
    repository::entries(&repository::path("tests/fixtures").join(group))
}

/// The code that a fixture is about.
fn code(fixture: &Fixture) -> &str {
    fixture.name.split('/').nth(1).unwrap_or_default()
}

#[test]
fn errors_are_told_and_nothing_is_written() {
    for fixture in fixtures("reject") {
        // As this repository treats its own document: what is stale or ambiguous is an error.
        let run = fixture.run(true);
        assert!(run.output.is_none(), "{} was accepted", fixture.name);
        let told = run.found.iter().any(|found| {
            found.severity == Severity::Error && found.code.as_str() == code(&fixture)
        });
        assert!(told, "{}:\n{}", fixture.name, findings(&run));
        assert_text(&fixture.folder.join("expected.txt"), &findings(&run));
    }
}

#[test]
fn warnings_are_told_and_the_crate_is_written() {
    for fixture in fixtures("warn") {
        // As documents of others are treated.
        let run = fixture.run(false);
        assert!(
            run.output.is_some(),
            "{}:\n{}",
            fixture.name,
            findings(&run)
        );
        let told = run
            .found
            .iter()
            .any(|found| found.code.as_str() == code(&fixture));
        assert!(told, "{}:\n{}", fixture.name, findings(&run));
        assert_text(&fixture.folder.join("expected.txt"), &findings(&run));
    }
}

#[test]
fn every_code_has_a_fixture() {
    let known: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.as_str().to_owned())
        .collect();
    let shown: BTreeSet<String> = ["reject", "warn"]
        .iter()
        .flat_map(|group| codes(group))
        .collect();
    // No document leads to a fault of the generator itself.
    let fault = Code::InternalFault.as_str();
    let missing: Vec<_> = known
        .difference(&shown)
        .filter(|code| *code != fault)
        .collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
    let unknown: Vec<_> = shown.difference(&known).collect();
    assert!(unknown.is_empty(), "there is no code {unknown:?}");
}
