//! An incremental decoder of the format [`text/event-stream`][1].
//!
//! Each byte is scanned once and copied once, regardless of how the input is split: lines are found in the buffer they
//! arrived in, and the data of an event with a single `data:` line is returned from there.
//!
//! [1]: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

mod lines;
mod pending;

use std::ops::Range;

use lines::LineBuffer;
use pending::{Field, PendingEvent};

/// The maximum size of ignored lines that are kept while an event is read, in bytes.
const MAX_IGNORED: usize = 4096;

/// Decodes bytes into events.
#[derive(Debug, Default)]
pub struct Decoder {
    lines: LineBuffer,
    /// The start of the event being read. Bytes before it are no longer needed.
    event_start: usize,
    event: PendingEvent,
    /// A line that was read and belongs to the next event.
    line: Option<Range<usize>>,
    /// The event returned last.
    last: PendingEvent,
}

/// An event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawEvent<'a> {
    /// The value of the field `event`, or empty.
    pub name: &'a [u8],
    /// The values of the fields `data`, joined by line feeds.
    pub data: &'a [u8],
    /// The value of the field `id`, or `None` if the event has none.
    pub id: Option<&'a [u8]>,
    /// The value of the field `retry` in milliseconds: digits, or empty.
    pub retry: &'a [u8],
}

impl Decoder {
    /// Creates a decoder for a new stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends bytes to the input. Take all events out first, so that their memory can be reused.
    pub fn push(&mut self, bytes: &[u8]) {
        self.discard();
        self.lines.push(bytes);
    }

    /// Returns the next complete event. Events without data are dropped.
    pub fn next_event(&mut self) -> Option<RawEvent<'_>> {
        loop {
            let line = match self.line.take() {
                Some(line) => line,
                None => self.lines.next_line()?,
            };
            if self.event.ends_before(self.lines.bytes(), line.clone()) {
                let event = std::mem::take(&mut self.event);
                self.line = Some(line.clone());
                return Some(self.view(event, line.start));
            }
            if !line.is_empty() {
                self.event.add_line(self.lines.bytes(), line);
                self.drop_ignored();
            } else if let Some(event) = self.dispatch() {
                let position = self.lines.position();
                return Some(self.view(event, position));
            }
        }
    }

    /// Returns how many bytes are kept of the event being read.
    pub(super) fn pending(&self) -> usize {
        self.lines.bytes().len() - self.event_start + self.event.owned()
    }

    /// Returns the event at the end of the input that was not terminated by an empty line, if any.
    ///
    /// The specification drops such an event. Since servers that omit the last line feeds are as common as broken
    /// connections, the caller has to check whether the data is complete.
    pub fn finish(&mut self) -> Option<RawEvent<'_>> {
        if let Some(line) = self.lines.last_line() {
            self.event.add_line(self.lines.bytes(), line);
        }
        let event = self.dispatch()?;
        let position = self.lines.position();
        Some(self.view(event, position))
    }

    /// Completes the event being read, if it has data.
    fn dispatch(&mut self) -> Option<PendingEvent> {
        let event = std::mem::take(&mut self.event);
        if event.data == Field::None {
            self.event_start = self.lines.position();
            return None;
        }
        Some(event)
    }

    /// Borrows an event, which stays in the buffer until the next call. The next event starts at `next`.
    fn view(&mut self, event: PendingEvent, next: usize) -> RawEvent<'_> {
        self.event_start = next;
        self.last = event;
        let buffer = self.lines.bytes();
        RawEvent {
            name: self.last.name.value(buffer),
            data: self.last.data.value(buffer),
            id: (self.last.id != Field::None).then(|| self.last.id.value(buffer)),
            retry: self.last.retry.value(buffer),
        }
    }

    /// Discards ignored lines, such as comments, and lines that were copied into the event.
    ///
    /// What is part of the event is copied at most once, and only if there is less of it than of the rest.
    fn drop_ignored(&mut self) {
        let end = self.lines.position();
        let used = self.event.buffered();
        let ignored = end - self.event_start - used;
        if ignored > used.max(MAX_IGNORED) {
            self.event.detach(self.lines.bytes());
            self.event_start = end;
        }
    }

    /// Discards the bytes before the event being read.
    fn discard(&mut self) {
        let count = self.lines.discard(self.event_start);
        if count == 0 {
            return;
        }
        self.event_start = 0;
        self.event.shift(count);
        if let Some(line) = &mut self.line {
            *line = line.start - count..line.end - count;
        }
        if self.lines.release_memory() {
            self.last = PendingEvent::default();
        }
    }
}
