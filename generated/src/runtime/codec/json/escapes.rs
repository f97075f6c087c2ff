//! Strings that are not escaped as JSON requires, which models write and servers pass on.

use std::borrow::Cow;

/// Escapes the control characters in strings of a JSON text, and the backslashes that start no escape.
///
/// Valid JSON is returned unchanged.
pub(crate) fn repair_escapes(json: &str) -> Cow<'_, str> {
    let mut repaired = String::new();
    let (mut copied, mut in_string, mut position) = (0, false, 0);
    let bytes = json.as_bytes();
    while let Some(byte) = bytes.get(position) {
        let length = match byte {
            b'\\' if in_string => escape_length(&bytes[position..]),
            byte if in_string && byte.is_ascii_control() && *byte < b' ' => None,
            _ => Some(1),
        };
        in_string ^= *byte == b'"';
        if length.is_none() {
            repaired.push_str(&json[copied..position]);
            match byte {
                b'\\' => repaired.push_str("\\\\"),
                control => repaired.push_str(&format!("\\u{control:04x}")),
            }
            copied = position + 1;
        }
        position += length.unwrap_or(1);
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    repaired.push_str(&json[copied..]);
    Cow::Owned(repaired)
}

/// Returns the length of the escape at the start of a string. `None` if there is none.
fn escape_length(text: &[u8]) -> Option<usize> {
    match text.get(1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => {
            let digits = text.get(2..6)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(6)
        }
        _ => None,
    }
}
