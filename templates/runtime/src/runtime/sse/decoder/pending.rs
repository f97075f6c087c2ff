//! The event being read.

use std::ops::Range;

use memchr::memchr;

/// An event whose end was not read yet. Ranges refer to the line buffer.
#[derive(Debug, Default)]
pub(super) struct PendingEvent {
    pub(super) name: Option<Range<usize>>,
    pub(super) data: Data,
}

/// The data of an event.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Data {
    #[default]
    None,
    /// A single line, still in the line buffer.
    Line(Range<usize>),
    /// Several lines, joined.
    Joined(Vec<u8>),
}

impl PendingEvent {
    /// Adds the field on a line that is not empty.
    pub(super) fn add_line(&mut self, buffer: &[u8], line: Range<usize>) {
        let bytes = &buffer[line.clone()];
        let (field, value) = match memchr(b':', bytes) {
            Some(colon) => {
                let space = usize::from(bytes.get(colon + 1) == Some(&b' '));
                (&bytes[..colon], line.start + colon + 1 + space..line.end)
            }
            None => (bytes, line.end..line.end),
        };
        match field {
            b"data" => self.data.add(buffer, value),
            b"event" => self.name = Some(value),
            // Not a standard field. Some servers report a failure in such a line.
            b"error" => {
                self.name = Some(line.start..line.start + field.len());
                self.data.add(buffer, value);
            }
            // A comment has an empty field name. `id` and `retry` are for reconnecting, which is not possible for
            // requests that are not idempotent.
            _ => {}
        }
    }

    /// Adjusts the ranges after bytes were discarded from the front of the buffer.
    pub(super) fn shift(&mut self, count: usize) {
        if let Some(name) = &mut self.name {
            *name = name.start - count..name.end - count;
        }
        if let Data::Line(range) = &mut self.data {
            *range = range.start - count..range.end - count;
        }
    }
}

impl Data {
    fn add(&mut self, buffer: &[u8], value: Range<usize>) {
        match self {
            Self::None => *self = Self::Line(value),
            Self::Line(first) => {
                let mut joined = buffer[first.clone()].to_vec();
                joined.push(b'\n');
                joined.extend_from_slice(&buffer[value]);
                *self = Self::Joined(joined);
            }
            Self::Joined(joined) => {
                joined.push(b'\n');
                joined.extend_from_slice(&buffer[value]);
            }
        }
    }
}
