//! Tests of the stage on YAML documents, which pass through the dialect first, as in a run.

mod checks;
mod reading;

use super::{Document, build};
use crate::diagnostic::{Diagnostics, Strictness};
use crate::dialect;
use crate::document::testing::{node, piece};

/// Builds the typed document of a YAML text that causes no diagnostics.
fn document(text: &str) -> Document {
    let (document, messages) = run(text);
    assert_eq!(messages, [""; 0], "{text}");
    document.expect("a valid document")
}

/// The diagnostics about a YAML text: code, message, and the text at the location.
fn messages(text: &str) -> Vec<String> {
    run(text).1
}

/// The typed document, and all diagnostics.
fn run_all(text: &str) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let root = dialect::normalize(node(text), &mut diagnostics);
    let document = build(root, Strictness::Strict, &mut diagnostics);
    (document, diagnostics)
}

fn run(text: &str) -> (Option<Document>, Vec<String>) {
    let (document, diagnostics) = run_all(text);
    let messages = diagnostics
        .iter()
        .map(|it| {
            let excerpt = it.primary.map_or("", |at| piece(text, at));
            let excerpt = excerpt.lines().next().unwrap_or_default();
            format!("{}: {} @ {excerpt}", it.code, it.message)
        })
        .collect();
    (document, messages)
}

/// A document with these paths and schemas, as indented YAML.
fn with(paths: &str, schemas: &str) -> String {
    let paths = if paths.is_empty() { " {}" } else { paths };
    let schemas = if schemas.is_empty() { " {}" } else { schemas };
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:{paths}\ncomponents:\n  schemas:{schemas}\n"
    )
}
