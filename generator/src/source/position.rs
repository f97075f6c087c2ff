//! Lines and columns of byte offsets.
//!
//! In: a text and an offset. Out: [`Position`] and the range of the line. Counted anew for each question: only what
//! is shown to a user asks, and counting a few megabytes takes less than a millisecond.

use std::ops::Range;

/// A line and a column as editors count them: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Where an offset lies; an offset behind the end is the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let offset = floor_boundary(text, offset);
        let line_start = line_range(text, offset).start;
        let line = text.as_bytes()[..line_start]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        let column = text[line_start..offset]
            .chars()
            .filter(|letter| *letter != '\u{feff}')
            .count()
            + 1;
        Self { line, column }
    }
}

/// The bytes of the line an offset lies on, without its line break.
pub(crate) fn line_range(text: &str, offset: usize) -> Range<usize> {
    let offset = floor_boundary(text, offset);
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |at| offset + at);
    let end = if end > start && text.as_bytes()[end - 1] == b'\r' {
        end - 1
    } else {
        end
    };
    start..end
}

/// The nearest offset at or before the given one at which a character begins.
pub(crate) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::{Position, line_range};

    #[test]
    fn counts_lines_and_characters_from_one() {
        let text = "a\r\nüb: c\n";
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of(text, 5), Position { line: 2, column: 2 });
        assert_eq!(
            Position::of(text, 4),
            Position { line: 2, column: 1 },
            "in the middle of a character"
        );
        assert_eq!(Position::of(text, 99), Position { line: 3, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(
            Position::of("\u{feff}ab", 4),
            Position { line: 1, column: 2 }
        );
    }

    #[test]
    fn lines_come_without_their_break() {
        let text = "a\r\nbc\nd";
        assert_eq!(line_range(text, 0), 0..1);
        assert_eq!(line_range(text, 4), 3..5);
        assert_eq!(line_range(text, 99), 6..7);
    }
}
