//! Writes a tree as YAML.
//!
//! Input: a [`Node`]. Output: YAML in block style, one line per scalar. The output is deterministic, and reading it gives
//! the same tree. Strings that a parser of YAML 1.1 or 1.2 might interpret as another type are quoted.

use super::model::{Map, Node, Value};
use super::write_json::quote;
use super::yaml::number;

/// Longer keys need the form `? key`: parsers only look this far for the colon.
const MAX_SIMPLE_KEY: usize = 1000;

/// Writes a tree as YAML.
pub fn write_yaml(node: &Node) -> String {
    let mut out = String::with_capacity(1 << 16);
    after_dash(node, 0, &mut out);
    out
}

/// Writes the fields of an object on separate lines at a level. With `same_line`, the first starts on the current line.
fn fields(map: &Map, level: usize, mut same_line: bool, out: &mut String) {
    for (key, node) in map {
        if !std::mem::take(&mut same_line) {
            indent(level, out);
        }
        let start = out.len();
        inline(&key.text, out);
        if out.len() - start > MAX_SIMPLE_KEY {
            out.insert_str(start, "? ");
            out.push('\n');
            indent(level, out);
            out.push_str(": ");
            after_dash(node, level + 1, out);
            continue;
        }
        out.push(':');
        if is_block(node) {
            out.push('\n');
            block(node, level + 1, false, out);
        } else {
            out.push(' ');
            scalar(node, level + 1, out);
            out.push('\n');
        }
    }
}

fn items(list: &[Node], level: usize, mut same_line: bool, out: &mut String) {
    for node in list {
        if !std::mem::take(&mut same_line) {
            indent(level, out);
        }
        out.push_str("- ");
        after_dash(node, level + 1, out);
    }
}

/// Writes a value after `- ` or `? `, or at the start of the output.
fn after_dash(node: &Node, level: usize, out: &mut String) {
    if is_block(node) {
        block(node, level, true, out);
    } else {
        scalar(node, level.max(1), out);
        out.push('\n');
    }
}

fn is_block(node: &Node) -> bool {
    match &node.value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => false,
    }
}

fn block(node: &Node, level: usize, same_line: bool, out: &mut String) {
    match &node.value {
        Value::Array(list) => items(list, level, same_line, out),
        Value::Object(map) => fields(map, level, same_line, out),
        _ => {}
    }
}

/// Writes a value that starts on the current line. The lines of a block scalar are indented to the level.
fn scalar(node: &Node, level: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.0),
        Value::String(text) if is_block_scalar(text) => block_scalar(text, level, out),
        Value::String(text) => inline(text, out),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
}

/// Whether a string of several lines can be written as a literal block scalar (`|`).
fn is_block_scalar(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && text
            .chars()
            .all(|character| character == '\n' || character == '\t' || !needs_escape(character))
}

fn block_scalar(text: &str, level: usize, out: &mut String) {
    out.push_str(if text.ends_with("\n\n") {
        "|+"
    } else if text.ends_with('\n') {
        "|"
    } else {
        "|-"
    });
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            indent(level, out);
            out.push_str(line);
        }
    }
}

/// Writes a string on one line: plain if it is unambiguous, otherwise quoted.
fn inline(text: &str, out: &mut String) {
    if text.chars().any(needs_escape) {
        quote(text, out);
    } else if is_plain(text) {
        out.push_str(text);
    } else {
        out.push('\'');
        out.push_str(&text.replace('\'', "''"));
        out.push('\'');
    }
}

fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    !"-?:,[]{}#&*!|>'\"%@`=~<".contains(first)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(|character: char| character.is_whitespace() || character == ':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !is_keyword(text)
        && !looks_like_number(text)
}

