//! From the characters that the YAML parser counts to the bytes that origins count.
//!
//! In: a text. Out: [`Places`]. A text has few characters beyond ASCII, so only these are remembered.

use crate::source::{Origin, SourceId};

/// The places of one text.
pub(super) struct Places<'t> {
    source: SourceId,
    text: &'t str,
    /// After each character of several bytes: how many characters and how many bytes lie behind.
    wide: Vec<(usize, usize)>,
}

impl<'t> Places<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        let mut wide = Vec::new();
        if !text.is_ascii() {
            for (characters, (offset, letter)) in text.char_indices().enumerate() {
                if letter.len_utf8() > 1 {
                    wide.push((characters + 1, offset + letter.len_utf8()));
                }
            }
        }
        Self { source, text, wide }
    }

    /// The byte offset of the character of this number.
    pub(super) fn byte(&self, character: usize) -> usize {
        let behind = self
            .wide
            .partition_point(|(characters, _)| *characters <= character);
        let (characters, bytes) = if behind == 0 {
            (0, 0)
        } else {
            self.wide[behind - 1]
        };
        (bytes + character - characters).min(self.text.len())
    }

    /// The place between two characters.
    pub(super) fn origin(&self, start: usize, end: usize) -> Origin {
        Origin::new(self.source, self.byte(start), self.byte(end))
    }

    /// The place between two characters, without white space at its end (a block scalar spans the lines up to the
    /// next value).
    pub(super) fn trimmed(&self, start: usize, end: usize) -> Origin {
        let (start, end) = (self.byte(start), self.byte(end));
        let text = self.text.get(start..end).unwrap_or_default();
        Origin::new(self.source, start, start + text.trim_end().len())
    }

    /// The place of a quoted scalar, up to its closing quote: the parser may count a comment behind it in.
    pub(super) fn quoted(&self, start: usize, end: usize, quote: char) -> Origin {
        let (start, end) = (self.byte(start), self.byte(end));
        let text = self.text.get(start..end).unwrap_or_default();
        Origin::new(
            self.source,
            start,
            start + closing(text, quote).unwrap_or(text.len()),
        )
    }

    /// One character at a place, or the end of the text.
    pub(super) fn letter(&self, character: usize) -> Origin {
        let start = self.byte(character);
        let width = self
            .text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        Origin::new(self.source, start, start + width)
    }

    /// The text of the line before a place.
    pub(super) fn line_before(&self, at: Origin) -> &'t str {
        let before = &self.text[..at.start as usize];
        &before[before.rfind('\n').map_or(0, |line| line + 1)..]
    }
}

/// The offset behind the closing quote. An anchor or tag may stand before the opening one.
fn closing(text: &str, quote: char) -> Option<usize> {
    let opening = text.find(quote)?;
    let mut from = opening + 1;
    loop {
        let at = from + text[from..].find([quote, '\\'])?;
        let behind = &text[at + 1..];
        if !text[at..].starts_with(quote) {
            // A backslash escapes in double quotes only.
            let escaped = if quote == '"' {
                behind.chars().next().map_or(0, char::len_utf8)
            } else {
                0
            };
            from = at + 1 + escaped;
        } else if quote == '\'' && behind.starts_with(quote) {
            from = at + 2;
        } else {
            return Some(at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, closing};
    use crate::source::SourceId;

    #[test]
    fn characters_become_bytes() {
        let text = "aüb€c";
        let places = Places::new(SourceId(0), text);
        let bytes: Vec<usize> = (0..=7).map(|character| places.byte(character)).collect();
        assert_eq!(bytes, [0, 1, 3, 4, 7, 8, 8, 8]);
    }

    #[test]
    fn quotes_close_where_no_escape_says_otherwise() {
        assert_eq!(closing("'a''b' # 'c", '\''), Some(6));
        assert_eq!(closing("&x \"a\\\"b\"  # x\"y", '"'), Some(9));
        assert_eq!(closing("'' # '", '\''), Some(2));
    }
}
