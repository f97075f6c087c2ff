//! Real documents pass through `dialect` and `openapi` without errors, and every schema is in the normal form on which
//! `lower` relies.
//!
//! Reads `../shared` next to the workspace. Without it, the tests report that they are skipped.

#![allow(clippy::print_stderr, reason = "reports what is skipped")]

use std::path::{Path, PathBuf};

use oasmith_core::diagnostic::{Diagnostics, Severity, Strictness};
use oasmith_core::document::{Node, Value};
use oasmith_core::openapi::Document;
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::{dialect, document, openapi};

mod normal_form;

#[test]
fn every_real_document_is_read_without_errors() {
    let mut count = 0;
    for path in documents() {
        let (document, diagnostics, map) = read(&path);
        let errors: Vec<String> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| {
                let line = diagnostic.primary.map_or(0, |at| {
                    let before = &map.file(at.source).text.as_bytes()[..at.start as usize];
                    1 + before.iter().filter(|byte| **byte == b'\n').count()
                });
                format!(
                    "{}:{line}: {}: {}",
                    path.display(),
                    diagnostic.code,
                    diagnostic.message
                )
            })
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let document = document.unwrap_or_else(|| panic!("{}: no document", path.display()));
        normal_form::check(&document, &path);
        count += 1;
    }
    if count == 0 {
        eprintln!("skipped: no ../shared next to the workspace");
    }
}

#[test]
fn every_component_schema_has_an_origin_in_the_source() {
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
    let mut diagnostics = Diagnostics::default();
    let root = document::read(&map, id, &mut diagnostics).unwrap_or_else(|| {
        Node::new(
            Value::Null,
            oasmith_core::source::Origin {
                source: id,
                start: 0,
                end: 0,
            },
        )
    });
    let root = dialect::normalize(root, &mut diagnostics);
    let document = openapi::build(root, Strictness::Strict, &mut diagnostics);
    (document, diagnostics, map)
}

/// Returns the paths of all documents, sorted.
fn documents() -> Vec<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let mut documents = Vec::new();
    for folder in ["upstream", "documents", "documents/oas-examples-3.1"] {
        let Ok(entries) = std::fs::read_dir(shared.join(folder)) else {
            continue;
        };
        documents.extend(entries.flatten().map(|entry| entry.path()).filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("yaml" | "json"))
        }));
    }
    documents.sort();
    documents
}
