//! Reads YAML.
//!
//! Input: YAML source. Output: a [`Node`] or diagnostics. The parser is `saphyr-parser`; this module interprets
//! scalars, aliases and merge keys. Nothing recurses, so nesting cannot exhaust the stack.

mod anchors;
mod builder;
mod flow;
mod merge_keys;
mod offsets;
mod scalar;

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScanError};

use super::depth::too_deep;
use super::model::Node;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::SourceId;
use builder::{Builder, CharRange};
use offsets::Offsets;

pub(in crate::document) use scalar::number;

/// How many badly indented flow collections are corrected: each of them requires another parse.
const MAX_JOINED: usize = 500;

/// Reads a YAML stream that contains one document. Returns a tree even after reporting a duplicate key.
pub(super) fn read_yaml(
    text: &str,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let offsets = Offsets::new(source, text);
    let mut text = Cow::Borrowed(text);
    let mut joined = 0;
    loop {
        let mut attempt = Diagnostics::default();
        let stopped = match parse(&text, &offsets, &mut attempt) {
            Ok(root) => {
                diagnostics.append(attempt);
                return Some(root);
            }
            Err(stopped) => stopped,
        };
        let retry = stopped.badly_indented.filter(|_| joined < MAX_JOINED);
        match retry.and_then(|at| flow::joined(&text, at)) {
            Some(next) => (text, joined) = (Cow::Owned(next), joined + 1),
            None => {
                diagnostics.append(attempt);
                diagnostics.push(*stopped.error);
                return None;
            }
        }
    }
}

/// The error that ended reading.
struct Stopped {
    error: Box<Diagnostic>,
    /// If the error is about a line in brackets that is not indented enough, the offset of its first character.
    badly_indented: Option<usize>,
}

impl From<Diagnostic> for Stopped {
    fn from(error: Diagnostic) -> Self {
        Self {
            error: error.into(),
            badly_indented: None,
        }
    }
}

fn parse(
    text: &str,
    offsets: &Offsets<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Node, Stopped> {
    let mut builder = Builder::new(offsets, diagnostics);
    let mut parser = Parser::new_from_str(text);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| Stopped {
            error: syntax_error(&error, offsets).into(),
            badly_indented: flow::is_indentation_error(error.info())
                .then(|| error.marker().index()),
        })?;
        let at = CharRange {
            start: span.start.index(),
            end: span.end.index(),
        };
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                builder.scalar(text, style, anchor, tag, at)?
            }
            Event::Alias(anchor) => builder.alias(anchor, at)?,
            Event::SequenceStart(anchor, _) => builder.open_list(anchor, at)?,
            Event::MappingStart(anchor, _) => builder.open_object(anchor, at)?,
            Event::SequenceEnd | Event::MappingEnd => builder.close(at)?,
            Event::DocumentStart(_) if builder.has_root() => {
                return Err(second_document(offsets, at).into());
            }
            Event::StreamEnd => return Ok(builder.into_root(offsets.origin(at.start, at.start))),
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
        }
    }
    let end = offsets.character(text.chars().count());
    Err(Diagnostic::error(Code::Syntax, "unexpected end of the document", end).into())
}

fn second_document(offsets: &Offsets<'_>, at: CharRange) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        "a second document starts here",
        offsets.origin(at.start, at.end),
    )
    .help("a file must contain one document; remove the `---` line or split the file")
}

