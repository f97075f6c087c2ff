//! The form of a body by its first bytes, since the `content-type` header is often wrong.

use std::fmt;

use memchr::memchr2;

/// The byte order mark that a body may start with.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The fields of an event stream. `error` is not standard, but some servers end a stream with such a line.
const EVENT_FIELDS: &[&[u8]] = &[b"data", b"event", b"id", b"retry", b"error"];

/// How many bytes of whitespace and comments at the start of a body are read before the form is decided.
const MAX_BLANK: usize = 64 << 10;

/// The form of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyForm {
    EventStream,
    Json,
    Html,
    /// Nothing but whitespace.
    Empty,
    Other,
}

impl BodyForm {
    /// Returns the form of a complete body.
    pub(crate) fn of(body: &[u8]) -> Self {
        Self::detect(body, true).unwrap_or(Self::Other)
    }

    /// Returns the form of a body that starts with these bytes. `None` if more bytes are needed.
    pub(crate) fn detect(start: &[u8], is_complete: bool) -> Option<Self> {
        let has_comment = start.len() > MAX_BLANK || is_complete;
        let blank = blank_start(start);
        if blank > MAX_BLANK {
            return Some(Self::Other);
        }
        let start = &start[blank..];
        // The next byte may complete a byte order mark.
        if !is_complete && BYTE_ORDER_MARK.starts_with(start) {
            return None;
        }
        let (has_comment, start) = match start.first() {
            // JSON may follow as well.
            Some(b':') => (has_comment, without_comments(start)),
            _ => (false, start),
        };
        let found = match start.first() {
            Some(b':') | None if has_comment => Self::EventStream,
            Some(b':') => return None,
            None => Self::Empty,
            Some(b'{' | b'[' | b'"') => Self::Json,
            Some(b'<') => Self::Html,
            Some(_) => return Self::detect_field(start, is_complete),
        };
        (is_complete || found != Self::Empty).then_some(found)
    }

    /// Detects the first field of an event stream.
    fn detect_field(start: &[u8], is_complete: bool) -> Option<Self> {
        let end = start
            .iter()
            .position(|byte| matches!(byte, b':' | b'\r' | b'\n'));
        let field = &start[..end.unwrap_or(start.len())];
        if EVENT_FIELDS.contains(&field) && (end.is_some() || is_complete) {
            return Some(Self::EventStream);
        }
        let may_become_field = EVENT_FIELDS.iter().any(|known| known.starts_with(field));
        let needs_more = end.is_none() && !is_complete && may_become_field;
        (!needs_more).then_some(Self::Other)
    }
}

impl fmt::Display for BodyForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EventStream => "an event stream",
            Self::Json => "JSON",
            Self::Html => "HTML",
            Self::Empty => "empty",
            Self::Other => "neither JSON nor an event stream",
        })
    }
}

/// Returns the length of the bytes without content at the start of a body or line: whitespace, byte order marks and NUL
/// bytes, with which some servers fill buffers.
pub(crate) fn blank_start(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [b' ' | b'\t' | b'\r' | b'\n' | 0, after @ ..] | [0xEF, 0xBB, 0xBF, after @ ..] => {
                after
            }
            _ => return bytes.len() - rest.len(),
        };
    }
}

/// Returns bytes without those at the start and at the end that have no content.
pub(crate) fn without_blanks(bytes: &[u8]) -> &[u8] {
    let mut rest = &bytes[blank_start(bytes)..];
    while let [before @ .., b' ' | b'\t' | b'\r' | b'\n' | 0] = rest {
        rest = before;
    }
    rest
}

/// Returns JSON without what surrounds it: bytes without content, and comments of an event stream, which some servers
/// send while they prepare the response. Other bodies are returned without bytes that have no content.
pub(crate) fn json_start(body: &[u8]) -> &[u8] {
    let body = without_blanks(body);
    if body.first() != Some(&b':') {
        return body;
    }
    let json = without_comments(body);
    match json.first() {
        Some(b'{' | b'[' | b'"') => json,
        _ => body,
    }
}

/// Skips complete lines that are comments of an event stream or blank.
fn without_comments(mut body: &[u8]) -> &[u8] {
    loop {
        body = &body[blank_start(body)..];
        if body.first() != Some(&b':') {
            return body;
        }
        match memchr2(b'\r', b'\n', body) {
            Some(end) => body = &body[end..],
            None => return body,
        }
    }
}
