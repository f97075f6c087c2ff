//! Moves the tag of an object to the front.
//!
//! A union selects its variant by the tag. If other entries precede the tag, a search that checks nothing finds it. It is
//! read first and skipped later, so that the other entries are read directly as those of the variant.

use crate::runtime::codec::reader::access::Entries;
use crate::runtime::codec::reader::string::end_of_plain;

/// An entry that is read before the entries that precede it.
pub(super) struct Moved {
    /// Where the first entry starts.
    first: usize,
    /// Where this entry starts.
    start: usize,
    /// Where this entry ends, once it has been read.
    end: Option<usize>,
}

impl Entries<'_, '_> {
    /// Continues after the key of the entry with this name. Returns `false` if there is no such entry with a string.
    #[inline(never)]
    pub(super) fn move_to_front(&mut self, first: usize, name: &str) -> bool {
        let bytes = self.reader.text.as_bytes();
        let mut at = self.reader.at;
        while let Some(start) = next_entry(bytes, at) {
            at = end_of_string(bytes, start);
            let text = bytes.get(start + 1..at.saturating_sub(1));
            if text == Some(name.as_bytes()) {
                let value = after_whitespace(bytes, at)
                    .filter(|(_, byte)| *byte == b':')
                    .and_then(|(colon, _)| after_whitespace(bytes, colon + 1));
                if value.is_none_or(|(_, byte)| byte != b'"') {
                    return false;
                }
                self.reader.at = at;
                self.moved = Some(Moved {
                    first,
                    start,
                    end: None,
                });
                return true;
            }
        }
        false
    }

    /// Returns to the first entry after the moved one was read, and skips the moved one at its own position.
    #[inline(never)]
    pub(super) fn pass_moved(&mut self) {
        let Some(moved) = &mut self.moved else { return };
        let Some(end) = moved.end else {
            moved.end = Some(self.reader.at);
            self.reader.at = moved.first;
            self.is_first = true;
            return;
        };
        let bytes = self.reader.text.as_bytes();
        let next = after_whitespace(bytes, self.reader.at)
            .filter(|(_, byte)| *byte == b',')
            .and_then(|(comma, _)| after_whitespace(bytes, comma + 1));
        if next.is_some_and(|(start, _)| start == moved.start) {
            self.reader.at = end;
            self.moved = None;
        }
    }
}

/// Returns where the entry after this position starts.
fn next_entry(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = end_of_string(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' if depth == 0 => break,
            _ => {}
        }
        at += 1;
    }
    let (start, byte) = after_whitespace(bytes, at + 1)?;
    (byte == b'"').then_some(start)
}

/// Returns the position after a string that starts here.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        at = end_of_plain(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
            None => return at,
        }
    }
}

/// Returns the next byte that is not whitespace, with its position.
fn after_whitespace(bytes: &[u8], start: usize) -> Option<(usize, u8)> {
    let rest = bytes.get(start..)?.iter();
    let mut rest = rest
        .enumerate()
        .skip_while(|(_, byte)| byte.is_ascii_whitespace());
    rest.next().map(|(offset, byte)| (start + offset, *byte))
}
