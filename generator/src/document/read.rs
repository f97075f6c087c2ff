//! Reads a document: chooses between the YAML and the JSON parser, and performs the checks that apply to both.
//!
//! Input: a [`SourceMap`] and the id of a file. Output: a [`Node`] that is an object, or diagnostics.
//!
//! The parsers were chosen by measuring published documents (release build, one core, milliseconds):
//!
//! | parser | YAML, 2.97 MB | JSON, 1.18 MB | offsets |
//! |---|---|---|---|
//! | `saphyr-parser` 0.3, events only | 26 | 12 | characters |
//! | `granit-parser` 2.2, events only | 38 | 18 | bytes |
//! | this module: `saphyr-parser` to tree | 37 | | bytes |
//! | this module: `jsonc-parser` 0.34, strict, to tree | | 9 | bytes |
//!
//! JSON has its own parser because YAML parsers accept invalid JSON and do not read surrogate pairs. `serde_yaml` is
//! archived, and parsers based on `serde` do not report origins.

use super::model::{Node, Value};
use super::{json, yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Origin, SourceFile, SourceId, SourceMap};

/// Reads a file as YAML or JSON; the root must be an object.
///
/// Returns a tree even after errors that can be recovered from, such as a duplicate key, so that later stages can report
/// more.
pub fn read(map: &SourceMap, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let file = map.file(id);
    let start = Origin::start_of(id);
    if u32::try_from(file.text.len()).is_err() {
        diagnostics.push(Diagnostic::error(
            Code::Syntax,
            "the file is larger than 4 GiB",
            start,
        ));
        return None;
    }
    if file.text.trim_start_matches('\u{feff}').trim().is_empty() {
        diagnostics.push(empty(start));
        return None;
    }
    let node = parse(file, id, diagnostics)?;
    match &node.value {
        Value::Object(_) => Some(node),
        Value::Null if !is_null_word(map.slice(node.origin)) => {
            diagnostics.push(empty(start));
            None
        }
        other => {
            let message = format!(
                "the root of the document must be an object, not {}",
                other.kind()
            );
            let help = if file.text.trim_start().starts_with('<') {
                "this looks like HTML or XML; was an error page saved instead of the document?"
            } else {
                "an OpenAPI document or overlay is a YAML mapping or a JSON object"
            };
            diagnostics.push(Diagnostic::error(Code::NotAnObject, message, node.origin).help(help));
            None
        }
    }
}

/// Whether a null was written explicitly, as opposed to an empty document.
fn is_null_word(text: &str) -> bool {
    text == "~" || text.eq_ignore_ascii_case("null")
}

fn empty(at: Origin) -> Diagnostic {
    Diagnostic::error(Code::EmptyDocument, "the document is empty", at)
        .help("check that the file is the right one and was downloaded completely")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
}

/// The file extension and the first character decide which parser runs first and whose errors are reported.
fn parse(file: &SourceFile, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let extension = format_of(&file.name);
    let looks_json = file
        .text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(['{', '[']);
    if extension != Some(Format::Json) && !looks_json {
        return yaml::read_yaml(&file.text, id, diagnostics);
    }

    let mut as_json = Diagnostics::default();
    if let Some(node) = json::read_json(&file.text, id, &mut as_json) {
        diagnostics.append(as_json);
        return Some(node);
    }
    if extension == Some(Format::Json) && looks_json {
        diagnostics.append(as_json);
        return None;
    }
    // A YAML flow mapping, or YAML in a `.json` file.
    let mut as_yaml = Diagnostics::default();
    let node = yaml::read_yaml(&file.text, id, &mut as_yaml)
        .filter(|node| looks_json || matches!(node.value, Value::Object(_)));
    diagnostics.append(if node.is_some() || extension == Some(Format::Yaml) {
        as_yaml
    } else {
        as_json
    });
    node
}

/// The format that the extension of a file name or URL suggests.
fn format_of(name: &str) -> Option<Format> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let (_, extension) = path.rsplit_once('.')?;
    if extension.eq_ignore_ascii_case("json") {
        Some(Format::Json)
    } else if extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml") {
        Some(Format::Yaml)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{codes, read_named};

    #[test]
    fn the_root_must_be_an_object() {
        for (text, code) in [
            ("", "empty-document"),
            ("\u{feff} \n", "empty-document"),
            ("# only a comment\n", "empty-document"),
            ("---\n...\n", "empty-document"),
            ("- a\n", "not-an-object"),
            ("just words", "not-an-object"),
            ("<!DOCTYPE html>\n<html></html>", "not-an-object"),
            ("null", "not-an-object"),
            ("[1]", "not-an-object"),
        ] {
            let (node, diagnostics) = read_named("a.yaml", text);
            assert!(node.is_none(), "{text:?}");
            assert_eq!(codes(&diagnostics), [code], "{text:?}");
        }
    }

    #[test]
    fn extension_and_first_character_select_the_parser() {
        for (name, text, is_valid) in [
            ("a.json", r#"{"a": 1}"#, true),
            ("a.json", "{a: 1}", false),
            ("a.json", "a: 1", true),
            ("a.json", "just words", false),
            ("https://x.test/a.JSON?raw=1", "{a: 1}", false),
            ("a.yaml", "{a: 1}", true),
            ("a.yaml", r#"{"a": "\ud83d\ude00"}"#, true),
            ("openapi", "{a: 1}", true),
            ("openapi", r#"{"a": 1,, }"#, false),
            ("\u{feff}", "\u{feff}{\"a\": 1}", true),
        ] {
            let (node, diagnostics) = read_named(name, text);
            assert_eq!(node.is_some(), is_valid, "{name} {text}");
            assert_eq!(diagnostics.has_errors(), !is_valid, "{name} {text}");
        }
    }
}
