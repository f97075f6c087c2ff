//! An incremental decoder of JSON values: lines (`application/x-ndjson`) and JSON text sequences ([RFC 7464][1]).
//!
//! The first byte distinguishes them: each text of a sequence starts with a record separator.
//!
//! [1]: https://www.rfc-editor.org/rfc/rfc7464

use std::ops::Range;

use memchr::{memchr, memchr2};
use serde::de::IgnoredAny;

use super::decoder::RawEvent;
use crate::runtime::meta::Nesting;

/// The byte before each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1E;

/// Decodes bytes into events whose data is JSON.
#[derive(Debug, Default)]
pub(super) struct JsonLines {
    bytes: Vec<u8>,
    /// The start of the value being read.
    start: usize,
    /// How far the value was searched for its end.
    searched: usize,
    /// Whether this is a sequence. `None` until the first byte is known.
    is_sequence: Option<bool>,
    /// The nesting at the end of the searched bytes of the value.
    nesting: Nesting,
}

impl JsonLines {
    /// Appends bytes to the input.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.bytes.extend_from_slice(bytes);
        let first = self.bytes.first();
        self.is_sequence = self.is_sequence.or(first.map(|it| *it == RECORD_SEPARATOR));
    }

    /// Returns the next complete value.
    pub(super) fn next_event(&mut self) -> Option<RawEvent<'_>> {
        loop {
            let unsearched = self.bytes.get(self.searched..)?;
            let offset = match self.is_sequence {
                Some(true) => memchr2(RECORD_SEPARATOR, b'\n', unsearched),
                _ => memchr(b'\n', unsearched),
            };
            let end = offset.map_or(self.bytes.len(), |offset| self.searched + offset);
            if self.is_sequence == Some(true) {
                self.nesting.read(&self.bytes[self.searched..end]);
            }
            if offset.is_none() {
                self.searched = end;
                return None;
            }
            self.searched = end + 1;
            // A line feed ends an item of a JSON sequence, but may also occur within an item.
            let is_inside = self.is_sequence == Some(true)
                && self.bytes[end] == b'\n'
                && self.nesting.is_open();
            if !is_inside {
                self.nesting = Nesting::default();
                let value = self.start..end;
                self.start = end + 1;
                return Some(self.view(value));
            }
        }
    }

    /// Returns how many bytes are kept of the value being read.
    pub(super) fn pending(&self) -> usize {
        self.bytes.len() - self.start
    }

    /// Returns the value at the end of the input, if any.
    pub(super) fn finish(&mut self) -> Option<RawEvent<'_>> {
        let value = self.start..self.bytes.len();
        self.start = self.bytes.len();
        self.searched = self.start;
        (!value.is_empty()).then(|| self.view(value))
    }

    fn view(&self, value: Range<usize>) -> RawEvent<'_> {
        RawEvent {
            name: &[],
            data: &self.bytes[value],
            id: None,
            retry: &[],
        }
    }
}

/// Returns whether the bytes are one complete JSON value.
pub(super) fn is_json(data: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(data).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the values that are not blank, with the input in chunks of a size.
    fn values(input: &str, size: usize) -> Vec<String> {
        let (mut decoder, mut values) = (JsonLines::default(), Vec::new());
        let mut add = |event: RawEvent<'_>| {
            let value = String::from_utf8_lossy(event.data).trim().to_owned();
            values.extend((!value.is_empty()).then_some(value));
        };
        for chunk in input.as_bytes().chunks(size) {
            decoder.push(chunk);
            while let Some(event) = decoder.next_event() {
                add(event);
            }
        }
        if let Some(event) = decoder.finish() {
            add(event);
        }
        values
    }

    #[test]
    fn lines_and_sequences_are_split_wherever_chunks_end() {
        for size in 1..8 {
            assert_eq!(
                values("{\"a\":1}\r\n\n[2]\n3", size),
                ["{\"a\":1}", "[2]", "3"]
            );
            assert_eq!(
                values("\u{1e}{\"a\":\n1}\n\u{1e}[2]\n\u{1e}3", size),
                ["{\"a\":\n1}", "[2]", "3"]
            );
            assert!(values("", size).is_empty());
        }
    }

    #[test]
    fn a_text_of_a_sequence_is_complete_before_the_next_one_starts() {
        let mut decoder = JsonLines::default();
        decoder.push(b"\x1e[1]\n");
        assert!(
            decoder
                .next_event()
                .is_some_and(|event| event.data.is_empty())
        );
        assert!(
            decoder
                .next_event()
                .is_some_and(|event| event.data == b"[1]")
        );
        assert!(decoder.next_event().is_none());
    }
}
