//! Converts the character offsets of the YAML parser to the byte offsets of origins.
//!
//! Input: YAML source. Output: [`Offsets`]. Only non-ASCII characters are stored, since they are rare.

use crate::source::{Origin, SourceId};

/// Converts character offsets of a source to byte offsets.
pub(super) struct Offsets<'t> {
    source: SourceId,
    text: &'t str,
    /// The ends of all multi-byte characters.
    wide: Vec<Offset>,
}

/// The same offset in both units.
#[derive(Clone, Copy, Default)]
struct Offset {
    characters: usize,
    bytes: usize,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        let mut wide = Vec::new();
        if !text.is_ascii() {
            for (characters, (offset, character)) in text.char_indices().enumerate() {
                if character.len_utf8() > 1 {
                    wide.push(Offset {
                        characters: characters + 1,
                        bytes: offset + character.len_utf8(),
                    });
                }
            }
        }
        Self { source, text, wide }
    }

    /// Returns the size of the source in bytes.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }

    /// Converts a character offset to a byte offset.
    pub(super) fn byte(&self, character: usize) -> usize {
        let before = self
            .wide
            .partition_point(|wide| wide.characters <= character);
        let Offset { characters, bytes } = match before.checked_sub(1) {
            Some(last) => self.wide[last],
            None => Offset::default(),
        };
        (bytes + character - characters).min(self.text.len())
    }

    /// Returns the origin of a range of characters.
    pub(super) fn origin(&self, start: usize, end: usize) -> Origin {
        Origin::new(self.source, self.byte(start), self.byte(end))
    }

    /// Returns the origin of a range of characters without trailing whitespace: the parser extends a block scalar to
    /// the next value.
    pub(super) fn trimmed(&self, start: usize, end: usize) -> Origin {
        let (start, end) = (self.byte(start), self.byte(end));
        let text = self.text.get(start..end).unwrap_or_default();
        Origin::new(self.source, start, start + text.trim_end().len())
    }

    /// Returns the origin of a quoted scalar up to its closing quote: the parser may include a comment after it.
    pub(super) fn quoted(&self, start: usize, end: usize, quote: char) -> Origin {
        let (start, end) = (self.byte(start), self.byte(end));
        let text = self.text.get(start..end).unwrap_or_default();
        Origin::new(
            self.source,
            start,
            start + closing(text, quote).unwrap_or(text.len()),
        )
    }

    /// Returns the origin of a character, or of the end of the source.
    pub(super) fn character(&self, character: usize) -> Origin {
        let start = self.byte(character);
        let width = self
            .text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        Origin::new(self.source, start, start + width)
    }

    /// Returns the part of the line before an origin.
    pub(super) fn line_before(&self, at: Origin) -> &'t str {
        let before = &self.text[..at.start as usize];
        &before[before.rfind('\n').map_or(0, |line| line + 1)..]
    }
}

/// The offset after the closing quote. An anchor or tag may precede the opening one.
fn closing(text: &str, quote: char) -> Option<usize> {
    let opening = text.find(quote)?;
    let mut from = opening + 1;
    loop {
        let at = from + text[from..].find([quote, '\\'])?;
        let rest = &text[at + 1..];
        if !text[at..].starts_with(quote) {
            // A backslash is an escape only in double quotes.
            let escaped = if quote == '"' {
                rest.chars().next().map_or(0, char::len_utf8)
            } else {
                0
            };
            from = at + 1 + escaped;
        } else if quote == '\'' && rest.starts_with(quote) {
            from = at + 2;
        } else {
            return Some(at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Offsets, closing};
    use crate::source::SourceId;

    #[test]
    fn character_offsets_become_byte_offsets() {
        let text = "aüb€c";
        let offsets = Offsets::new(SourceId(0), text);
        let bytes: Vec<usize> = (0..=7).map(|character| offsets.byte(character)).collect();
        assert_eq!(bytes, [0, 1, 3, 4, 7, 8, 8, 8]);
    }

    #[test]
    fn escaped_quotes_do_not_close_a_scalar() {
        assert_eq!(closing("'a''b' # 'c", '\''), Some(6));
        assert_eq!(closing("&x \"a\\\"b\"  # x\"y", '"'), Some(9));
        assert_eq!(closing("'' # '", '\''), Some(2));
    }
}