fn is_keyword(text: &str) -> bool {
    const KEYWORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.len() <= 5 && KEYWORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a parser may read a number, date or time: numbers of YAML 1.2, and those of YAML 1.1 with `_`, `:` or `0b`.
fn looks_like_number(text: &str) -> bool {
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return false;
    }
    let is_date = || {
        let mut parts = text.splitn(3, '-');
        matches!((parts.next(), parts.next(), parts.next()), (Some(year), Some(month), Some(_))
            if year.len() == 4 && is_digits(year) && is_digits(month))
    };
    let only_digits_and_marks = || {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || b"_:.,+-".contains(&byte))
            && text.matches('.').count() <= 1
    };
    number(text).is_some()
        || text.starts_with("0b")
        || text.starts_with("0x")
        || text
            .to_ascii_lowercase()
            .trim_start_matches(['+', '-'])
            .starts_with(".inf")
        || text.eq_ignore_ascii_case(".nan")
        || text == "..."
        || only_digits_and_marks()
        || is_date()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn indent(level: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", level));
}

#[cfg(test)]
mod tests {
    use super::write_yaml;
    use crate::document::testing::{node, read_named};
    use crate::document::{Key, Map, Node, Value};
    use crate::source::{Origin, SourceId};

    #[test]
    fn output_is_in_block_style() {
        let text = "openapi: 3.1.0\npaths:\n  /a/{b}:\n    get:\n      tags:\n        - A b\n        - - 1\n          - []\n      \
            parameters:\n        - name: x\n          in: query\nempty: {}\nnone: null\n'200': 1.50\ntext: |-\n  a\n\n   b\n";
        assert_eq!(write_yaml(&node(text)), text);
    }

    #[test]
    fn strings_survive_a_round_trip() {
        let at = Origin::start_of(SourceId(0));
        let samples = [
            "",
            " ",
            "a",
            " a",
            "a ",
            "a: b",
            "a:",
            ":a",
            "a:b",
            "a #b",
            "a#b",
            "#a",
            "- a",
            "-",
            "-a",
            "?",
            "? a",
            "[a",
            "{",
            "a]",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "'",
            "''",
            "it's",
            "\"",
            "\"a\"",
            "%a",
            "@a",
            "`a`",
            "=",
            "<<",
            "<a",
            "~",
            "null",
            "Null",
            "true",
            "FALSE",
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "N",
            "0",
            "-1",
            "+1",
            "1.5",
            ".5",
            "1e3",
            "0x1F",
            "0o7",
            "0b1",
            "1_000",
            "12:30",
            "2026-08-21",
            "2026-08-21T10:00:00Z",
            "3.1.0",
            ".inf",
            "-.INF",
            ".nan",
            "...",
            "---",
            "1024x1024",
            "a\tb",
            "\t",
            "a\nb",
            "a\n",
            "\n",
            "\n\n",
            "\na",
            "a\n\n",
            "a\n\n\nb\n\n",
            " a\nb",
            "a\n  b\n c",
            "a \nb",
            "a\n \nb",
            "a\n \n",
            "a\r\nb",
            "a\rb",
            "\u{7f}",
            "\u{85}",
            "\u{2028}a",
            "\u{feff}",
            "ü€😀",
            "a\n---\nb",
            "a\n# b\n",
            "a\n\tb",
            "\u{0}",
            "a, b",
            "a\u{a0}",
            "\u{a0}a",
            "a:\nb: c",
            "key:\tvalue",
            "a\u{3000}",
            "x\n\u{2029}",
        ];
        let mut strings: Vec<String> = samples.iter().map(|sample| (*sample).to_owned()).collect();
        strings.push("long ".repeat(400));
        strings.push("long\n".repeat(400));
        let mut map = Map::new();
        for text in &strings {
            let value = Node::new(Value::String(text.clone()), at);
            let list = Node::new(Value::Array(vec![value.clone(), value.clone()]), at);
            let inner = Map::from_iter([
                (Key::new("v", at), value),
                (Key::new(text.as_str(), at), list),
            ]);
            map.insert(
                Key::new(text.as_str(), at),
                Node::new(Value::Object(inner), at),
            );
        }
        let tree = Node::new(Value::Object(map), at);
        let text = write_yaml(&tree);
        let (again, diagnostics) = read_named("a.yaml", &text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let again = again.expect("a tree");
        for (one, two) in tree
            .as_object()
            .expect("an object")
            .iter()
            .zip(again.as_object().expect("an object"))
        {
            assert_eq!(one.0, two.0);
            assert!(
                one.1.same_value(two.1),
                "{:?}: {:?} {:?}",
                one.0.text,
                one.1,
                two.1
            );
        }
        assert_eq!(write_yaml(&again), text);
    }
}
