//! Lone surrogates: halves of a UTF-16 pair, which some services send when they split a string.

use std::borrow::Cow;
use std::ops::Range;

/// The escaped replacement character, U+FFFD.
const REPLACEMENT: &str = "\\ufffd";

/// The length of an escape such as `\ud83d`.
const ESCAPE: usize = 6;

/// A lone surrogate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surrogate {
    /// The first half of a pair.
    High,
    /// The second half of a pair.
    Low,
}

/// Replaces escaped lone surrogates in a JSON text with U+FFFD, since Rust strings cannot contain them.
pub(crate) fn replace_lone_surrogates(json: &str) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    for (range, _) in lone_surrogates(json) {
        replaced.push_str(&json[copied..range.start]);
        replaced.push_str(REPLACEMENT);
        copied = range.end;
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    replaced.push_str(&json[copied..]);
    Cow::Owned(replaced)
}

/// Returns the locations of the escaped lone surrogates in a JSON text, in order.
pub(crate) fn lone_surrogates(json: &str) -> Vec<(Range<usize>, Surrogate)> {
    let bytes = json.as_bytes();
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(offset) = bytes[position..].iter().position(|byte| *byte == b'\\') {
        position += offset;
        let end = position + ESCAPE;
        match surrogate_at(bytes, position) {
            Some(Surrogate::High) if surrogate_at(bytes, end) == Some(Surrogate::Low) => {
                position = end + ESCAPE;
            }
            Some(surrogate) => {
                found.push((position..end, surrogate));
                position = end;
            }
            None => position = (position + 2).min(bytes.len()),
        }
    }
    found
}

/// Returns the surrogate whose escape starts at a position.
fn surrogate_at(json: &[u8], position: usize) -> Option<Surrogate> {
    let escape = json.get(position..position + ESCAPE)?;
    let digits = std::str::from_utf8(escape.strip_prefix(b"\\u")?).ok()?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(Surrogate::High),
        0xDC00..=0xDFFF => Some(Surrogate::Low),
        _ => None,
    }
}
