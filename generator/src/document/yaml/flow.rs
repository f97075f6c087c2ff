//! Joins the lines of flow collections (in brackets) that are not indented as YAML 1.2 requires.
//!
//! Input: YAML source, and the line that the parser rejected. Output: the source with that collection on one line. YAML
//! 1.2 requires each line of a flow collection, even its closing bracket, to be indented more than the key. Authors
//! often align that bracket with the key, and other parsers accept it. All characters keep their offsets, so origins do
//! not change.

/// The parser's error messages for such lines.
const INDENTATION_ERRORS: &[&str] = &[
    "invalid indentation",
    "invalid indentation in flow construct",
];

/// Whether an error message of the parser is one of them.
pub(super) fn is_indentation_error(error: &str) -> bool {
    INDENTATION_ERRORS.contains(&error)
}

/// Joins the line that starts at a character with the line before it, and with the lines up to the closing bracket.
///
/// Returns `None` if the character is not the first of its line or the bracket is never closed, because indentation is
/// not the problem then.
pub(super) fn joined(text: &str, at: usize) -> Option<String> {
    let mut characters: Vec<char> = text.chars().collect();
    let before = characters.get(..at)?;
    let end = before.iter().rposition(|character| *character == '\n')?;
    if !before[end..]
        .iter()
        .all(|character| character.is_whitespace())
    {
        return None;
    }
    let line = before[..end]
        .iter()
        .rposition(|character| *character == '\n');
    let line = line.map_or(0, |end| end + 1);
    let mut scan = Scan {
        characters: &mut characters,
        at: line,
        depth: 0,
        comment: None,
    };
    scan.run(end);
    if scan.at != end {
        // The line starts within a quoted scalar.
        return None;
    }
    scan.join();
    (scan.at, scan.depth) = (at, 1);
    let end = scan.characters.len();
    scan.run(end);
    let is_closed = scan.at < end;
    is_closed.then(|| characters.into_iter().collect())
}

/// A scan through the contents of brackets.
struct Scan<'l> {
    characters: &'l mut [char],
    at: usize,
    /// How many brackets are open; with 0, brackets are not counted.
    depth: usize,
    /// Where a comment starts on the current line.
    comment: Option<usize>,
}

impl Scan<'_> {
    /// Scans up to a character, or up to the closing bracket.
    fn run(&mut self, end: usize) {
        while self.at < end {
            let character = self.characters[self.at];
            match character {
                '\n' => self.line_end(),
                _ if self.comment.is_some() => {}
                '"' | '\'' if self.is_start() => self.skip_quoted(character),
                '#' if self.is_after_blank() => self.comment = Some(self.at),
                '[' | '{' if self.depth > 0 => self.depth += 1,
                ']' | '}' if self.depth == 1 => return,
                ']' | '}' if self.depth > 1 => self.depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Joins lines, except within a plain scalar, where the line break is folded to a space.
    fn line_end(&mut self) {
        let last = self.comment.unwrap_or(self.at);
        let before = self.characters[..last].iter().rev();
        let before = before.copied().find(|character| !character.is_whitespace());
        let mut after = self.characters[self.at..].iter().copied();
        let after = after.find(|character| !character.is_whitespace());
        let is_separator = matches!(before, Some(',' | '[' | '{' | ':' | '"' | '\''));
        if is_separator || matches!(after, Some(',' | ']' | '}')) {
            self.join();
        }
        self.comment = None;
    }

    /// Replaces the line break, and a comment before it, with spaces.
    fn join(&mut self) {
        let start = self.comment.take().unwrap_or(self.at);
        self.characters[start..=self.at].fill(' ');
        if start > 0 && self.characters[start - 1] == '\r' {
            self.characters[start - 1] = ' ';
        }
    }

    /// Skips a quoted scalar up to its closing quote.
    fn skip_quoted(&mut self, quote: char) {
        self.at += 1;
        while let Some(&character) = self.characters.get(self.at) {
            match character {
                '\\' if quote == '"' => self.at += 1,
                character if character == quote => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Whether a value may start here.
    fn is_start(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.characters[at]);
        before.is_none_or(|character| {
            character.is_whitespace() || matches!(character, ',' | '[' | '{' | ':')
        })
    }

    fn is_after_blank(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.characters[at]);
        before.is_none_or(char::is_whitespace)
    }
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{codes, node, piece, read_named};
    use crate::document::write_json;

    fn json(text: &str) -> String {
        let text = write_json(&node(text));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_closing_bracket_may_be_indented_less_than_its_key() {
        for text in [
            "a:\n  c: [\n    \"x\",\n    \"y\"\n  ]\n  t: 5\n",
            "a:\n  c: [\n    x,\n    y\n]\n  t: 5\n",
            "a:\n  c: [\r\n    'x',\r\n    'y'\r\n  ]\r\n  t: 5\r\n",
            "a:\n  c: [ # ünd, ] it's\n    \"x\", # [\n    y # the last\n  ]\n  t: 5\n",
            "a:\n  c: [\n\"x\",\ny\n]\n  t: 5\n",
        ] {
            let expected = r#"{ "a": { "c": [ "x", "y" ], "t": 5 } }"#;
            assert_eq!(json(text), expected, "{text}");
        }
        assert_eq!(
            json("a: {\n  b: [\n    {\"k\": \"[\"},\n  ],\n  \"c\": {\n  }\n}\nd: it's\n"),
            r#"{ "a": { "b": [ { "k": "[" } ], "c": {} }, "d": "it's" }"#
        );
        // Scalars of several lines are still folded.
        assert_eq!(
            json("a:\n  b: [\n    one\n      two,\n    \"three\n     four\"\n  ]\n"),
            r#"{ "a": { "b": [ "one two", "three four" ] } }"#
        );
    }

    #[test]
    fn origins_do_not_change() {
        let text = "a:\n  c: [\n    \"ü\"\n  ]\n  t: five\n";
        let tree = node(text);
        let at = |pointer: &str| piece(text, tree.at_pointer(pointer).expect("a node").origin);
        assert_eq!((at("/a/c/0"), at("/a/t")), ("\"ü\"", "five"));
        assert_eq!(at("/a/c"), "[\n    \"ü\"\n  ]");
    }

    #[test]
    fn other_errors_are_not_corrected() {
        for text in [
            "a:\n  c: [\n    \"x\"\n  \n",
            "a:\n  b: 1\n c: 2\n",
            "a: [\n\"x\"\n]]\n",
            // A quoted scalar without an end, and one that ends on a later line.
            "a: {\n  b:\"[\nb: [\n'  {\n  c: [\nb: [\n'    1,    1,\n    2\n  ]h},",
            "a: {\n  b: [\nb: [ '\nx' ]\n",
        ] {
            let (tree, diagnostics) = read_named("test.yaml", text);
            assert!(tree.is_none(), "{text}");
            assert_eq!(codes(&diagnostics), ["syntax"], "{text}");
        }
    }
}
