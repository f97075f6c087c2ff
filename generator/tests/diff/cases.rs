//! Pairs of small documents with the expected report.
//!
//! Input: two documents and the expected lines. Output: [`check`], which compares them. A line has the form
//! `class rule path old → new (note) guess`.

use oasmith_core::diagnostic::{Strictness, render};
use oasmith_core::diff::{Change, Report, Side, diff};
use oasmith_core::source::SourceFile;
use oasmith_core::{Analysis, Options, Run, Sources, analyze_document};

/// A helper that requires the type `Brush`.
const HELPERS: [(&str, &str); 2] = [
    ("extra/helpers.toml", "[groom]\ntypes = ['Brush']\n"),
    ("extra/groom.rs", "//! Grooming.\n"),
];

/// Two documents and the expected report.
#[derive(Clone, Copy)]
pub struct Case {
    /// Wraps an excerpt into a document.
    pub frame: fn(&str) -> String,
    /// The old and the new excerpt.
    pub excerpts: (&'static str, &'static str),
    /// The expected report, one change per line.
    pub expected: &'static str,
}

impl Case {
    /// Returns the old document.
    pub fn old_document(&self) -> String {
        (self.frame)(self.excerpts.0)
    }

    fn new_document(&self) -> String {
        (self.frame)(self.excerpts.1)
    }

    /// Returns the names of the expected rules.
    pub fn rules(&self) -> Vec<&'static str> {
        let lines = self.expected.lines();
        lines
            .filter_map(|line| line.split_whitespace().nth(1))
            .collect()
    }
}

/// Checks all cases, and fails with all that differ.
#[track_caller]
pub fn check(cases: &[Case]) {
    let mut failures = String::new();
    for case in cases {
        let report = report(&case.old_document(), &case.new_document());
        let lines: Vec<String> = report.changes.iter().map(line).collect();
        let expected: Vec<&str> = case.expected.lines().map(str::trim).collect();
        let expected: Vec<&str> = expected
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect();
        if lines != expected {
            let (old, new) = case.excerpts;
            failures += &format!("--- {old}\n+++ {new}\n{}\n\n", lines.join("\n"));
        }
    }
    assert!(failures.is_empty(), "actual reports:\n{failures}");
}

/// Compares two documents.
#[track_caller]
pub fn report(old: &str, new: &str) -> Report {
    let (old, new) = (understand("old.yaml", old), understand("new.yaml", new));
    diff(side(&old), side(&new))
}

fn line(change: &Change) -> String {
    let mut line = format!(
        "{} {} {}",
        change.class.as_str(),
        change.rule.as_str(),
        change.rust
    );
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => line += &format!(" {old} → {new}"),
        (Some(old), None) => line += &format!(" -{old}"),
        (None, Some(new)) => line += &format!(" +{new}"),
        (None, None) => {}
    }
    if let Some(note) = &change.note {
        line += &format!(" ({note})");
    }
    if change.guess {
        line += " guess";
    }
    line
}

#[track_caller]
fn understand(name: &str, text: &str) -> Run<Analysis> {
    let sources = Sources {
        document: SourceFile::new(name, text),
        config: Some(SourceFile::new(
            "pets.toml",
            "enums = 'closed'\n[package]\nextension = 'extra'\n",
        )),
        templates: HELPERS
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .into(),
        ..Sources::default()
    };
    let options = Options {
        crate_name: "pets".to_owned(),
        strictness: Strictness::Lenient,
    };
    let run = analyze_document(sources, &options, &mut |_| {});
    let diagnostics = render(&run.diagnostics, &run.sources, false);
    assert!(run.output.is_some(), "{text}\n{diagnostics}");
    run
}

fn side(run: &Run<Analysis>) -> Side<'_> {
    let understood = run.output.as_ref().expect("a document without errors");
    Side {
        api: &understood.api,
        plan: &understood.plan,
        sources: &run.sources,
    }
}

/// Returns a document with these component schemas and no operations.
pub fn schemas(schemas: &str) -> String {
    with_components("", schemas)
}

/// Returns a document with these component schemas and an operation that sends `Pet`.
pub fn sent(schemas: &str) -> String {
    let path = "/pets: {post: {operationId: createPet, requestBody: {required: true, content: {application/json: \
        {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: ''}}}}";
    with_components(path, schemas)
}

/// Returns a document with these paths.
pub fn paths(paths: &str) -> String {
    with_components(
        paths,
        "Pet: {type: object, properties: {id: {type: string}}, required: [id]}, Cat: {type: object, additionalProperties: false}",
    )
}

/// Returns a document with the operation `GET /pets`, which has these keys.
pub fn operation(part: &str) -> String {
    paths(&format!(
        "/pets: {{get: {{operationId: listPets, {part}}}}}"
    ))
}

/// Returns a document with this content below `info`.
pub fn document(text: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\n{text}\n")
}

fn with_components(paths: &str, schemas: &str) -> String {
    document(&format!(
        "paths: {{{paths}}}\ncomponents:\n  schemas: {{{schemas}}}"
    ))
}
