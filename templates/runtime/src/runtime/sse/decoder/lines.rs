//! Splitting buffered bytes into lines.

use std::ops::Range;

use memchr::memchr2;

/// The largest buffer kept between events, in bytes.
const MAX_IDLE_CAPACITY: usize = 1 << 20;

/// Bytes and the position of the line being read.
#[derive(Debug, Default)]
pub(super) struct LineBuffer {
    bytes: Vec<u8>,
    /// The start of the line being read.
    line: usize,
    /// How far that line was searched for its end.
    searched: usize,
    /// The previous line ended with CR. An LF right after it belongs to the same line end.
    after_cr: bool,
}

impl LineBuffer {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The start of the line being read.
    pub(super) fn position(&self) -> usize {
        self.line
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Returns the range of the next complete line, without its end.
    pub(super) fn next_line(&mut self) -> Option<Range<usize>> {
        if self.after_cr {
            let first = *self.bytes.get(self.line)?;
            self.after_cr = false;
            if first == b'\n' {
                self.line += 1;
                self.searched = self.line;
            }
        }
        let unsearched = self.bytes.get(self.searched..)?;
        let Some(offset) = memchr2(b'\r', b'\n', unsearched) else {
            self.searched = self.bytes.len();
            return None;
        };
        let end = self.searched + offset;
        self.after_cr = self.bytes[end] == b'\r';
        self.searched = end + 1;
        let line = self.line..end;
        self.line = end + 1;
        Some(line)
    }

    /// Returns the range of the unterminated line at the end, if any.
    pub(super) fn last_line(&mut self) -> Option<Range<usize>> {
        let line = self.line..self.bytes.len();
        self.line = self.bytes.len();
        self.searched = self.line;
        (!line.is_empty()).then_some(line)
    }

    /// Discards the first bytes if that is cheap, and returns how many were discarded.
    ///
    /// Moving the remaining bytes to the front costs time proportional to their number. It is done only if at least as
    /// many bytes are discarded, so that the total cost stays linear.
    pub(super) fn discard(&mut self, count: usize) -> usize {
        if count == 0 || count < self.bytes.len() - count {
            return 0;
        }
        self.bytes.drain(..count);
        self.line -= count;
        self.searched -= count;
        count
    }

    /// Frees an empty buffer that a large event has grown, and returns whether it did.
    pub(super) fn release_memory(&mut self) -> bool {
        let release = self.bytes.is_empty() && self.bytes.capacity() > MAX_IDLE_CAPACITY;
        if release {
            self.bytes = Vec::new();
        }
        release
    }
}