/// Converts an error of the parser, and adds help if the usual cause is known.
fn syntax_error(error: &ScanError, offsets: &Offsets<'_>) -> Diagnostic {
    let at = offsets.character(error.marker().index());
    let info = error.info();
    if info.contains("recursion limit") {
        return too_deep(at);
    }
    let indented_by_tab =
        offsets.line_before(at).contains('\t') || info.contains("tabs disallowed");
    let help = if indented_by_tab {
        Some("YAML is indented with spaces, not tabs")
    } else if info.contains("mapping values are not allowed") {
        Some(
            "a string that contains `: ` must be quoted; if a property starts here, check its indentation",
        )
    } else if info.contains("unexpected character: `") {
        Some("a string that starts with this character must be quoted")
    } else if info.contains("unknown anchor") {
        Some(
            "an alias `*name` needs an earlier anchor `&name`; a string that starts with `*` must be quoted",
        )
    } else if info.contains("did not find expected") {
        Some("compare the indentation of this line with the lines above")
    } else if info.contains("quoted scalar") && info.contains("end of stream") {
        Some("the quotation mark here is never closed")
    } else {
        None
    };
    let diagnostic = Diagnostic::error(Code::Syntax, format!("invalid YAML: {info}"), at);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{codes, node, piece, read_named};
    use crate::document::write_json;

    fn json(text: &str) -> String {
        write_json(&node(text))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn common_yaml_is_read() {
        assert_eq!(
            json("a: 1\r\nb:\r\n- x\r\n- y: ~\r\n"),
            r#"{ "a": 1, "b": [ "x", { "y": null } ] }"#
        );
        assert_eq!(
            json("\u{feff}a: |\n  one\n  two\n"),
            r#"{ "a": "one\ntwo\n" }"#
        );
        assert_eq!(
            json("200: {on: yes, true: off}\n"),
            r#"{ "200": { "on": "yes", "true": "off" } }"#
        );
        assert_eq!(
            json("a: !!str 1\nb: !!int '2'\nc: !x 3\n"),
            r#"{ "a": "1", "b": 2, "c": 3 }"#
        );
        assert_eq!(json("? a\n: 1\nb: ! 2\n"), r#"{ "a": 1, "b": "2" }"#);
    }

    #[test]
    fn values_and_names_have_origins() {
        let text = "ü: plain  # note\nb: &x |\n  one\n\n  two\n\n\nc:\n  - 'é'\n  - {k: *x}\nd:\n";
        let tree = node(text);
        let fields = tree.as_object().expect("an object");
        let piece_at =
            |pointer: &str| piece(text, tree.at_pointer(pointer).expect("a node").origin);
        assert_eq!(
            piece(text, fields.get_key_value("ü").expect("a field").0.origin),
            "ü"
        );
        assert_eq!(piece_at("/ü"), "plain");
        assert_eq!(
            piece_at("/b"),
            "&x |\n  one\n\n  two",
            "the origin includes the anchor"
        );
        assert_eq!(piece_at("/c"), "- 'é'\n  - {k: *x}");
        assert_eq!(piece_at("/c/0"), "'é'");
        assert_eq!(piece_at("/c/1"), "{k: *x}");
        assert_eq!(
            piece_at("/c/1/k"),
            piece_at("/b"),
            "a copied value keeps its origin"
        );
        assert_eq!(piece_at("/d"), "");
        assert_eq!(
            piece(text, tree.origin),
            text.trim_end().trim_end_matches(':'),
            "an empty value ends before its colon"
        );
    }

    #[test]
    fn merge_keys_add_missing_fields() {
        let base = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\n";
        assert_eq!(
            json(&format!("{base}z:\n  a: 0\n  <<: *x\n"))
                .split("\"z\"")
                .last(),
            Some(": { \"a\": 0, \"b\": 2 } }")
        );
        assert_eq!(
            json(&format!("{base}z:\n  <<: [*x, *y]\n  d: 5\n"))
                .split("\"z\"")
                .last(),
            Some(": { \"a\": 1, \"b\": 2, \"c\": 4, \"d\": 5 } }")
        );
        assert_eq!(json("'<<': 1\n"), r#"{ "<<": 1 }"#);
        assert_eq!(codes(&read_named("a.yaml", "<<: 1\n").1), ["invalid-alias"]);
    }

    #[test]
    fn invalid_yaml_is_rejected_with_a_location() {
        for (text, code, line, column) in [
            ("a:\n\tb: 1\n", "syntax", 2, 2),
            ("a: b: c\n", "syntax", 1, 5),
            ("a: [1, 2\nb: 3\n", "syntax", 2, 2),
            ("ü: \"x\n", "syntax", 1, 4),
            ("a: 1\n---\nb: 2\n", "syntax", 2, 1),
            ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
            ("? [a]\n: 1\n", "invalid-key", 1, 3),
            ("? {a: 1}\n: 1\n", "invalid-key", 1, 3),
            (": 1\n", "invalid-key", 1, 1),
            ("a: *x\n", "syntax", 1, 4),
            ("a: &x [*x]\n", "invalid-alias", 1, 8),
            ("a: .inf\n", "not-json", 1, 4),
            ("a: !!int x\n", "not-json", 1, 4),
        ] {
            let mut map = crate::source::SourceMap::default();
            let id = map.add(crate::source::SourceFile::new("a.yaml", text));
            let mut diagnostics = crate::diagnostic::Diagnostics::default();
            crate::document::read(&map, id, &mut diagnostics);
            assert_eq!(codes(&diagnostics), [code], "{text:?}");
            let position = diagnostics
                .iter()
                .next()
                .and_then(|it| it.primary)
                .map(|at| map.position(at));
            assert_eq!(
                position.map(|position| (position.line, position.column)),
                Some((line, column)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn nesting_and_aliases_are_limited() {
        let deep: String = (0..1000)
            .map(|level| format!("{}a:\n", " ".repeat(level)))
            .collect();
        assert_eq!(codes(&read_named("a.yaml", &deep).1), ["too-deep"]);
        assert_eq!(
            codes(&read_named("a.yaml", &"- ".repeat(100_000)).1),
            ["too-deep"]
        );
        assert_eq!(
            codes(&read_named("a.yaml", &format!("a: {}", "[".repeat(100_000))).1),
            ["too-deep"]
        );

        let mut laughs = String::from("a0: &a0 [lol, lol]\n");
        for level in 1..60 {
            laughs += &format!(
                "a{level}: &a{level} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]\n",
                level - 1
            );
        }
        assert_eq!(
            codes(&read_named("a.yaml", &laughs).1),
            ["too-many-aliases"]
        );

        let mut chain = String::from("a0: &a0 [x]\n");
        for level in 1..300 {
            chain += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
        }
        assert_eq!(codes(&read_named("a.yaml", &chain).1), ["too-deep"]);
    }
}
