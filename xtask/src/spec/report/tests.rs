//! What the formats are held to.
//!
//! In: a comparison of two small documents. Out: failures.

use oasmith::diff::{Class, Report, Rule};
use oasmith::source::SourceFile;

use super::super::document::{Document, Matching, bare};
use super::Comparison;
use crate::cli::ReportFormat;
use crate::pipeline::Stopwatch;

const OLD: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}, gone: {type: array, items: {type: string}}}}
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
    let understand = |name: &str, text: &str| {
        let sources = bare(SourceFile::new(name, text));
        Document::understand(name, sources, Matching::Lenient, &mut Stopwatch::new())
            .expect("a document")
    };
    Document::compare(&understand("<old>.yaml", OLD), &understand("new.yaml", NEW))
}

#[test]
fn text_lists_the_gravest_first() {
    let text = comparison().render(ReportFormat::Text, false);
    assert_eq!(
        text,
        "<old>.yaml → new.yaml
1 breaking, 2 additive, 1 docs
calls for a minor release below 1.0, a major release from 1.0 on

breaking (1)
  pets
    - types::Pet::gone  Option<Vec<String>>  field removed

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
    let coloured = comparison().render(ReportFormat::Text, true);
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(anstyle_free(&coloured), text);
}

fn anstyle_free(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('m').expect("an escape ends");
        rest = &rest[at + end + 1..];
    }
    out + rest
}

#[test]
fn json_has_the_documented_keys() {
    let text = comparison().render(ReportFormat::Json, false);
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
        "class", "rule", "title", "rust", "pointer", "place", "areas", "old", "new", "note",
        "reason", "guess",
    ];
    expected.sort_unstable();
    let mut keys = keys;
    keys.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(change["class"], "breaking");
    assert_eq!(change["rule"], "field-removed");
    assert_eq!(change["rust"], "types::Pet::gone");
    assert_eq!(change["pointer"], "/components/schemas/Pet");
    assert_eq!(change["areas"][0], "pets");
}

#[test]
fn markdown_has_the_table_first_and_folds_the_rest() {
    let text = comparison().render(ReportFormat::Markdown, false);
    let table = text
        .find("| area | breaking | additive | docs |")
        .expect("a table");
    let folded = text.find("<details><summary>").expect("a fold");
    assert!(table < folded);
    assert!(text.contains("| pets | 1 | 1 | 1 |"), "{text}");
    assert!(
        text.contains("| **all** | **1** | **2** | **1** |"),
        "{text}"
    );
    assert!(
        text.contains("- Field removed: `types::Pet::gone`, `Option<Vec<String>>` — "),
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
    let text = comparison.render(ReportFormat::Markdown, false);
    assert!(text.chars().count() < 65_536);
    assert!(text.contains("| **all** | **20,000** |"));
    assert!(text.contains(" more: `cargo xtask spec diff` lists all"));
}

#[test]
fn the_page_is_whole_and_needs_nothing_else() {
    let comparison = comparison();
    let page = comparison.render(ReportFormat::Html, false);
    for change in &comparison.report.changes {
        let path = change
            .rust
            .replace("::", "::<wbr>")
            .replace("().", "().<wbr>");
        assert!(page.contains(&path), "{path}");
        assert!(page.contains(change.title));
    }
    for outside in [
        "http:", "https:", "src=", "<link", "@import", "url(", "fetch(",
    ] {
        assert!(!page.contains(outside), "{outside}");
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
fn an_entry_is_grouped_and_short() {
    let text = super::entry(&comparison());
    assert_eq!(
        text,
        "1 breaking, 2 additive and 1 documentation changes; 1 operation, 2 types.\n\nRemoved:\n\n\
         - Field removed: `types::Pet::gone`\n\nAdded:\n\n- Field added: `types::Pet::age`\n\
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
    let text = super::entry(&comparison);
    assert!(
        text.contains("- Field removed (9): `types::T0`, "),
        "{text}"
    );
    assert!(text.contains("`types::T5` and 3 more\n"), "{text}");
    assert_eq!(one.class, Class::Breaking);
    assert_eq!(one.rule, Rule::FieldRemoved);
}

/// In a browser, where one is installed: what the address asks for is what is shown.
#[test]
fn the_page_filters_in_a_browser() {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let find = |name: &&str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
    };
    let Some(browser) = browsers.into_iter().find(find) else {
        crate::terminal::note("skipped: there is no Chromium");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    std::fs::write(&file, comparison().render(ReportFormat::Html, false)).expect("written");
    let shown = |asked: &str| -> String {
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
            .arg(format!("file://{}{asked}", file.display()))
            .output()
            .expect("the browser starts");
        let page = String::from_utf8_lossy(&output.stdout).into_owned();
        let (_, rest) = page
            .split_once("id=\"shown\"")
            .unwrap_or_else(|| panic!("{page}"));
        let (_, rest) = rest.split_once('>').expect("the tag ends");
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    assert_eq!(shown(""), "4 changes");
    assert_eq!(shown("#class=breaking,docs"), "2 of 4 changes");
    assert_eq!(shown("#area=types+only"), "1 of 4 changes");
    assert_eq!(shown("#q=pet+field"), "2 of 4 changes");
    assert_eq!(shown("#class=additive&area=pets&q=age"), "1 of 4 changes");
    assert_eq!(shown("#q=nothing-like-that"), "0 of 4 changes");
}
