//! Real documents through `dialect` and `openapi`: no errors, and every schema in the normal form `lower` relies on.
//!
//! Reads `../shared` beside the workspace where it is there, else says that it is skipped.

#![allow(clippy::print_stderr, reason = "says what is skipped")]

use std::path::{Path, PathBuf};

use oasmith::diagnostic::{Diagnostics, Severity};
use oasmith::document::{Node, Value};
use oasmith::openapi::Document;
use oasmith::source::{SourceFile, SourceMap};
use oasmith::{dialect, document, openapi};

mod normal_form;

#[test]
fn every_real_document_is_read_without_an_error() {
    let mut count = 0;
    for path in documents() {
        let (document, found, map) = read(&path);
        let errors: Vec<String> = found
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| {
                let line = finding.primary.map_or(0, |at| {
                    let before = &map.file(at.source).text.as_bytes()[..at.start as usize];
                    1 + before.iter().filter(|byte| **byte == b'\n').count()
                });
                format!(
                    "{}:{line}: {}: {}",
                    path.display(),
                    finding.code,
                    finding.message
                )
            })
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let document = document.unwrap_or_else(|| panic!("{}: no document", path.display()));
        normal_form::check(&document, &path);
        count += 1;
    }
    if count == 0 {
        eprintln!("skipped: there is no ../shared beside the workspace");
    }
}

#[test]
fn every_place_of_a_real_document_has_an_origin_in_its_text() {
    for path in documents() {
        let (document, _, map) = read(&path);
        let Some(document) = document else { continue };
        let components = document.api.components.iter();
        for name in components.flat_map(|components| components.schemas.keys()) {
            let pointer = format!("/components/schemas/{}", document::escape(name));
            let at = document.origins.key(&pointer);
            let text = &map.file(at.source).text[at.start as usize..at.end as usize];
            assert!(
                text.contains(name.as_str()),
                "{}: {pointer}: {text}",
                path.display()
            );
        }
    }
}

fn read(path: &Path) -> (Option<Document>, Diagnostics, SourceMap) {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut map = SourceMap::default();
    let id = map.add(SourceFile::new(path.display().to_string(), text));
    let mut found = Diagnostics::default();
    let root = document::read(&map, id, &mut found).unwrap_or_else(|| {
        Node::new(
            Value::Null,
            oasmith::source::Origin {
                source: id,
                start: 0,
                end: 0,
            },
        )
    });
    let root = dialect::normalize(root, &mut found);
    let document = openapi::build(root, &mut found);
    (document, found, map)
}

/// All documents, in a fixed order.
fn documents() -> Vec<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let mut found = Vec::new();
    for folder in ["upstream", "documents", "documents/oas-examples-3.1"] {
        let Ok(entries) = std::fs::read_dir(shared.join(folder)) else {
            continue;
        };
        found.extend(entries.flatten().map(|entry| entry.path()).filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("yaml" | "json"))
        }));
    }
    found.sort();
    found
}
