//! Lists and objects in brackets whose lines are not indented as YAML 1.2 asks.
//!
//! In: a text, and where the parser met such a line. Out: the same text with that collection on one line. YAML 1.2 wants
//! each line of it further in than the name it is the value of, be it the closing bracket; people write that bracket
//! under the name, and other readers take it. Each character stays where it was, so that places do not change.

/// What the parser says of such lines.
const COMPLAINTS: &[&str] = &[
    "invalid indentation",
    "invalid indentation in flow construct",
];

/// Whether the parser complains of such a line.
pub(super) fn is_meant(complaint: &str) -> bool {
    COMPLAINTS.contains(&complaint)
}

/// Joins the line that begins at a character with the one before, and the lines after it up to the closing bracket.
///
/// None if there is something else before it on its line, or the bracket is never closed: then it is not the line that
/// is wrong.
pub(super) fn joined(text: &str, at: usize) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let before = letters.get(..at)?;
    let end = before.iter().rposition(|letter| *letter == '\n')?;
    if !before[end..].iter().all(|letter| letter.is_whitespace()) {
        return None;
    }
    let line = before[..end].iter().rposition(|letter| *letter == '\n');
    let line = line.map_or(0, |end| end + 1);
    let mut scan = Scan {
        letters: &mut letters,
        at: line,
        depth: 0,
        comment: None,
    };
    scan.run(end);
    scan.join();
    (scan.at, scan.depth) = (at, 1);
    let end = scan.letters.len();
    scan.run(end);
    let is_closed = scan.at < end;
    is_closed.then(|| letters.into_iter().collect())
}

/// A way through what stands in brackets.
struct Scan<'l> {
    letters: &'l mut [char],
    at: usize,
    /// How many brackets are open; 0: it is not counted.
    depth: usize,
    /// Where a comment began on this line.
    comment: Option<usize>,
}

impl Scan<'_> {
    /// Goes on up to this character, or up to where the bracket is closed.
    fn run(&mut self, end: usize) {
        while self.at < end {
            let letter = self.letters[self.at];
            match letter {
                '\n' => self.line_end(),
                _ if self.comment.is_some() => {}
                '"' | '\'' if self.is_start() => self.skip_quoted(letter),
                '#' if self.is_after_blank() => self.comment = Some(self.at),
                '[' | '{' if self.depth > 0 => self.depth += 1,
                ']' | '}' if self.depth == 1 => return,
                ']' | '}' if self.depth > 1 => self.depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// A line may end in the middle of plain text, which a line feed folds: such an end stays.
    fn line_end(&mut self) {
        let last = self.comment.unwrap_or(self.at);
        let before = self.letters[..last].iter().rev();
        let before = before.copied().find(|letter| !letter.is_whitespace());
        let mut after = self.letters[self.at..].iter().copied();
        let after = after.find(|letter| !letter.is_whitespace());
        let parts = matches!(before, Some(',' | '[' | '{' | ':' | '"' | '\''));
        if parts || matches!(after, Some(',' | ']' | '}')) {
            self.join();
        }
        self.comment = None;
    }

    /// Makes the end of this line, and a comment before it, blank.
    fn join(&mut self) {
        let start = self.comment.take().unwrap_or(self.at);
        self.letters[start..=self.at].fill(' ');
        if start > 0 && self.letters[start - 1] == '\r' {
            self.letters[start - 1] = ' ';
        }
    }

    /// Passes over quoted text, up to its closing quote.
    fn skip_quoted(&mut self, quote: char) {
        self.at += 1;
        while let Some(&letter) = self.letters.get(self.at) {
            match letter {
                '\\' if quote == '"' => self.at += 1,
                letter if letter == quote => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Whether a value may begin here.
    fn is_start(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.letters[at]);
        before
            .is_none_or(|letter| letter.is_whitespace() || matches!(letter, ',' | '[' | '{' | ':'))
    }

    fn is_after_blank(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.letters[at]);
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
    fn a_closing_bracket_may_stand_under_its_name_or_further_out() {
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
        // Text over several lines is folded as ever.
        assert_eq!(
            json("a:\n  b: [\n    one\n      two,\n    \"three\n     four\"\n  ]\n"),
            r#"{ "a": { "b": [ "one two", "three four" ] } }"#
        );
    }

    #[test]
    fn places_stay() {
        let text = "a:\n  c: [\n    \"ü\"\n  ]\n  t: five\n";
        let tree = node(text);
        let at = |pointer: &str| piece(text, tree.at_pointer(pointer).expect("a node").origin);
        assert_eq!((at("/a/c/0"), at("/a/t")), ("\"ü\"", "five"));
        assert_eq!(at("/a/c"), "[\n    \"ü\"\n  ]");
    }

    #[test]
    fn what_is_wrong_otherwise_stays_wrong() {
        for text in [
            "a:\n  c: [\n    \"x\"\n  \n",
            "a:\n  b: 1\n c: 2\n",
            "a: [\n\"x\"\n]]\n",
        ] {
            let (tree, found) = read_named("test.yaml", text);
            assert!(tree.is_none(), "{text}");
            assert_eq!(codes(&found), ["syntax"], "{text}");
        }
    }
}
