//! JSON Pointers (RFC 6901).
//!
//! Input: a pointer. Output: its reference tokens, or the node it refers to.

use std::borrow::Cow;

use super::model::{Node, Value};

/// How many references in sequence are followed: more than any reasonable document has.
pub const MAX_REFERENCE_CHAIN: usize = 64;

/// Escapes `~` and `/` in a reference token.
pub fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        token.replace('~', "~0").replace('/', "~1").into()
    } else {
        token.into()
    }
}

/// Decodes `~0` and `~1` in a reference token. Returns `None` if another `~` remains.
pub fn unescape(token: &str) -> Option<Cow<'_, str>> {
    if !token.contains('~') {
        return Some(token.into());
    }
    let mut out = String::with_capacity(token.len());
    let mut rest = token;
    while let Some(at) = rest.find('~') {
        out.push_str(&rest[..at]);
        out.push(match rest.as_bytes().get(at + 1)? {
            b'0' => '~',
            b'1' => '/',
            _ => return None,
        });
        rest = &rest[at + 2..];
    }
    out.push_str(rest);
    Some(out.into())
}

/// Appends a reference token to a pointer.
pub fn push_pointer(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&escape(token));
}

/// Splits a pointer into its unescaped reference tokens, or returns `None` if it is not a valid pointer.
pub fn parse_pointer(pointer: &str) -> Option<Vec<Cow<'_, str>>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    pointer
        .strip_prefix('/')?
        .split('/')
        .map(unescape)
        .collect()
}

/// Returns the pointer in a reference such as `#/components/schemas/A%20B`, or `None` if the fragment is not a pointer
/// or the reference is to another document.
pub fn from_fragment(reference: &str) -> Option<Cow<'_, str>> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    percent_decode(fragment)
}

impl Node {
    /// Returns the node that a pointer refers to, relative to this node.
    pub fn at_pointer(&self, pointer: &str) -> Option<&Node> {
        let mut node = self;
        if pointer.is_empty() {
            return Some(node);
        }
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = unescape(token)?;
            node = match &node.value {
                Value::Object(map) => map.get(token.as_ref())?,
                Value::Array(items) => items.get(index(&token)?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// Returns a mutable reference to the node that a pointer refers to, relative to this node.
    pub fn at_pointer_mut(&mut self, pointer: &str) -> Option<&mut Node> {
        let mut node = self;
        for token in parse_pointer(pointer)? {
            node = match &mut node.value {
                Value::Object(map) => map.get_mut(token.as_ref())?,
                Value::Array(items) => items.get_mut(index(&token)?)?,
                _ => return None,
            };
        }
        Some(node)
    }
}

/// Parses an array index: digits without a leading zero.
fn index(token: &str) -> Option<usize> {
    let is_index = token.bytes().all(|byte| byte.is_ascii_digit())
        && (token == "0" || !token.starts_with('0'));
    if is_index { token.parse().ok() } else { None }
}

fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(text.into());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, tail @ ..] = rest else {
            return None;
        };
        let digit = |byte: u8| (byte as char).to_digit(16);
        bytes.push((digit(*high)? * 16 + digit(*low)?) as u8);
        rest = tail;
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{escape, from_fragment, parse_pointer, push_pointer};
    use crate::document::testing::node;

    #[test]
    fn a_pointer_leads_through_objects_and_arrays() {
        let tree = node("a/b:\n  - m~n: 1\n  - {'': 2, '01': 3}\n");
        let text = |pointer: &str| tree.at_pointer(pointer).map(crate::document::write_json);
        assert_eq!(text("/a~1b/0/m~0n").as_deref(), Some("1\n"));
        assert_eq!(text("/a~1b/1/").as_deref(), Some("2\n"));
        assert_eq!(text("/a~1b/1/01").as_deref(), Some("3\n"));
        assert!(tree.at_pointer("").is_some());
        for invalid in [
            "a~1b",
            "/a~1b/01",
            "/a~1b/2",
            "/a~1b/-",
            "/a~2b",
            "/a~1b/0/m~0n/x",
            "/a~1b/0/~",
        ] {
            assert!(tree.at_pointer(invalid).is_none(), "{invalid}");
        }
    }

    #[test]
    fn tokens_survive_a_round_trip() {
        let mut pointer = String::new();
        for token in ["paths", "/a/{b}~c", "", "get"] {
            push_pointer(&mut pointer, token);
        }
        assert_eq!(pointer, "/paths/~1a~1{b}~0c//get");
        assert_eq!(
            parse_pointer(&pointer).expect("a pointer"),
            ["paths", "/a/{b}~c", "", "get"]
        );
        assert_eq!(escape("plain"), "plain");
    }

    #[test]
    fn fragments_are_percent_decoded() {
        assert_eq!(from_fragment("#/a%20b/%C3%BC").as_deref(), Some("/a b/ü"));
        assert_eq!(from_fragment("#").as_deref(), Some(""));
        for invalid in ["/a", "#a", "#/%zz", "#/%c3", "other.yaml#/a"] {
            assert!(from_fragment(invalid).is_none(), "{invalid}");
        }
    }
}
