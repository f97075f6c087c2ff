//! Tests of `spec update` on a small repository: it writes everything, or nothing if there is any error.
//!
//! Input: the built command line and a temporary folder.

mod download;
mod interrupted;
mod repository;
mod server;

use crate::repository::{DOCUMENT, Repository};

#[test]
fn an_update_writes_all_files_together() {
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
        log.contains("- Field type changed: `types::Pet::name`"),
        "{log}"
    );
}

#[test]
fn the_version_rises_once_per_release() {
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
        output.ok && output.text.contains("version: 0.2.0 (unchanged)"),
        "{}",
        output.text
    );
    let reverted = repository.update(&breaking, &[]);
    assert!(
        reverted.ok && reverted.text.contains("version: 0.2.0 (unchanged)"),
        "{}",
        reverted.text
    );
}

#[test]
fn the_same_document_changes_nothing() {
    let repository = Repository::new();
    assert!(repository.update(DOCUMENT, &[]).ok);
    let before = repository.snapshot();
    let output = repository.update(DOCUMENT, &[]);
    assert!(output.ok, "{}", output.text);
    assert_eq!(before, repository.snapshot());
}

#[test]
fn a_dry_run_changes_nothing() {
    let repository = Repository::new();
    let before = repository.snapshot();
    let output = repository.update(&DOCUMENT.replace("string", "integer"), &["--dry-run"]);
    assert!(
        output.ok && output.text.contains("dry run"),
        "{}",
        output.text
    );
    assert_eq!(before, repository.snapshot());
}

/// Asserts that an update fails with these messages and writes nothing.
#[track_caller]
fn assert_rejected(repository: &Repository, document: &str, args: &[&str], messages: &[&str]) {
    repository.assert_rejects(messages, |repository| repository.update(document, args));
}

#[test]
fn an_invalid_document_changes_nothing() {
    let repository = Repository::new();
    assert_rejected(
        &repository,
        "openapi: 3.1.0\n\tinfo: x\n",
        &[],
        &["error[syntax]", "newer.yaml:1:10"],
    );
    let dangling = DOCUMENT.replace("schemas/Pet'", "schemas/Pat'");
    assert_rejected(
        &repository,
        &dangling,
        &[],
        &["error[dangling-reference]", "newer.yaml:"],
    );
}

#[test]
fn a_truncated_document_changes_nothing() {
    let repository = Repository::new();
    // Truncated inside a value, and between two lines, where an overlay action no longer finds its target.
    let half = &DOCUMENT[..DOCUMENT.len() - 40];
    assert_rejected(&repository, half, &[], &["error["]);
    let at = DOCUMENT
        .find("components:")
        .expect("the document has components");
    assert_rejected(
        &repository,
        &DOCUMENT[..at],
        &[],
        &["error[overlay-no-match]"],
    );
}

#[test]
fn an_unexpected_document_or_report_name_changes_nothing() {
    let repository = Repository::new();
    let large = format!("{DOCUMENT}# {}\n", "x".repeat(1_100_000));
    assert_rejected(
        &repository,
        &large,
        &["--limit-mb", "1"],
        &["larger than the limit of 1 MB"],
    );
    assert_rejected(
        &repository,
        DOCUMENT,
        &["--sha256", "00"],
        &["has SHA-256 "],
    );
    assert_rejected(
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
    assert_rejected(
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
    assert_rejected(
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
