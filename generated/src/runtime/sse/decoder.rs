//! The `text/event-stream` format, decoded piece by piece.
//!
//! In: bytes, cut anywhere. Out: events with name and data.
//! Must not know: JSON, sentinels, and where the bytes come from.
//!
//! Each byte is looked at once and copied once, whatever the size of the pieces: lines are found in the buffer where
//! they arrived, and the data of an event with a single `data:` line is handed out from there.

use std::ops::Range;

use memchr::memchr2;

/// Turns bytes into events.
#[derive(Debug, Default)]
pub struct Decoder {
    buffer: Vec<u8>,
    /// Start of the line being read; all before it is done with, except data of the event being read.
    line: usize,
    /// How far the current line was searched for its end.
    searched: usize,
    /// Where the event being read starts: what is before can go.
    event_start: usize,
    name: Option<Range<usize>>,
    data: Data,
    /// The joined data of the event last handed out.
    scratch: Vec<u8>,
    /// A CR ended the last line: a LF right after it belongs to it.
    after_cr: bool,
    started: bool,
}

/// The data of the event being read.
#[derive(Debug, Default)]
enum Data {
    #[default]
    None,
    /// One line, still where it arrived.
    Line(Range<usize>),
    /// Several lines, joined.
    Joined(Vec<u8>),
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawEvent<'a> {
    /// The value of `event:`; empty if there was none.
    pub name: &'a [u8],
    /// The values of `data:`, joined by line feeds.
    pub data: &'a [u8],
}

/// How much memory is kept between events.
const KEPT: usize = 1 << 20;

