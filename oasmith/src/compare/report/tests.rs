//! Tests of the report formats, on a comparison of two small documents.

use oasmith_core::Sources;
use oasmith_core::diff::{Class, Report, Rule};
use oasmith_core::source::SourceFile;

use super::{Comparison, render};
use crate::cli::ReportFormat;
use crate::compare::document::Document;
use crate::stopwatch::Stopwatch;
use oasmith_core::diagnostic::Strictness;

const OLD: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}, removed: {type: array, items: {type: string}}}}
    Old: {type: string, enum: [a]}
";

const NEW: &str = "openapi: 3.1.0
info: {title: Pets, version: '2'}
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string, pattern: '<b>&`'}, age: {type: integer}}}
    Old: {type: string, enum: [a, b]}
";

fn comparison() -> Comparison {
    let analyze = |name: &str, text: &str| {
        let sources = Sources {
            document: SourceFile::new(name, text),
            ..Sources::default()
        };
        Document::analyze(
            name,
            sources,
            "pets",
            Strictness::Lenient,
            &mut Stopwatch::new(),
        )
        .expect("a valid document")
    };
    Document::compare(&analyze("<old>.yaml", OLD), &analyze("new.yaml", NEW))
}

#[test]
fn text_lists_breaking_changes_first() {
    let text = render(&comparison(), ReportFormat::Text, false);
    assert_eq!(
        text,
        "<old>.yaml → new.yaml
1 breaking, 2 additive, 1 docs
requires a minor release before 1.0, a major release from 1.0 on

breaking (1)
  pets
    - types::Pet::removed  Option<Vec<String>>  field removed

additive (2)
  pets
    + types::Pet::age  Option<i64>  field added
  types only
    + types::Old::B  b  enum value added

docs (1)
  pets
    + types::Pet::name  matches <b>&`  limit changed
"
    );
    let colored = render(&comparison(), ReportFormat::Text, true);
    assert!(colored.contains("\u{1b}["));
    assert_eq!(without_escapes(&colored), text);
}

fn without_escapes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        let end = rest[at..]
            .find('m')
            .expect("an escape sequence ends in `m`");
        rest = &rest[at + end + 1..];
    }
    out + rest
}

#[test]
fn json_has_the_documented_keys() {
    let text = render(&comparison(), ReportFormat::Json, false);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["format"], 1);
    assert_eq!(json["old"]["name"], "<old>.yaml");
    assert_eq!(json["new"]["version"], "2");
    assert_eq!(json["counts"]["breaking"], 1);
    assert_eq!(json["release"]["before_1_0"], "minor");
    assert_eq!(json["release"]["from_1_0"], "major");
    let change = &json["changes"][0];
    let keys: Vec<&str> = change
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let mut expected = [
        "class", "rule", "title", "rust", "pointer", "location", "areas", "old", "new", "note",
        "reason", "guess",
    ];
    expected.sort_unstable();
    let mut keys = keys;
    keys.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(change["class"], "breaking");
    assert_eq!(change["rule"], "field-removed");
    assert_eq!(change["rust"], "types::Pet::removed");
    assert_eq!(change["pointer"], "/components/schemas/Pet");
    assert_eq!(change["areas"][0], "pets");
}

#[test]
fn markdown_starts_with_the_table_and_collapses_the_changes() {
    let text = render(&comparison(), ReportFormat::Markdown, false);
    let table = text
        .find("| area | breaking | additive | docs |")
        .expect("a table");
    let collapsed = text
        .find("<details><summary>")
        .expect("a collapsed section");
    assert!(table < collapsed);
    assert!(text.contains("| pets | 1 | 1 | 1 |"), "{text}");
    assert!(
        text.contains("| **all** | **1** | **2** | **1** |"),
        "{text}"
    );
    assert!(
        text.contains("- Field removed: `types::Pet::removed`, `Option<Vec<String>>` — "),
        "{text}"
    );
    assert!(text.contains("`` matches <b>&` ``"), "{text}");
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
}

#[test]
fn markdown_fits_into_a_pull_request() {
    let mut comparison = comparison();
    let one = comparison.report.changes[0].clone();
    let many = (0..20_000).map(|index| {
        let mut change = one.clone();
        change.rust = format!("types::Type{index}::field");
        change.areas = vec![format!("area{}", index % 30)];
        change
    });
    comparison.report = Report::of(many.collect());
    let text = render(&comparison, ReportFormat::Markdown, false);
    assert!(text.chars().count() < 65_536);
    assert!(text.contains("| **all** | **20,000** |"));
    assert!(text.contains(" more; the formats `text` and `html` list all"));
}

#[test]
fn the_page_is_complete_and_self_contained() {
    let comparison = comparison();
    let page = render(&comparison, ReportFormat::Html, false);
    for change in &comparison.report.changes {
        let path = change
            .rust
            .replace("::", "::<wbr>")
            .replace("().", "().<wbr>");
        assert!(page.contains(&path), "{path}");
        assert!(page.contains(change.title));
    }
    for external in [
        "http:", "https:", "src=", "<link", "@import", "url(", "fetch(",
    ] {
        assert!(!page.contains(external), "{external}");
    }
    assert!(page.contains("&lt;b&gt;&amp;`") && !page.contains("<b>&`"));
    assert!(page.contains("<title>&lt;old&gt;.yaml → new.yaml</title>"));
    assert!(!page.contains("{{"));
    for tag in [
        "html", "head", "body", "main", "section", "ul", "li", "code", "p", "script", "form",
    ] {
        let opened =
            page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    for needed in [
        "lang=\"en\"",
        "aria-live",
        "prefers-color-scheme: dark",
        "role=\"search\"",
        "<legend>",
    ] {
        assert!(page.contains(needed), "{needed}");
    }
}

#[test]
fn a_changelog_entry_is_grouped_and_short() {
    let text = super::changelog_entry(&comparison());
    assert_eq!(
        text,
        "1 breaking, 2 additive and 1 documentation changes; 1 operation, 2 types.\n\nRemoved:\n\n\
         - Field removed: `types::Pet::removed`\n\nAdded:\n\n- Field added: `types::Pet::age`\n\
         - Enum value added: `types::Old::B`\n"
    );
    let mut comparison = comparison();
    let one = comparison.report.changes[0].clone();
    let many = (0..9).map(|index| {
        let mut change = one.clone();
        change.rust = format!("types::T{index}");
        change
    });
    comparison.report = Report::of(many.collect());
    let text = super::changelog_entry(&comparison);
    assert!(
        text.contains("- Field removed (9): `types::T0`, "),
        "{text}"
    );
    assert!(text.contains("`types::T5` and 3 more\n"), "{text}");
    assert_eq!(one.class, Class::Breaking);
    assert_eq!(one.rule, Rule::FieldRemoved);
}

/// Needs a browser; skipped where none is installed.
#[test]
fn the_page_applies_the_filter_in_its_url() {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let find = |name: &&str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
    };
    let Some(browser) = browsers.into_iter().find(find) else {
        crate::terminal::note(
            "skipped the_page_applies_the_filter_in_its_url: Chromium is not installed",
        );
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("page.html");
    let mut comparison = comparison();
    let of_two_areas = oasmith_core::diff::Change {
        areas: vec!["owners".to_owned(), "pets".to_owned()],
        ..comparison.report.changes[0].clone()
    };
    let changes = comparison.report.changes.iter().cloned();
    comparison.report = Report::of(changes.chain([of_two_areas]).collect());
    std::fs::write(&file, render(&comparison, ReportFormat::Html, false)).expect("file written");
    let dumped = |filter: &str| -> String {
        let output = std::process::Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .arg(format!(
                "--user-data-dir={}",
                folder.path().join("profile").display()
            ))
            .arg("--dump-dom")
            .arg(format!("file://{}{filter}", file.display()))
            .output()
            .expect("the browser starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let text_after = |page: &str, mark: &str| -> String {
        let (_, rest) = page.split_once(mark).unwrap_or_else(|| panic!("{page}"));
        let (_, rest) = rest.split_once('>').expect("the tag ends");
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    let shown = |filter: &str| text_after(&dumped(filter), "id=\"shown\"");
    assert_eq!(shown(""), "5 changes");
    assert_eq!(shown("#class=breaking,docs"), "3 of 5 changes");
    assert_eq!(shown("#area=types+only"), "1 of 5 changes");
    assert_eq!(shown("#area=owners"), "1 of 5 changes");
    assert_eq!(shown("#q=pet+field"), "3 of 5 changes");
    assert_eq!(shown("#class=additive&area=pets&q=age"), "1 of 5 changes");
    assert_eq!(shown("#q=nothing-like-that"), "0 of 5 changes");
    let filtered = dumped("#area=pets");
    assert_eq!(text_after(&filtered, "data-count=\"additive\""), "1");
    assert_eq!(text_after(&filtered, "data-count=\"breaking\""), "2");
}

#[test]
fn the_page_lists_breaking_changes_first_and_each_reason_once() {
    let mut comparison = comparison();
    let one = comparison.report.changes[0].clone();
    let other = oasmith_core::diff::Change {
        rust: "types::Pet::other".to_owned(),
        areas: vec!["owners".to_owned()],
        note: Some("see `other`".to_owned()),
        ..one.clone()
    };
    let changes = comparison.report.changes.iter().cloned().chain([other]);
    comparison.report = Report::of(changes.collect());
    let page = render(&comparison, ReportFormat::Html, false);
    assert_eq!(page.matches(one.reason).count(), 1);
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(place("types::<wbr>Pet::<wbr>other") < place("types::<wbr>Pet::<wbr>age"));
    assert!(page.contains("<del><code>Option&lt;Vec&lt;String&gt;&gt;</code></del>"));
    assert!(page.contains("see <code>other</code>"));
}

#[test]
fn an_older_document_is_identified() {
    let mut comparison = comparison();
    comparison.old.date = Some("2026-08-21".to_owned());
    comparison.new.date = Some("2026-07-16".to_owned());
    let note = "new.yaml of 2026-07-16 is older than <old>.yaml of 2026-08-21";
    assert!(render(&comparison, ReportFormat::Text, false).contains(note));
    assert!(render(&comparison, ReportFormat::Markdown, false).contains(note));
    assert!(
        render(&comparison, ReportFormat::Html, false)
            .contains(&note.replace('<', "&lt;").replace('>', "&gt;"))
    );
    comparison.new.date = Some("2026-08-22".to_owned());
    assert!(!render(&comparison, ReportFormat::Text, false).contains("is older"));
}
