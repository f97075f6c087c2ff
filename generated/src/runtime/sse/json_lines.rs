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
