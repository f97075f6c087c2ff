//! YAML: from the parser's events to the tree.
//!
//! In: a text. Out: a [`Node`] or findings. The grammar is `saphyr-parser`'s; what scalars, aliases and merge keys mean
//! is decided here. Nothing recurses: the depth of a text cannot exhaust the stack.

mod anchors;
mod builder;
mod flow;
mod merge_keys;
mod places;
mod scalar;

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScanError};

use super::model::Node;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::SourceId;
use builder::Builder;
use places::Places;

pub(in crate::document) use scalar::number;

/// So many collections in brackets may be indented badly: for each of them the text is read once more.
const MOST_JOINED: usize = 500;

/// Reads a YAML text with one document. Gives a tree also when it has reported a duplicate key.
pub(super) fn read_yaml(text: &str, source: SourceId, found: &mut Diagnostics) -> Option<Node> {
    let places = Places::new(source, text);
    let mut text = Cow::Borrowed(text);
    let mut joined = 0;
    loop {
        let mut own = Diagnostics::default();
        let stopped = match parse(&text, &places, &mut own) {
            Ok(root) => {
                found.append(own);
                return Some(root);
            }
            Err(stopped) => stopped,
        };
        let again = stopped.badly_indented.filter(|_| joined < MOST_JOINED);
        match again.and_then(|at| flow::joined(&text, at)) {
            Some(next) => (text, joined) = (Cow::Owned(next), joined + 1),
            None => {
                found.append(own);
                found.push(stopped.why);
                return None;
            }
        }
    }
}

/// Why a text could not be read.
struct Stopped {
    why: Diagnostic,
    /// The character at which a line inside brackets is not indented far enough, if that is why.
    badly_indented: Option<usize>,
}

impl From<Diagnostic> for Stopped {
    fn from(why: Diagnostic) -> Self {
        Self {
            why,
            badly_indented: None,
        }
    }
}

fn parse(text: &str, places: &Places<'_>, found: &mut Diagnostics) -> Result<Node, Stopped> {
    let mut builder = Builder::new(places, found);
    let mut parser = Parser::new_from_str(text);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| Stopped {
            why: syntax_error(&error, places),
            badly_indented: flow::is_meant(error.info()).then(|| error.marker().index()),
        })?;
        let at = (span.start.index(), span.end.index());
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                builder.scalar(text, style, anchor, tag, at)?
            }
            Event::Alias(anchor) => builder.alias(anchor, at)?,
            Event::SequenceStart(anchor, _) => builder.open_list(anchor, at)?,
            Event::MappingStart(anchor, _) => builder.open_object(anchor, at)?,
            Event::SequenceEnd | Event::MappingEnd => builder.close(at)?,
            Event::DocumentStart(_) if builder.has_root() => {
                return Err(second_document(places, at).into());
            }
            Event::StreamEnd => return Ok(builder.into_root(places.origin(at.0, at.0))),
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
        }
    }
    let end = places.letter(text.chars().count());
    Err(Diagnostic::error(Code::Syntax, "the text ends too early", end).into())
}

fn second_document(places: &Places<'_>, at: (usize, usize)) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        "a second document begins here",
        places.origin(at.0, at.1),
    )
    .help("a file holds one document; remove the `---` line or split the file")
}

/// The parser's error as a finding, with a hint where the usual cause is known.
fn syntax_error(error: &ScanError, places: &Places<'_>) -> Diagnostic {
    let at = places.letter(error.marker().index());
    let info = error.info();
    if info.contains("recursion limit") {
        return too_deep(at);
    }
    let indented_by_tab = places.line_before(at).contains('\t') || info.contains("tabs disallowed");
    let help = if indented_by_tab {
        Some("YAML is indented with spaces; replace the tab")
    } else if info.contains("mapping values are not allowed") {
        Some("a text with `: ` in it needs quotes; if this begins a member, check its indentation")
    } else if info.contains("unexpected character: `") {
        Some("a text that begins with this character needs quotes")
    } else if info.contains("unknown anchor") {
        Some(
            "an alias `*name` needs an anchor `&name` before it; a text that begins with `*` needs quotes",
        )
    } else if info.contains("did not find expected") {
        Some("check the indentation of this line against the lines above")
    } else if info.contains("quoted scalar") && info.contains("end of stream") {
        Some("the quotes that open here are never closed")
    } else {
        None
    };
    let diagnostic = Diagnostic::error(Code::Syntax, format!("not valid YAML: {info}"), at);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The finding about values nested too deeply.
fn too_deep(at: crate::source::Origin) -> Diagnostic {
    let message = format!(
        "values are nested more than {} levels deep",
        super::MAX_DEPTH
    );
    Diagnostic::error(Code::TooDeep, message, at)
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
    fn reads_what_people_write() {
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
    fn values_and_names_know_their_place() {
        let text = "ü: plain  # note\nb: &x |\n  one\n\n  two\n\n\nc:\n  - 'é'\n  - {k: *x}\nd:\n";
        let tree = node(text);
        let members = tree.as_object().expect("an object");
        let piece_at =
            |pointer: &str| piece(text, tree.at_pointer(pointer).expect("a node").origin);
        assert_eq!(
            piece(text, members.get_key_value("ü").expect("a member").0.origin),
            "ü"
        );
        assert_eq!(piece_at("/ü"), "plain");
        assert_eq!(
            piece_at("/b"),
            "&x |\n  one\n\n  two",
            "an anchor is part of the place"
        );
        assert_eq!(piece_at("/c"), "- 'é'\n  - {k: *x}");
        assert_eq!(piece_at("/c/0"), "'é'");
        assert_eq!(piece_at("/c/1"), "{k: *x}");
        assert_eq!(
            piece_at("/c/1/k"),
            piece_at("/b"),
            "a copied value keeps the place it was written at"
        );
        assert_eq!(piece_at("/d"), "");
        assert_eq!(
            piece(text, tree.origin),
            text.trim_end().trim_end_matches(':'),
            "an empty value ends before its colon"
        );
    }

    #[test]
    fn merge_keys_add_what_is_missing() {
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
    fn bad_texts_are_refused_at_their_place() {
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
            let mut found = crate::diagnostic::Diagnostics::default();
            crate::document::read(&map, id, &mut found);
            assert_eq!(codes(&found), [code], "{text:?}");
            let place = found
                .iter()
                .next()
                .and_then(|found| found.primary)
                .map(|at| map.position(at));
            assert_eq!(
                place.map(|place| (place.line, place.column)),
                Some((line, column)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn bombs_are_defused() {
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
