//! Downloads, from a server on the loopback: whole, unchanged, cut, too large, refused.
//!
//! In: answers of the server. Out: failures. The program that downloads is built here once, as the command line builds
//! it when it first needs it.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::repository::{DOCUMENT, Repository};
use crate::server::{Server, ok};

fn fetch() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let output = Command::new(env!("CARGO"))
            .args([
                "build",
                "--package",
                "xtask",
                "--features",
                "fetch",
                "--bin",
                "xtask-fetch",
            ])
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

/// Refused, with words, and nothing written.
#[track_caller]
fn refused(answer: String, args: &[&str], words: &str) {
    let repository = Repository::new();
    let before = repository.hash();
    let server = Server::answering(vec![answer]);
    let output = repository.update_from(&server.url, args, Some(fetch()));
    assert!(!output.ok, "{}", output.text);
    assert!(output.text.contains(words), "{}", output.text);
    assert!(
        output.text.contains("nothing was changed"),
        "{}",
        output.text
    );
    assert_eq!(before, repository.hash(), "something was written");
}

#[test]
fn a_document_is_fetched_once() {
    let repository = Repository::new();
    let newer = DOCUMENT.replace("name: {type: string}", "name: {type: integer}");
    let server = Server::answering(vec![
        ok(&newer, newer.len(), "ETag: \"two\"\r\n"),
        "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned(),
    ]);
    let output = repository.update_from(&server.url, &[], Some(fetch()));
    assert!(output.ok, "{}", output.text);
    assert!(!server.request().to_lowercase().contains("if-none-match"));
    let record =
        std::fs::read_to_string(repository.path("spec/provenance.toml")).expect("a record");
    assert!(record.contains("etag = '\"two\"'"), "{record}");
    let before = repository.hash();
    let again = repository.update_from(&server.url, &[], Some(fetch()));
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
    assert_eq!(before, repository.hash());
}

#[test]
fn a_cut_download_changes_nothing() {
    refused(ok(&DOCUMENT[..200], DOCUMENT.len(), ""), &[], "was cut");
}

#[test]
fn a_cut_download_in_chunks_changes_nothing() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    // The last chunk, which says that it is the last, does not come.
    let answer = format!("{head}{:x}\r\n{DOCUMENT}\r\n", DOCUMENT.len());
    refused(answer, &[], "was cut");
}

#[test]
fn a_large_download_changes_nothing() {
    let large = format!("{DOCUMENT}# {}\n", "x".repeat(1_100_000));
    refused(
        ok(&large, large.len(), ""),
        &["--limit-mb", "1"],
        "larger than the limit",
    );
}

#[test]
fn an_error_of_the_server_changes_nothing() {
    let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    refused(answer.to_owned(), &[], "answers 404");
}
