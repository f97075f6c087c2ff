//! Snapshots of the code generated from each construct: `tests/fixtures/<construct>/<case>/output.snap`.
//!
//! Input: fixtures. Output: a snapshot of the types and operations of each, and of its warnings.

use std::collections::BTreeSet;

use oasmith_tests::fixture::{Fixture, diagnostics};
use oasmith_tests::golden::assert_golden;
use oasmith_tests::listing::{is_specific, listing};
use oasmith_tests::repository;

/// Defines one test per folder.
macro_rules! constructs {
    ($($group:ident)+) => {
        const GROUPS: &[&str] = &[$(stringify!($group)),+];
        $(
            #[test]
            fn $group() {
                for fixture in Fixture::all(stringify!($group)) {
                    assert_snapshot(&fixture);
                }
            }
        )+
    };
}

constructs! {
    records maps enums unions all_of recursion names docs deprecated
    parameters bodies references responses pages webhooks channels security
    versions overlays supplements config package
}

/// Folders of fixtures for other tests.
const OTHERS: &[&str] = &[
    "reject", "warn", "obstacle", "alone", "locality", "calls", "examples",
];

/// Returns whether the snapshots of a group include a file in addition to types and operations.
fn includes(group: &str, path: &str) -> bool {
    match group {
        "security" | "config" => path == "src/client.rs",
        "package" => !path.starts_with("src/runtime/"),
        _ => false,
    }
}

fn assert_snapshot(fixture: &Fixture) {
    let group = fixture.name.split('/').next().unwrap_or_default();
    let run = fixture.run(false);
    let Some(output) = &run.output else {
        panic!("{}\n{}", fixture.name, diagnostics(&run));
    };
    let mut text = listing(&output.files, |path| {
        is_specific(path) || includes(group, path)
    });
    if !run.diagnostics.is_empty() {
        text.push_str(&format!("\n\n// === warnings\n{}", diagnostics(&run)));
    }
    assert_golden(&fixture.folder, "output", &text);
}

#[test]
fn every_folder_of_fixtures_has_a_test() {
    let folders: BTreeSet<String> = repository::entries(&repository::path("tests/fixtures"))
        .into_iter()
        .collect();
    let known: BTreeSet<String> = GROUPS
        .iter()
        .chain(OTHERS)
        .map(|name| (*name).to_owned())
        .collect();
    let untested: Vec<_> = folders.difference(&known).collect();
    assert!(untested.is_empty(), "no test reads {untested:?}");
    for group in GROUPS {
        assert!(!Fixture::all(group).is_empty(), "{group} has no fixture");
    }
}

#[test]
fn inputs_are_short() {
    for fixture in GROUPS.iter().flat_map(|group| Fixture::all(group)) {
        let lines = fixture.sources().document.text.lines().count();
        assert!((1..=40).contains(&lines), "{}: {lines} lines", fixture.name);
    }
}

#[test]
fn equivalent_documents_in_all_openapi_versions_generate_the_same_code() {
    let outputs: Vec<_> = Fixture::all("versions")
        .iter()
        .map(|fixture| fixture.run(false).output.map(|output| output.files))
        .collect();
    for output in &outputs {
        assert_eq!(output, &outputs[0]);
    }
}

#[test]
fn an_event_added_by_an_overlay_becomes_a_variant() {
    let fixture = Fixture::of("channels/added_event");
    let extended = fixture.run(false).output.expect("a crate");
    let mut sources = fixture.sources();
    sources.overlays.clear();
    let original = oasmith_tests::fixture::run(sources, false);
    let original = original.output.expect("a crate");
    let events = "src/types/server_event.rs";
    let variant = "    Barked(super::Barked),";
    assert!(extended.files[events].contains(variant));
    assert!(!original.files[events].contains(variant));
    let api = "src/api/live.rs";
    assert_eq!(
        extended.files[api], original.files[api],
        "the channel does not change"
    );
    assert!(extended.files.contains_key("src/types/barked.rs"));
}

#[test]
fn an_example_is_copied_if_its_helpers_are() {
    let fixture = Fixture::of("warn/helper-left-out/example");
    let files = fixture.run(false).output.expect("a crate").files;
    let examples: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("examples/"))
        .filter(|path| {
            let programs = ["decode/", "conformance/", "replay/"];
            !programs.iter().any(|program| path.starts_with(program))
        })
        .collect();
    assert_eq!(examples, ["first_call.rs", "tour.rs"]);
    let manifest = &files["Cargo.toml"];
    let entry = "[[example]]\nname = \"tour\"\nrequired-features = [\"parcels\"]\n";
    assert!(manifest.contains(entry), "{manifest}");
}
