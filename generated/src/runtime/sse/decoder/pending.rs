//! The event being read.

use std::ops::Range;

use memchr::{memchr, memmem};

use crate::runtime::meta::{Nesting, blank_start};
use crate::runtime::sse::json_lines::is_json;

/// An event whose end has not been read yet. Ranges refer to the line buffer.
#[derive(Debug, Default)]
pub(super) struct PendingEvent {
    pub(super) name: Field,
    pub(super) data: Field,
    pub(super) id: Field,
    pub(super) retry: Field,
    /// The position in the JSON of the data, once a line was received that is not a field.
    inside: Option<Nesting>,
}

/// The value of a field of an event.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Field {
    #[default]
    None,
    /// A single line, still in the line buffer.
    Line(Range<usize>),
    /// Several lines, joined, or a line that was copied from the line buffer.
    Owned(Vec<u8>),
}

impl PendingEvent {
    /// Adds the field on a line that is not empty. Bytes without content before the field are ignored.
    pub(super) fn add_line(&mut self, buffer: &[u8], line: Range<usize>) {
        let line = line.start + blank_start(&buffer[line.clone()])..line.end;
        let bytes = &buffer[line.clone()];
        // Not a field. Some servers write JSON without `data:`, such as an error in the middle of a stream, or the marker for
        // its end.
        if bytes.starts_with(b"{") || is_list(bytes) || is_marker(bytes) {
            return self.add_data(buffer, line);
        }
        let (field, value) = match memchr(b':', bytes) {
            Some(colon) => {
                let space = usize::from(bytes.get(colon + 1) == Some(&b' '));
                (&bytes[..colon], line.start + colon + 1 + space..line.end)
            }
            None => (bytes, line.end..line.end),
        };
        match field {
            b"data" => {
                let repeated = repeated_field(&buffer[value.clone()]);
                self.add_data(buffer, value.start + repeated..value.end);
            }
            b"event" => self.name = Field::Line(value),
            // Not a standard field. Some servers report a failure in such a line.
            b"error" => {
                self.name = Field::Line(line.start..line.start + field.len());
                self.add_data(buffer, value);
            }
            // The specification ignores an ID that contains NUL, and a time that does not consist of digits.
            b"id" if !buffer[value.clone()].contains(&0) => self.id = Field::Line(value),
            b"retry" if is_digits(&buffer[value.clone()]) => self.retry = Field::Line(value),
            // A comment has an empty field name.
            b"" | b"id" | b"retry" => {}
            _ => self.add_other(buffer, line),
        }
    }

    /// Adds a line that is not a field: the next line of JSON with unescaped line feeds, or an object after other bytes.
    /// All other lines are ignored.
    #[cold]
    fn add_other(&mut self, buffer: &[u8], line: Range<usize>) {
        let is_inside = self.inside.get_or_insert_with(|| {
            let mut nesting = Nesting::default();
            let data = self.data.value(buffer);
            if let Some(b'{' | b'[') = data.trim_ascii_start().first() {
                nesting.read(data);
            }
            nesting
        });
        if is_inside.is_open() {
            return self.add_data(buffer, line);
        }
        if let Some(object) = misplaced_data(&buffer[line.clone()]) {
            self.add_data(buffer, line.start + object..line.end);
        }
    }

    fn add_data(&mut self, buffer: &[u8], value: Range<usize>) {
        if let Some(inside) = &mut self.inside {
            inside.read(&buffer[value.clone()]);
        }
        self.data.add(buffer, value);
    }

    /// Returns whether a line starts another event although no empty line separates the two: each is a separate object.
    pub(super) fn ends_before(&self, buffer: &[u8], line: Range<usize>) -> bool {
        let next = &buffer[line];
        let next = &next[blank_start(next)..];
        let next = next.strip_prefix(b"data:").unwrap_or(next);
        let next = &next[repeated_field(next)..];
        let is_object = |data: &[u8]| data.trim_ascii_start().starts_with(b"{");
        let first = self.data.value(buffer);
        // Only a single line is checked: otherwise each line would parse the lines before it again.
        let is_single = || memchr(b'\n', first).is_none();
        is_object(next) && (is_object(first) && is_single() && is_json(first) || is_marker(first))
    }

