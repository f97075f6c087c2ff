//! From a text to a tree: which reader is asked, and what is refused whatever the reader.
//!
//! In: a [`SourceMap`] and the text's id. Out: a [`Node`] that is an object, or findings. Knows no grammar.
//!
//! The readers were chosen by measuring published documents (release build, one core, milliseconds):
//!
//! | reader | YAML of 2.97 MB | JSON of 1.18 MB | counts |
//! |---|---|---|---|
//! | `saphyr-parser` 0.3, events only | 26 | 12 | characters |
//! | `granit-parser` 2.2, events only | 38 | 18 | bytes |
//! | this module: `saphyr-parser` to tree | 37 | | bytes |
//! | this module: `jsonc-parser` 0.34, strict, to tree | | 9 | bytes |
//!
//! YAML readers read most of JSON, but not surrogate pairs, and they accept what is not JSON, so JSON has a reader of
//! its own. `serde_yaml` is archived, and `serde` readers have no place to put the places.

use super::model::{Node, Value};
use super::{json, yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Origin, SourceFile, SourceId, SourceMap};

/// How deep values may be nested. Stages that walk the tree by recursion rely on it.
pub const MAX_DEPTH: usize = 200;

/// Reads a text as YAML or JSON; the value at the top must be an object.
///
/// Gives a tree also when it reports errors from which it could recover, such as a duplicate key, so that later
/// stages can add what they find.
pub fn read(map: &SourceMap, id: SourceId, found: &mut Diagnostics) -> Option<Node> {
    let file = map.file(id);
    let start = Origin::start_of(id);
    if u32::try_from(file.text.len()).is_err() {
        found.push(Diagnostic::error(
            Code::Syntax,
            "the text is larger than 4 GiB",
            start,
        ));
        return None;
    }
    if file.text.trim_start_matches('\u{feff}').trim().is_empty() {
        found.push(empty(start));
        return None;
    }
    let node = parse(file, id, found)?;
    match &node.value {
        Value::Object(_) => Some(node),
        Value::Null if !is_null_word(map.slice(node.origin)) => {
            found.push(empty(start));
            None
        }
        other => {
            let message = format!(
                "the top of the document must be an object, and this is {}",
                other.kind()
            );
            let help = if file.text.trim_start().starts_with('<') {
                "this looks like HTML or XML: was an error page saved in place of the document?"
            } else {
                "an OpenAPI document or overlay is a YAML mapping or a JSON object"
            };
            found.push(Diagnostic::error(Code::NotAnObject, message, node.origin).help(help));
            None
        }
    }
}

/// Whether a null was written, rather than being what an empty document means.
fn is_null_word(text: &str) -> bool {
    text == "~" || text.eq_ignore_ascii_case("null")
}

fn empty(at: Origin) -> Diagnostic {
    Diagnostic::error(Code::EmptyDocument, "the document is empty", at)
        .help("was the download cut, or the wrong file given?")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
}

/// What the name promises and the text looks like decides who reads first and whose errors are shown.
fn parse(file: &SourceFile, id: SourceId, found: &mut Diagnostics) -> Option<Node> {
    let named = format_of(&file.name);
    let looks_json = file
        .text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(['{', '[']);
    if named != Some(Format::Json) && !looks_json {
        return yaml::read_yaml(&file.text, id, found);
    }

    let mut as_json = Diagnostics::default();
    if let Some(node) = json::read_json(&file.text, id, &mut as_json) {
        found.append(as_json);
        return Some(node);
    }
    if named == Some(Format::Json) && looks_json {
        found.append(as_json);
        return None;
    }
    // A YAML flow mapping, or YAML in a file called `.json`.
    let mut as_yaml = Diagnostics::default();
    let node = yaml::read_yaml(&file.text, id, &mut as_yaml)
        .filter(|node| looks_json || matches!(node.value, Value::Object(_)));
    found.append(if node.is_some() || named == Some(Format::Yaml) {
        as_yaml
    } else {
        as_json
    });
    node
}

/// The format that the ending of a file name or URL promises.
fn format_of(name: &str) -> Option<Format> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let (_, ending) = path.rsplit_once('.')?;
    if ending.eq_ignore_ascii_case("json") {
        Some(Format::Json)
    } else if ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml") {
        Some(Format::Yaml)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{codes, read_named};

    #[test]
    fn the_top_must_be_an_object() {
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
            let (node, found) = read_named("a.yaml", text);
            assert!(node.is_none(), "{text:?}");
            assert_eq!(codes(&found), [code], "{text:?}");
        }
    }

    #[test]
    fn name_and_look_decide_the_reader() {
        for (name, text, fine) in [
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
            let (node, found) = read_named(name, text);
            assert_eq!(node.is_some(), fine, "{name} {text}");
            assert_eq!(found.has_errors(), !fine, "{name} {text}");
        }
    }
}
