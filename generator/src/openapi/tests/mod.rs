//! Documents in, typed documents or findings out. They pass through the dialect first, as in a run.

mod checks;
mod reading;

use super::{Document, build};
use crate::diagnostic::Diagnostics;
use crate::dialect;
use crate::document::testing::{node, piece};

/// The typed document of a YAML text that has nothing to be said against it.
fn document(text: &str) -> Document {
    let (document, found) = run(text);
    assert_eq!(found, [""; 0], "{text}");
    document.expect("a document without findings")
}

/// The findings of a YAML text: code, message, and the text at the place it is about.
fn findings(text: &str) -> Vec<String> {
    run(text).1
}

fn run(text: &str) -> (Option<Document>, Vec<String>) {
    let mut found = Diagnostics::default();
    let root = dialect::normalize(node(text), &mut found);
    let document = build(root, &mut found);
    let findings = found
        .iter()
        .map(|finding| {
            let place = finding.primary.map_or("", |at| piece(text, at));
            let place = place.lines().next().unwrap_or_default();
            format!("{}: {} @ {place}", finding.code, finding.message)
        })
        .collect();
    (document, findings)
}

/// A document with these paths and components, both as YAML indented by two.
fn with(paths: &str, schemas: &str) -> String {
    let paths = if paths.is_empty() { " {}" } else { paths };
    let schemas = if schemas.is_empty() { " {}" } else { schemas };
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:{paths}\ncomponents:\n  schemas:{schemas}\n"
    )
}