    /// Adjusts the ranges after bytes were discarded from the front of the buffer.
    pub(super) fn shift(&mut self, count: usize) {
        for field in self.fields_mut() {
            field.shift(count);
        }
    }

    /// Returns how many bytes of the line buffer are part of the event.
    pub(super) fn buffered(&self) -> usize {
        self.fields().into_iter().map(Field::buffered).sum()
    }

    /// Returns how many bytes the event has outside of the line buffer.
    pub(super) fn owned(&self) -> usize {
        self.fields().into_iter().map(Field::owned).sum()
    }

    /// Copies the fields out of the line buffer.
    pub(super) fn detach(&mut self, buffer: &[u8]) {
        for field in self.fields_mut() {
            field.detach(buffer);
        }
    }

    fn fields(&self) -> [&Field; 4] {
        [&self.name, &self.data, &self.id, &self.retry]
    }

    fn fields_mut(&mut self) -> [&mut Field; 4] {
        let Self {
            name,
            data,
            id,
            retry,
            ..
        } = self;
        [name, data, id, retry]
    }
}

/// Returns whether a line starts a list of objects.
fn is_list(line: &[u8]) -> bool {
    let rest = line.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    rest.is_some_and(|rest| matches!(rest.first(), None | Some(b'{')))
}

/// Returns whether a line is a word in brackets, such as a marker for the end.
fn is_marker(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let word = line
        .strip_prefix(b"[")
        .and_then(|line| line.strip_suffix(b"]"));
    word.is_some_and(|word| !word.is_empty() && word.iter().all(u8::is_ascii_alphabetic))
}

fn is_digits(value: &[u8]) -> bool {
    !value.is_empty() && value.iter().all(u8::is_ascii_digit)
}

/// Returns the length of the field names that a server wrote before JSON by mistake, as in `data: data: {}`.
fn repeated_field(value: &[u8]) -> usize {
    let mut rest = value;
    while let Some(inner) = rest.trim_ascii_start().strip_prefix(b"data:") {
        rest = inner.trim_ascii_start();
    }
    match rest.first() {
        Some(b'{' | b'[') if rest.len() < value.trim_ascii_start().len() => {
            value.len() - rest.len()
        }
        _ => 0,
    }
}

/// Returns the start of an object after `data` in a line that starts with other bytes, as in `OKdata: {}`. The name of the
/// field may be capitalized.
fn misplaced_data(line: &[u8]) -> Option<usize> {
    let lowercase = line.to_ascii_lowercase();
    let end = memmem::find(&lowercase, b"data")? + b"data".len();
    let rest = line[end..].trim_ascii_start().strip_prefix(b":")?;
    let value = rest.trim_ascii_start();
    let is_value = value.starts_with(b"{") || value.starts_with(b"[");
    is_value.then(|| line.len() - value.len())
}

impl Field {
    /// Returns the value, whether it is in the line buffer or was copied.
    pub(super) fn value<'a>(&'a self, buffer: &'a [u8]) -> &'a [u8] {
        match self {
            Self::None => &[],
            Self::Line(range) => &buffer[range.clone()],
            Self::Owned(bytes) => bytes,
        }
    }

    fn shift(&mut self, count: usize) {
        if let Self::Line(range) = self {
            *range = range.start - count..range.end - count;
        }
    }

    fn buffered(&self) -> usize {
        match self {
            Self::Line(range) => range.len(),
            Self::None | Self::Owned(_) => 0,
        }
    }

    fn owned(&self) -> usize {
        match self {
            Self::Owned(bytes) => bytes.len(),
            Self::None | Self::Line(_) => 0,
        }
    }

    fn detach(&mut self, buffer: &[u8]) {
        if let Self::Line(range) = self {
            *self = Self::Owned(buffer[range.clone()].to_vec());
        }
    }

    fn add(&mut self, buffer: &[u8], value: Range<usize>) {
        match self {
            Self::None => *self = Self::Line(value),
            Self::Line(first) => {
                let mut joined = buffer[first.clone()].to_vec();
                joined.push(b'\n');
                joined.extend_from_slice(&buffer[value]);
                *self = Self::Owned(joined);
            }
            Self::Owned(joined) => {
                joined.push(b'\n');
                joined.extend_from_slice(&buffer[value]);
            }
        }
    }
}