/// The byte order mark that a stream may start with.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Decoder {
    /// A decoder at the start of a stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes. Take out all events first, so that what they were made of can go.
    pub fn push(&mut self, bytes: &[u8]) {
        self.forget();
        self.buffer.extend_from_slice(bytes);
    }

    /// The next complete event. An event without data is none.
    pub fn next_event(&mut self) -> Option<RawEvent<'_>> {
        if !self.skip_mark() {
            return None;
        }
        loop {
            let (line, next) = self.next_line()?;
            self.line = next;
            if !line.is_empty() {
                self.field(line);
            } else if let Some(event) = self.dispatch() {
                return Some(self.view(event));
            }
        }
    }

    /// At the end of the bytes: the event that was not closed by an empty line, if there is one.
    ///
    /// The format says to drop it. Servers that forget the last line feeds are as common as connections that break,
    /// so whoever calls this has to see whether the data is whole.
    pub fn finish(&mut self) -> Option<RawEvent<'_>> {
        if self.line < self.buffer.len() {
            let rest = self.line..self.buffer.len();
            self.line = self.buffer.len();
            self.searched = self.line;
            self.field(rest);
        }
        let event = self.dispatch()?;
        Some(self.view(event))
    }

    /// Passes over a byte order mark; `false` while it is not clear whether there is one.
    fn skip_mark(&mut self) -> bool {
        if self.started {
            return true;
        }
        if self.buffer.len() < MARK.len() && MARK.starts_with(&self.buffer) {
            return false;
        }
        self.started = true;
        if self.buffer.starts_with(MARK) {
            self.line = MARK.len();
            self.searched = MARK.len();
        }
        true
    }

    /// The next complete line without its end, and where the line after it starts.
    fn next_line(&mut self) -> Option<(Range<usize>, usize)> {
        if self.after_cr {
            let first = *self.buffer.get(self.line)?;
            self.after_cr = false;
            if first == b'\n' {
                self.line += 1;
                self.searched = self.line;
            }
        }
        let unseen = self.buffer.get(self.searched..)?;
        let Some(found) = memchr2(b'\r', b'\n', unseen) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + found;
        self.after_cr = self.buffer[end] == b'\r';
        self.searched = end + 1;
        Some((self.line..end, end + 1))
    }

    /// Takes in one line that is not empty.
    fn field(&mut self, line: Range<usize>) {
        let text = &self.buffer[line.clone()];
        let (field, value) = match memchr::memchr(b':', text) {
            Some(colon) => {
                let space = usize::from(text.get(colon + 1) == Some(&b' '));
                (&text[..colon], line.start + colon + 1 + space..line.end)
            }
            None => (text, line.end..line.end),
        };
        match field {
            b"data" => self.data.add(&self.buffer, value),
            b"event" => self.name = Some(value),
            // Comments have an empty field name; `id` and `retry` serve reconnecting, which requests like ours
            // cannot do by themselves.
            _ => {}
        }
    }

    /// Ends the event being read: its name and data, if it has data.
    fn dispatch(&mut self) -> Option<(Range<usize>, Data)> {
        let name = self.name.take().unwrap_or_default();
        match std::mem::take(&mut self.data) {
            Data::None => {
                self.event_start = self.line;
                None
            }
            data => Some((name, data)),
        }
    }

    /// Hands out an event; it stays in the buffer until the next call.
    fn view(&mut self, (name, data): (Range<usize>, Data)) -> RawEvent<'_> {
        self.event_start = self.line;
        let data = match data {
            Data::Line(range) => &self.buffer[range],
            Data::Joined(joined) => {
                self.scratch = joined;
                &self.scratch
            }
            Data::None => &[],
        };
        RawEvent {
            name: &self.buffer[name],
            data,
        }
    }

    /// Lets go of what is before the event being read.
    ///
    /// Moving the rest to the front costs as much as the rest is long; it is done when at least as much goes, so that
    /// it never costs more than reading did.
    fn forget(&mut self) {
        let gone = self.event_start;
        if gone == 0 || gone < self.buffer.len() - gone {
            return;
        }
        self.buffer.drain(..gone);
        self.line -= gone;
        self.searched -= gone;
        self.event_start = 0;
        self.data.shift(gone);
        if let Some(name) = &mut self.name {
            *name = name.start - gone..name.end - gone;
        }
        if self.buffer.is_empty() && self.buffer.capacity() > KEPT {
            // One huge event must not hold its memory for the rest of the stream.
            self.buffer = Vec::new();
            self.scratch = Vec::new();
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

    fn shift(&mut self, by: usize) {
        if let Self::Line(range) = self {
            *range = range.start - by..range.end - by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a stream, fed in pieces of this size.
    fn events(stream: &[u8], piece: usize) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut decoder = Decoder::new();
        let mut all = Vec::new();
        for bytes in stream.chunks(piece) {
            decoder.push(bytes);
            while let Some(event) = decoder.next_event() {
                all.push((text(event.name), text(event.data)));
            }
        }
        if let Some(event) = decoder.finish() {
            all.push((text(event.name), text(event.data)));
        }
        all
    }

    #[track_caller]
    fn check(stream: &[u8], expected: &[(&str, &str)]) {
        for piece in 1..=stream.len().max(1) {
            let read = events(stream, piece);
            let read: Vec<_> = read.iter().map(|(n, d)| (n.as_str(), d.as_str())).collect();
            assert_eq!(read, expected, "in pieces of {piece}");
        }
    }

    #[test]
    fn lines_end_with_lf_cr_or_crlf() {
        check(b"data: a\n\ndata: b\n\n", &[("", "a"), ("", "b")]);
        check(b"data: a\r\rdata: b\r\r", &[("", "a"), ("", "b")]);
        check(b"data: a\r\n\r\ndata: b\r\n\r\n", &[("", "a"), ("", "b")]);
        check(b"data: a\r\n\ndata: b\n\r\n", &[("", "a"), ("", "b")]);
    }

    #[test]
    fn a_byte_order_mark_at_the_start_is_passed_over() {
        check(b"\xEF\xBB\xBFdata: a\n\n", &[("", "a")]);
        check(b"\xEF\xBBdata: a\n\ndata: b\n\n", &[("", "b")]);
    }

    #[test]
    fn comments_and_unknown_fields_are_passed_over() {
        check(
            b": hi\n\nid: 7\nretry: 3\ndata: a\n:\nfoo\n\n",
            &[("", "a")],
        );
    }

    #[test]
    fn data_lines_are_joined() {
        check(
            b"data: a\ndata\ndata:b\ndata:  c\n\n",
            &[("", "a\n\nb\n c")],
        );
    }

    #[test]
    fn names_belong_to_their_event_only() {
        check(
            b"event: x\ndata: a\n\ndata: b\n\nevent: y\n\ndata: c\nevent: z\n\n",
            &[("x", "a"), ("", "b"), ("z", "c")],
        );
    }

    #[test]
    fn an_event_without_data_is_none() {
        check(b"event: x\n\n\n\ndata: a\n\n", &[("", "a")]);
    }

    #[test]
    fn data_may_be_empty() {
        check(b"data\n\ndata:\n\n", &[("", ""), ("", "")]);
    }

    #[test]
    fn an_unfinished_event_is_there_at_the_end() {
        check(b"data: a\n\ndata: b", &[("", "a"), ("", "b")]);
        check(b"data: a\n\nevent: x\ndata: b\n", &[("", "a"), ("x", "b")]);
        check(b"", &[]);
    }

    #[test]
    fn bytes_that_are_no_utf8_pass_through() {
        let mut decoder = Decoder::new();
        decoder.push(b"data: \xFF\xFE\n\n");
        assert_eq!(
            decoder.next_event().map(|event| event.data),
            Some(&b"\xFF\xFE"[..])
        );
    }

    #[test]
    fn memory_stays_flat_over_many_events() {
        let mut decoder = Decoder::new();
        for _ in 0..100_000 {
            decoder.push(b"event: x\ndata: 0123456789\n\ndata: 01");
            while decoder.next_event().is_some() {}
            decoder.push(b"23\n\n");
            while decoder.next_event().is_some() {}
        }
        assert!(
            decoder.buffer.capacity() < 4096,
            "{}",
            decoder.buffer.capacity()
        );
    }
}
