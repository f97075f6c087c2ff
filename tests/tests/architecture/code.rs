//! Separates the code of Rust sources from their prose: comments and string literals.
//!
//! Input: Rust source. Output: the same text with one of them blanked, so that line numbers stay the same.

/// Blanks comments and string and character literals.
pub fn without_prose(text: &str) -> String {
    scan(text, Keep::Code)
}

/// Blanks everything except comments and string literals.
pub fn prose(text: &str) -> String {
    scan(text, Keep::Prose)
}

fn scan(text: &str, keep: Keep) -> String {
    let mut scanner = Scanner {
        text,
        rest: text,
        out: String::with_capacity(text.len()),
        keep,
    };
    while let Some(next) = scanner.rest.chars().next() {
        if scanner.rest.starts_with("//") {
            let end = scanner.rest.find('\n').unwrap_or(scanner.rest.len());
            scanner.prose(end);
        } else if scanner.rest.starts_with("/*") {
            scanner.prose(block_comment(scanner.rest));
        } else if let Some(length) =
            raw_string(scanner.rest).filter(|_| !scanner.is_inside_a_word())
        {
            scanner.prose(length);
        } else if next == '"' {
            scanner.prose(quoted(scanner.rest, '"'));
        } else if let Some(length) = character(scanner.rest) {
            scanner.blank(length);
        } else {
            scanner.code(next.len_utf8());
        }
    }
    scanner.out
}

/// Removes an inline test module at the end of a file, including its `#[cfg(test)]`.
pub fn without_tests(code: &str) -> String {
    let inline = |after: &str| {
        let item = after.trim_start();
        let brace = item.find('{');
        item.starts_with("mod ") && brace.is_some_and(|brace| !item[..brace].contains(';'))
    };
    let start = code
        .match_indices("#[cfg(test)]")
        .find(|(at, attribute)| inline(&code[at + attribute.len()..]));
    code[..start.map_or(code.len(), |(at, _)| at)].to_owned()
}

/// Returns the lines with their numbers, from 1.
pub fn lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

/// Splits a line into words: runs of letters, digits and `_`.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .filter(|word| !word.is_empty())
}

/// Returns whether a word or path in the text starts with this prefix.
pub fn has_word_start(text: &str, prefix: &str) -> bool {
    text.match_indices(prefix).any(|(at, _)| {
        !text[..at]
            .ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
    })
}

/// Which part of the text to keep.
#[derive(Clone, Copy, PartialEq)]
enum Keep {
    Code,
    Prose,
}

struct Scanner<'t> {
    text: &'t str,
    rest: &'t str,
    out: String,
    keep: Keep,
}

impl Scanner<'_> {
    fn code(&mut self, length: usize) {
        match self.keep {
            Keep::Code => self.copy(length),
            Keep::Prose => self.blank(length),
        }
    }

    fn prose(&mut self, length: usize) {
        match self.keep {
            Keep::Code => self.blank(length),
            Keep::Prose => self.copy(length),
        }
    }

    fn copy(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.out.push_str(taken);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.out.extend(
            taken
                .chars()
                .map(|letter| if letter == '\n' { '\n' } else { ' ' }),
        );
        self.rest = rest;
    }

    fn is_inside_a_word(&self) -> bool {
        self.text[..self.text.len() - self.rest.len()]
            .ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
    }
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Returns the length of a raw string such as `r"…"`, `r#"…"#` or `br"…"` at the start of a text.
fn raw_string(text: &str) -> Option<usize> {
    let inner = text
        .strip_prefix("br")
        .or_else(|| text.strip_prefix("cr"))
        .or_else(|| text.strip_prefix('r'))?;
    let hashes = inner.len() - inner.trim_start_matches('#').len();
    let content = inner[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = content.find(&end)? + end.len();
    Some(text.len() - content.len() + length)
}

/// Returns the length of a literal that starts with its quote and may contain escapes.
fn quoted(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if letter == quote {
            return at + 1;
        }
    }
    text.len()
}

/// Returns the length of the character literal, such as `'x'` or `'\n'`, at the start of a string. `None` if the string
/// starts with a lifetime.
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return Some(quoted(text, '\''));
    }
    let letter = inner.chars().next()?;
    inner[letter.len_utf8()..]
        .starts_with('\'')
        .then(|| letter.len_utf8() + 2)
}

#[test]
fn prose_is_blanked_and_code_is_kept() {
    let cases = [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ */ d", "a                 d"),
        (
            r#"f("x \" // y", 'z', '"', '\'') + 'life"#,
            "f(           ,    ,    ,     ) + 'life",
        ),
        ("r#\"a \" b\"# c", "           c"),
        ("for_r\"x\"", "for_r   "),
    ];
    for (text, expected) in cases {
        assert_eq!(without_prose(text), expected);
    }
}

#[test]
fn code_is_blanked_and_prose_is_kept() {
    let source = "let a = \"b\"; // c";
    let kept: String = prose(source).split_whitespace().collect();
    assert_eq!(kept, "\"b\"//c");
    assert_eq!(prose(source).len(), source.len());
}

#[test]
fn an_inline_test_module_is_removed() {
    assert_eq!(
        without_tests("a\n#[cfg(test)]\nmod tests;\nb"),
        "a\n#[cfg(test)]\nmod tests;\nb"
    );
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\n b; }"), "a\n");
}
