//! Reads JSON (RFC 8259), strictly.
//!
//! Input: JSON source. Output: a [`Node`] or diagnostics. The parser is `jsonc-parser` with all extensions of JSON disabled.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::depth::{MAX_DEPTH, too_deep};
use super::duplicate::duplicate_key;
use super::model::{Key, Map, Node, Number, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Origin, SourceId};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a JSON text. Returns a tree even after reporting a duplicate key.
pub(super) fn read_json(
    text: &str,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    // The parser would treat a byte order mark as a token.
    let body = text.trim_start_matches('\u{feff}');
    let skipped = text.len() - body.len();
    let mut reader = Reader {
        text: body,
        skipped,
        source,
        diagnostics,
    };
    if let Some((at, character)) = invalid_whitespace(body) {
        let at = reader.origin(at, at + character.len_utf8());
        let reason = "only spaces, tabs and line breaks are allowed between values";
        reader.diagnostics.push(syntax(reason, at));
        return None;
    }
    match parse_to_ast(body, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => reader.node(parsed.value?, 1),
        Err(error) => {
            let range = error.range();
            let character = body.get(range.start..).and_then(|rest| rest.chars().next());
            let minimum = range.start + character.map_or(0, char::len_utf8);
            let at = reader.origin(range.start, range.end.max(minimum));
            reader.diagnostics.push(match error.kind() {
                ParseErrorKind::NestingDepthExceeded => too_deep(at),
                kind => syntax(&kind.to_string(), at),
            });
            None
        }
    }
}

/// Finds a whitespace character outside of strings that JSON does not allow. The parser would skip it.
fn invalid_whitespace(text: &str) -> Option<(usize, char)> {
    let mut is_string = false;
    let mut is_escape = false;
    text.char_indices().find(|(_, character)| {
        match character {
            _ if is_escape => is_escape = false,
            '\\' => is_escape = is_string,
            '"' => is_string = !is_string,
            ' ' | '\t' | '\n' | '\r' => {}
            _ => return !is_string && character.is_whitespace(),
        }
        false
    })
}

struct Reader<'r> {
    text: &'r str,
    skipped: usize,
    source: SourceId,
    diagnostics: &'r mut Diagnostics,
}

impl Reader<'_> {
    /// Recursion stops at [`MAX_DEPTH`]; the parser itself stops at 512 levels.
    fn node(&mut self, value: ast::Value<'_>, depth: usize) -> Option<Node> {
        let range = value.range();
        let at = self.origin(range.start, range.end);
        if depth > MAX_DEPTH + 1 {
            self.diagnostics.push(too_deep(at));
            return None;
        }
        let value = match value {
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
            ast::Value::NumberLit(literal) => Value::Number(Number(literal.value.into())),
            ast::Value::StringLit(literal) => {
                self.check_control_characters(at)?;
                Value::String(literal.value.into_owned())
            }
            ast::Value::Array(array) => {
                let mut items = Vec::with_capacity(array.elements.len());
                for element in array.elements {
                    items.push(self.node(element, depth + 1)?);
                }
                Value::Array(items)
            }
            ast::Value::Object(object) => self.object(object, depth)?,
        };
        Some(Node::new(value, at))
    }

    fn object(&mut self, object: ast::Object<'_>, depth: usize) -> Option<Value> {
        let mut fields = Map::with_capacity(object.properties.len());
        for property in object.properties {
            let range = property.name.range();
            let at = self.origin(range.start, range.end);
            self.check_control_characters(at)?;
            let key = Key::new(property.name.into_string(), at);
            let node = self.node(property.value, depth + 1)?;
            if let Some((first, _)) = fields.get_key_value(&key) {
                self.diagnostics
                    .push(duplicate_key(&key.text, at, first.origin));
                continue;
            }
            fields.insert(key, node);
        }
        Some(Value::Object(fields))
    }

    /// Checks for control characters in a string, which the parser accepts.
    fn check_control_characters(&mut self, at: Origin) -> Option<()> {
        let start = at.start as usize - self.skipped;
        let literal = &self.text[start..at.end as usize - self.skipped];
        let Some(offset) = literal.bytes().position(|byte| byte < 0x20) else {
            return Some(());
        };
        let at = self.origin(start + offset, start + offset + 1);
        self.diagnostics.push(
            syntax("control character in a string", at)
                .help("write it as an escape, such as `\\n`"),
        );
        None
    }

    fn origin(&self, start: usize, end: usize) -> Origin {
        Origin::new(self.source, self.skipped + start, self.skipped + end)
    }
}

fn syntax(reason: &str, at: Origin) -> Diagnostic {
    let mut reason = reason.to_owned();
    if let Some(first) = reason.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    Diagnostic::error(Code::Syntax, format!("invalid JSON: {reason}"), at)
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{codes, piece, read_named};
    use crate::document::write_json;

    #[test]
    fn values_have_origins() {
        let text = "\u{feff}{\"ü\": [1.50, -0, 1E400, 12345678901234567890], \"e\": \"\\ud83d\\ude00\\/\"}";
        let (tree, diagnostics) = read_named("a.json", text);
        assert!(diagnostics.is_empty());
        let tree = tree.expect("a tree");
        let at = |pointer: &str| tree.at_pointer(pointer).expect("a node");
        assert_eq!(piece(text, at("/ü/0").origin), "1.50");
        assert_eq!(piece(text, at("/e").origin), "\"\\ud83d\\ude00\\/\"");
        assert_eq!(at("/e").as_str(), Some("😀/"));
        assert_eq!(
            write_json(at("/ü")).split_whitespace().collect::<String>(),
            "[1.50,-0,1E400,12345678901234567890]"
        );
    }

    #[test]
    fn invalid_json_is_rejected() {
        for text in [
            "{\"a\": 01}",
            "{\"a\": 1.}",
            "{\"a\": .5}",
            "{\"a\": +1}",
            "{\"a\": 0x1}",
            "{\"a\": NaN}",
            "{\"a\": 1,}",
            "{\"a\": 1 \"b\": 2}",
            "{a: 1}",
            "{'a': 1}",
            "{\"a\": 1} // x",
            "{\"a\": \"\\x41\"}",
            "{\"a\": \"\t\"}",
            "{\"a\n\": 1}",
            "{\"a\": \"\\ud800\"}",
            "{\"a\": 1}}",
            "{\"a\"",
            "{",
            "{\"a\": tru}",
            "{\"a\":\u{b} 1}",
            "{\"a\":\u{a0}1}",
            "{\"a\": [\u{2028}]}",
        ] {
            let (tree, diagnostics) = read_named("a.json", text);
            assert!(tree.is_none(), "{text}");
            assert_eq!(codes(&diagnostics), ["syntax"], "{text}");
        }
    }

    #[test]
    fn duplicate_keys_and_deep_nesting_are_reported() {
        let (tree, diagnostics) = read_named("a.json", r#"{"a": 1, "b": {"a": 2, "\u0061": 3}}"#);
        assert!(tree.is_some());
        assert_eq!(codes(&diagnostics), ["duplicate-key"]);
        for levels in [300, 100_000] {
            let deep = format!("{}{}", "{\"a\":".repeat(levels), "}".repeat(levels));
            assert_eq!(codes(&read_named("a.json", &deep).1), ["too-deep"]);
        }
    }
}
