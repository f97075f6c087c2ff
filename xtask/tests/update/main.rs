//! `spec update` on a small repository of its own: what it writes, and that it writes nothing when anything is wrong.
//!
//! In: the built command line and a temporary folder. Out: failures. The tree is hashed before and after.

mod download;
mod repository;
mod server;

use crate::repository::{DOCUMENT, Repository};

#[test]
fn an_update_writes_everything_together() {
    let repository = Repository::new();
    let report = repository.path("report.md");
    let newer = DOCUMENT.replace("name: {type: string}", "name: {type: integer}");
    let output = repository.update(&newer, &["--report", report.to_str().expect("UTF-8")]);
    assert!(output.ok, "{}", output.text);
    for line in [
        "1 breaking, 0 additive, 0 docs",
        "version: 0.1.0 → 0.2.0",
        "~ types::Pet::name",
    ] {
        assert!(output.text.contains(line), "{line}\n{}", output.text);
    }
    let text = |path: &str| std::fs::read_to_string(repository.path(path)).unwrap_or_default();
    assert!(text("spec/oasmith.toml").contains("version = \"0.2.0\" # ours"));
    assert!(text("generated/Cargo.toml").contains("version = \"0.2.0\""));
    assert!(text("Cargo.lock").contains("name = \"openai-typed\"\nversion = \"0.2.0\""));
    assert!(text("spec/openai.yaml").contains("type: integer"));
    assert!(text("spec/provenance.toml").contains("sha256 = "));
    assert!(text("report.md").contains("| pets | 1 |"));
    let log = text("CHANGELOG.md");
    assert!(
        log.contains("<!-- spec update: since 0.1.0, breaking -->"),
        "{log}"
    );
    assert!(
        log.contains("- Type of a field changed: `types::Pet::name`"),
        "{log}"
    );
}

#[test]
fn versions_go_up_once_between_two_releases() {
    let repository = Repository::new();
    let breaking = DOCUMENT.replace("name: {type: string}", "name: {type: integer}");
    assert!(repository.update(&breaking, &[]).ok);
    let more = breaking.replace("required: [name]", "required: [name], minProperties: 1");
    let more = more.replace(
        "name: {type: integer}",
        "name: {type: integer}, age: {type: integer}",
    );
    let output = repository.update(&more, &[]);
    assert!(
        output.ok && output.text.contains("version: 0.2.0 stays"),
        "{}",
        output.text
    );
    let back = repository.update(&breaking, &[]);
    assert!(
        back.ok && back.text.contains("version: 0.2.0 stays"),
        "{}",
        back.text
    );
}

#[test]
fn the_same_document_changes_nothing() {
    let repository = Repository::new();
    assert!(repository.update(DOCUMENT, &[]).ok);
    let before = repository.hash();
    let output = repository.update(DOCUMENT, &[]);
    assert!(output.ok, "{}", output.text);
    assert_eq!(before, repository.hash());
}

#[test]
fn a_dry_run_changes_nothing() {
    let repository = Repository::new();
    let before = repository.hash();
    let output = repository.update(&DOCUMENT.replace("string", "integer"), &["--dry-run"]);
    assert!(
        output.ok && output.text.contains("dry run"),
        "{}",
        output.text
    );
    assert_eq!(before, repository.hash());
}

/// Refused, with words, and nothing written.
#[track_caller]
fn refused(repository: &Repository, document: &str, args: &[&str], words: &[&str]) {
    let before = repository.hash();
    let output = repository.update(document, args);
    assert!(!output.ok, "{}", output.text);
    for word in words {
        assert!(
            output.text.contains(word),
            "`{word}` is not in:\n{}",
            output.text
        );
    }
    assert_eq!(before, repository.hash(), "something was written");
}

#[test]
fn a_broken_document_changes_nothing() {
    let repository = Repository::new();
    refused(
        &repository,
        "openapi: 3.1.0\n\tinfo: x\n",
        &[],
        &["error[syntax]", "newer.yaml:1:10"],
    );
    let dangling = DOCUMENT.replace("schemas/Pet'", "schemas/Pat'");
    refused(
        &repository,
        &dangling,
        &[],
        &["error[dangling-reference]", "newer.yaml:"],
    );
}

#[test]
fn a_document_that_is_cut_off_changes_nothing() {
    let repository = Repository::new();
    // In the middle of a value, and between two lines: an action misses what it repairs.
    let half = &DOCUMENT[..DOCUMENT.len() - 40];
    refused(&repository, half, &[], &["error["]);
    let at = DOCUMENT.find("components:").expect("it has components");
    refused(
        &repository,
        &DOCUMENT[..at],
        &[],
        &["error[overlay-no-match]"],
    );
}

#[test]
fn a_large_or_another_document_changes_nothing() {
    let repository = Repository::new();
    let large = format!("{DOCUMENT}# {}\n", "x".repeat(1_100_000));
    refused(
        &repository,
        &large,
        &["--limit-mb", "1"],
        &["larger than the limit of 1 MB"],
    );
    refused(
        &repository,
        DOCUMENT,
        &["--sha256", "00"],
        &["has the SHA-256 "],
    );
    refused(
        &repository,
        DOCUMENT,
        &["--report", "x.pdf"],
        &["--report x.pdf"],
    );
}

#[test]
fn a_stale_overlay_action_changes_nothing() {
    let repository = Repository::new();
    let renamed = DOCUMENT
        .replace("Pet:", "Pets:")
        .replace("schemas/Pet'", "schemas/Pets'");
    refused(
        &repository,
        &renamed,
        &[],
        &[
            "error[overlay-no-match]",
            "action 1 of overlay “Repairs”",
            "spec/overlays/10-repairs.yaml:",
            "did you mean `$.components.schemas.Pets`?",
        ],
    );
}

#[test]
fn a_stale_pin_changes_nothing() {
    let repository = Repository::new();
    let renamed = DOCUMENT.replace("operationId: getPet", "operationId: getPets");
    refused(
        &repository,
        &renamed,
        &[],
        &[
            "error[stale-pin]",
            "the pin of the operation `getPet`",
            "spec/oasmith.toml:",
            "did you mean `getPets`?",
        ],
    );
}
