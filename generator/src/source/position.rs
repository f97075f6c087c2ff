//! Lines and columns of byte offsets.
//!
//! Input: a source and a byte offset. Output: a [`Position`] or the range of the line. Lines are not indexed: positions
//! are only needed for what is shown to users, and scanning a few megabytes takes less than a millisecond.

use std::ops::Range;

/// A line and a column as editors count them: both start at 1, columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Returns the position of an offset, clamped to the end of the file.
    pub fn of(text: &str, offset: usize) -> Self {
        let offset = floor_boundary(text, offset);
        let line_start = line_range(text, offset).start;
        let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..line_start]).count() + 1;
        let before = &text[line_start..offset];
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        // Characters are counted by their first bytes, which is fast for lines of megabytes.
        let is_first_byte = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        let column = before.as_bytes().iter().filter(is_first_byte).count() + 1;
        Self { line, column }
    }
}

/// Returns the byte range of the line that contains an offset, without its line break.
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

/// Returns the last character boundary at or before an offset.
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
    fn lines_and_columns_start_at_one() {
        let text = "a\r\nüb: c\n";
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of(text, 5), Position { line: 2, column: 2 });
        assert_eq!(
            Position::of(text, 4),
            Position { line: 2, column: 1 },
            "inside a character"
        );
        assert_eq!(Position::of(text, 99), Position { line: 3, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_is_not_a_column() {
        assert_eq!(
            Position::of("\u{feff}ab", 4),
            Position { line: 1, column: 2 }
        );
    }

    #[test]
    fn a_line_range_excludes_the_line_break() {
        let text = "a\r\nbc\nd";
        assert_eq!(line_range(text, 0), 0..1);
        assert_eq!(line_range(text, 4), 3..5);
        assert_eq!(line_range(text, 99), 6..7);
    }
}
