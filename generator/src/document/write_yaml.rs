//! YAML text of a tree.
//!
//! In: a [`Node`]. Out: block-style YAML, deterministic, one line per scalar; same tree, same bytes. Reading it gives
//! the same tree. Strings that some reader of YAML 1.1 or 1.2 would take for something else are quoted.

use super::model::{Map, Node, Value};
use super::write_json::quote;
use super::yaml::number;

/// Longer names need the form `? name`, else a reader looks for its colon in vain.
const LONGEST_SIMPLE_NAME: usize = 1000;

/// Writes a tree as YAML.
pub fn write_yaml(node: &Node) -> String {
    let mut out = String::with_capacity(1 << 16);
    after_dash(node, 0, &mut out);
    out
}

/// The members of an object, each on lines of its own at the given level; the first where the text stands, if told so.
fn members(map: &Map, level: usize, mut same_line: bool, out: &mut String) {
    for (key, node) in map {
        if !std::mem::take(&mut same_line) {
            indent(level, out);
        }
        let start = out.len();
        word(&key.text, out);
        if out.len() - start > LONGEST_SIMPLE_NAME {
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

/// A value behind `- `, `? ` or at the beginning of the text.
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
        Value::Object(map) => members(map, level, same_line, out),
        _ => {}
    }
}

/// A value that begins on the current line; the lines of a block text stand at the given level.
fn scalar(node: &Node, level: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.0),
        Value::String(text) if is_block_text(text) => block_text(text, level, out),
        Value::String(text) => word(text, out),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
}

/// Whether a text of several lines can stand as it is below a `|`.
fn is_block_text(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && text
            .chars()
            .all(|letter| letter == '\n' || letter == '\t' || !needs_escape(letter))
}

fn block_text(text: &str, level: usize, out: &mut String) {
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

/// A string on one line: plain where nobody can misread it, else quoted.
fn word(text: &str, out: &mut String) {
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

fn needs_escape(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    !"-?:,[]{}#&*!|>'\"%@`=~<".contains(first)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(|letter: char| letter.is_whitespace() || letter == ':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !is_keyword(text)
        && !is_number_to_someone(text)
}

fn is_keyword(text: &str) -> bool {
    const KEYWORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.len() <= 5 && KEYWORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Numbers of YAML 1.2, and the numbers with `_`, times, dates and binaries of YAML 1.1.
fn is_number_to_someone(text: &str) -> bool {
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
    fn writes_block_style() {
        let text = "openapi: 3.1.0\npaths:\n  /a/{b}:\n    get:\n      tags:\n        - A b\n        - - 1\n          - []\n      \
            parameters:\n        - name: x\n          in: query\nempty: {}\nnone: null\n'200': 1.50\ntext: |-\n  a\n\n   b\n";
        assert_eq!(write_yaml(&node(text)), text);
    }

    #[test]
    fn every_string_survives() {
        let at = Origin::start_of(SourceId(0));
        let words = [
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
        let mut strings: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
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
        let (again, found) = read_named("a.yaml", &text);
        assert!(found.is_empty(), "{found:?}");
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
