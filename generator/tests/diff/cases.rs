//! Pairs of tiny documents with the report expected of them.
//!
//! In: two texts and lines. Out: [`check`], which compares. A line is `class rule path old → new (note) guess`.

use oasmith::diagnostic::render;
use oasmith::diff::{Change, Report, Side, diff};
use oasmith::source::SourceFile;
use oasmith::{Options, Run, Sources, Understood, understand_document};

/// A helper, for documents that have the type it needs.
const HELPERS: [(&str, &str); 2] = [
    ("extra/helpers.toml", "[groom]\ntypes = ['Brush']\n"),
    ("extra/groom.rs", "//! Grooming.\n"),
];

/// Two documents, and what is to be told of them.
#[derive(Clone, Copy)]
pub struct Case {
    /// What both texts are put into.
    pub frame: fn(&str) -> String,
    /// What differs, before and after.
    pub texts: (&'static str, &'static str),
    /// The report, a change a line.
    pub expected: &'static str,
}

impl Case {
    /// The older document.
    pub fn old(&self) -> String {
        (self.frame)(self.texts.0)
    }

    fn newer(&self) -> String {
        (self.frame)(self.texts.1)
    }

    /// The rules that the report names.
    pub fn rules(&self) -> Vec<&'static str> {
        let lines = self.expected.lines();
        lines
            .filter_map(|line| line.split_whitespace().nth(1))
            .collect()
    }
}

/// Compares all cases, and fails with all that differ.
#[track_caller]
pub fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for case in cases {
        let report = report(&case.old(), &case.newer());
        let lines: Vec<String> = report.changes.iter().map(line).collect();
        let expected: Vec<&str> = case.expected.lines().map(str::trim).collect();
        let expected: Vec<&str> = expected
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect();
        if lines != expected {
            let (old, new) = case.texts;
            wrong += &format!("--- {old}\n+++ {new}\n{}\n\n", lines.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "what is reported instead:\n{wrong}");
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
fn understand(name: &str, text: &str) -> Run<Understood> {
    let sources = Sources {
        document: SourceFile::new(name, text),
        config: Some(SourceFile::new(
            "pets.toml",
            "[package]\nextension = 'extra'\n",
        )),
        templates: HELPERS
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .into(),
        ..Sources::default()
    };
    let options = Options {
        crate_name: "pets".to_owned(),
        strict: false,
    };
    let run = understand_document(sources, &options, &mut |_| {});
    let told = render(&run.found, &run.sources, false);
    assert!(run.output.is_some(), "{text}\n{told}");
    run
}

fn side(run: &Run<Understood>) -> Side<'_> {
    let understood = run.output.as_ref().expect("it was understood");
    Side {
        api: &understood.api,
        plan: &understood.plan,
        sources: &run.sources,
    }
}

/// A document with these component schemas, which nothing uses.
pub fn schemas(schemas: &str) -> String {
    document("", schemas)
}

/// A document with these component schemas, the first of which, `Pet`, is sent.
pub fn sent(schemas: &str) -> String {
    let path = "/pets: {post: {operationId: createPet, requestBody: {required: true, content: {application/json: \
        {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'204': {description: ''}}}}";
    document(path, schemas)
}

/// A document with these paths.
pub fn paths(paths: &str) -> String {
    document(
        paths,
        "Pet: {type: object, properties: {id: {type: string}}, required: [id]}, Cat: {type: object, additionalProperties: false}",
    )
}

/// A document with one operation, `GET /pets/{id}/{name}`, of which this is a part.
pub fn operation(part: &str) -> String {
    paths(&format!(
        "/pets: {{get: {{operationId: listPets, {part}}}}}"
    ))
}

/// A whole document without its version.
pub fn whole(text: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\n{text}\n")
}

fn document(paths: &str, schemas: &str) -> String {
    whole(&format!(
        "paths: {{{paths}}}\ncomponents:\n  schemas: {{{schemas}}}"
    ))
}
