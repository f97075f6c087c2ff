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
        if !is_complete && start.len() < 3 && BYTE_ORDER_MARK.starts_with(start) {
            return None;
        }
        if start.len() > MAX_BLANK && start[..MAX_BLANK].trim_ascii().is_empty() {
            return Some(Self::Other);
        }
        let has_comment = start.len() > MAX_BLANK || is_complete;
        let start = without_byte_order_mark(start).trim_ascii_start();
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

/// Returns a body without its byte order mark, if it has one.
pub(crate) fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Returns the start of JSON after a byte order mark, whitespace, and comments of an event stream, which some servers
/// send while they prepare the response. Other bodies are returned without their byte order mark.
pub(crate) fn json_start(body: &[u8]) -> &[u8] {
    let body = without_byte_order_mark(body);
    let start = body.trim_ascii_start();
    if start.first() != Some(&b':') {
        return body;
    }
    let json = without_comments(start);
    match json.first() {
        Some(b'{' | b'[' | b'"') => json,
        _ => body,
    }
}

/// Skips complete lines that are comments of an event stream or blank.
fn without_comments(mut body: &[u8]) -> &[u8] {
    loop {
        body = body.trim_ascii_start();
        if body.first() != Some(&b':') {
            return body;
        }
        match memchr2(b'\r', b'\n', body) {
            Some(end) => body = &body[end..],
            None => return body,
        }
    }
}
