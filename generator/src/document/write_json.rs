//! Writes a tree as JSON.
//!
//! Input: a [`Node`]. Output: JSON indented by two spaces, with a trailing newline. The output is deterministic.

use super::model::{Node, Value};

/// Writes a tree as JSON.
pub fn write_json(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out.push('\n');
    out
}

fn write(node: &Node, level: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.0),
        Value::String(text) => quote(text, out),
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(fields) if fields.is_empty() => out.push_str("{}"),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                next_line(index, level + 1, out);
                write(item, level + 1, out);
            }
            out.push('\n');
            indent(level, out);
            out.push(']');
        }
        Value::Object(fields) => {
            out.push('{');
            for (index, (key, field)) in fields.iter().enumerate() {
                next_line(index, level + 1, out);
                quote(&key.text, out);
                out.push_str(": ");
                write(field, level + 1, out);
            }
            out.push('\n');
            indent(level, out);
            out.push('}');
        }
    }
}

fn next_line(index: usize, level: usize, out: &mut String) {
    out.push_str(if index == 0 { "\n" } else { ",\n" });
    indent(level, out);
}

fn indent(level: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", level));
}

/// Writes a string in double quotes, in a form that is valid YAML as well.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Characters that are special in YAML, such as line breaks and byte order marks, or invisible in editors.
            '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::write_json;
    use crate::document::testing::{node, read_named};

    #[test]
    fn json_survives_a_round_trip() {
        let tree = node("a: [1.0, [], {}]\nb: {c: \"q\\\"\\\\\\u0001\\u2028\\n\"}\n");
        let text = write_json(&tree);
        assert_eq!(
            text,
            "{\n  \"a\": [\n    1.0,\n    [],\n    {}\n  ],\n  \"b\": {\n    \"c\": \"q\\\"\\\\\\u0001\\u2028\\n\"\n  }\n}\n"
        );
        let again = read_named("a.json", &text).0.expect("a tree");
        assert!(again.same_value(&tree));
    }
}
