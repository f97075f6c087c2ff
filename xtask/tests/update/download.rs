//! Tests of downloads from a server on the loopback interface: complete, unchanged, interrupted, too large, rejected.
//!
//! The downloader is built once, as the command line does on first use.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::repository::{DOCUMENT, Repository};
use crate::server::{Server, ok};

/// Builds the downloader and returns its path.
fn downloader() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--features", "xtask/fetch", "--bin", "xtask-fetch"])
            .args(["--message-format", "json-render-diagnostics"])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo starts");
        let messages = String::from_utf8_lossy(&output.stdout);
        messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find_map(|message| {
                let path = message.get("executable")?.as_str()?;
                (message.pointer("/target/name")? == "xtask-fetch").then(|| PathBuf::from(path))
            })
            .expect("the program was built")
    })
}

/// Asserts that an update from this response fails with this message and writes nothing.
#[track_caller]
fn assert_rejected(response: String, args: &[&str], message: &str) {
    let server = Server::start(vec![response]);
    Repository::new().assert_rejects(&[message, "nothing was changed"], |repository| {
        repository.update_from(&server.url, args, Some(downloader()))
    });
}

#[test]
fn an_unchanged_document_is_not_downloaded_again() {
    let repository = Repository::new();
    let newer = DOCUMENT.replace("name: {type: string}", "name: {type: integer}");
    let server = Server::start(vec![
        ok(&newer, newer.len(), "ETag: \"two\"\r\n"),
        "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned(),
    ]);
    let output = repository.update_from(&server.url, &[], Some(downloader()));
    assert!(output.ok, "{}", output.text);
    assert!(!server.request().to_lowercase().contains("if-none-match"));
    let provenance =
        std::fs::read_to_string(repository.path("spec/provenance.toml")).expect("a provenance");
    assert!(provenance.contains("etag = '\"two\"'"), "{provenance}");
    let before = repository.snapshot();
    let again = repository.update_from(&server.url, &[], Some(downloader()));
    assert!(
        again.ok && again.text.contains("has not changed"),
        "{}",
        again.text
    );
    assert!(
        server
            .request()
            .to_lowercase()
            .contains("if-none-match: \"two\"")
    );
    assert_eq!(before, repository.snapshot());
}

#[test]
fn an_interrupted_download_changes_nothing() {
    assert_rejected(
        ok(&DOCUMENT[..200], DOCUMENT.len(), ""),
        &[],
        "was interrupted",
    );
}

#[test]
fn an_interrupted_chunked_download_changes_nothing() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    // The final empty chunk is missing.
    let response = format!("{head}{:x}\r\n{DOCUMENT}\r\n", DOCUMENT.len());
    assert_rejected(response, &[], "was interrupted");
}

#[test]
fn a_large_download_changes_nothing() {
    let large = format!("{DOCUMENT}# {}\n", "x".repeat(1_100_000));
    assert_rejected(
        ok(&large, large.len(), ""),
        &["--limit-mb", "1"],
        "larger than the limit",
    );
}

#[test]
fn an_error_response_changes_nothing() {
    let response = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assert_rejected(response.to_owned(), &[], "returned 404");
}
