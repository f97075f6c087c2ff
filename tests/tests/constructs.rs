//! Every construct of a document and what becomes of it: `tests/fixtures/<construct>/<case>/output.snap`.
//!
//! In: fixtures. Out: a snapshot of the types and operations of each, and of what the generator warned of.

use std::collections::BTreeSet;

use oasmith_tests::fixture::{Fixture, findings};
use oasmith_tests::golden::assert_golden;
use oasmith_tests::listing::{is_own, listing};
use oasmith_tests::repository;

/// One test a folder.
macro_rules! constructs {
    ($($group:ident)+) => {
        const GROUPS: &[&str] = &[$(stringify!($group)),+];
        $(
            #[test]
            fn $group() {
                for fixture in Fixture::all(stringify!($group)) {
                    check(&fixture);
                }
            }
        )+
    };
}

constructs! {
    records maps enums unions all_of recursion names docs deprecated
    parameters bodies replies pages webhooks channels security
    versions overlays config package
}

/// Folders of fixtures that other tests read.
const OTHERS: &[&str] = &["reject", "warn", "obstacle", "locality"];

/// What a folder shows beyond the types and operations.
fn shows(group: &str, path: &str) -> bool {
    match group {
        "security" | "config" => path == "src/client.rs",
        "package" => !path.starts_with("src/runtime/"),
        _ => false,
    }
}

fn check(fixture: &Fixture) {
    let group = fixture.name.split('/').next().unwrap_or_default();
    let run = fixture.run(false);
    let Some(output) = &run.output else {
        panic!("{}\n{}", fixture.name, findings(&run));
    };
    let mut text = listing(&output.files, |path| is_own(path) || shows(group, path));
    if !run.found.is_empty() {
        text.push_str(&format!("\n\n// === warnings\n{}", findings(&run)));
    }
    assert_golden(&fixture.folder, "output", &text);
}

#[test]
fn every_folder_has_its_test() {
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
fn versions_of_openapi_that_say_the_same_give_the_same() {
    let outputs: Vec<_> = Fixture::all("versions")
        .iter()
        .map(|fixture| fixture.run(false).output.map(|output| output.files))
        .collect();
    for output in &outputs {
        assert_eq!(output, &outputs[0]);
    }
}

#[test]
fn an_event_that_an_overlay_adds_shows_up_without_more() {
    let fixture = Fixture::of("channels/added_event");
    let with = fixture.run(false).output.expect("a crate");
    let mut sources = fixture.sources();
    sources.overlays.clear();
    let without = oasmith_tests::fixture::run(sources, false);
    let without = without.output.expect("a crate");
    let events = "src/types/server_event.rs";
    let case = "    Barked(Barked),";
    assert!(with.files[events].contains(case));
    assert!(!without.files[events].contains(case));
    let api = "src/api/live.rs";
    assert_eq!(
        with.files[api], without.files[api],
        "the channel itself is the same"
    );
    assert!(with.files.contains_key("src/types/barked.rs"));
}

#[test]
fn examples_come_along_where_all_they_need_is_there() {
    let fixture = Fixture::of("warn/helper-left-out/example");
    let files = fixture.run(false).output.expect("a crate").files;
    let examples: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("examples/"))
        .filter(|path| !path.starts_with("decode/") && !path.starts_with("conformance/"))
        .collect();
    assert_eq!(examples, ["tour.rs"]);
    let manifest = &files["Cargo.toml"];
    let entry = "[[example]]\nname = \"tour\"\nrequired-features = [\"parcels\"]\n";
    assert!(manifest.contains(entry), "{manifest}");
}
