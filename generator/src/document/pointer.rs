//! JSON Pointers (RFC 6901).
//!
//! In: pointers as texts. Out: their parts, and the nodes they lead to.

use std::borrow::Cow;

use super::model::{Node, Value};

/// Writes `~` and `/` of one part so that it can stand in a pointer.
pub fn escape(part: &str) -> Cow<'_, str> {
    if part.contains(['~', '/']) {
        part.replace('~', "~0").replace('/', "~1").into()
    } else {
        part.into()
    }
}

/// Adds one part to a pointer.
pub fn push_pointer(pointer: &mut String, part: &str) {
    pointer.push('/');
    pointer.push_str(&escape(part));
}

/// The parts of a pointer, unescaped; none where the text is no pointer.
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

/// The pointer in the fragment of a reference, as in `#/components/schemas/A%20B`; none where it is no such fragment.
pub fn from_fragment(reference: &str) -> Option<Cow<'_, str>> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    percent_decode(fragment)
}

impl Node {
    /// The node a pointer leads to, starting here.
    pub fn at_pointer(&self, pointer: &str) -> Option<&Node> {
        let mut node = self;
        if pointer.is_empty() {
            return Some(node);
        }
        for part in pointer.strip_prefix('/')?.split('/') {
            let part = unescape(part)?;
            node = match &node.value {
                Value::Object(map) => map.get(part.as_ref())?,
                Value::Array(items) => items.get(index(&part)?)?,
                _ => return None,
            };
        }
        Some(node)
    }
}

/// An array index as a pointer writes it: digits without a leading zero.
fn index(part: &str) -> Option<usize> {
    let plain =
        part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
    if plain { part.parse().ok() } else { None }
}

fn unescape(part: &str) -> Option<Cow<'_, str>> {
    if !part.contains('~') {
        return Some(part.into());
    }
    let mut out = String::with_capacity(part.len());
    let mut rest = part;
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
    fn leads_through_objects_and_arrays() {
        let tree = node("a/b:\n  - m~n: 1\n  - {'': 2, '01': 3}\n");
        let text = |pointer: &str| tree.at_pointer(pointer).map(crate::document::write_json);
        assert_eq!(text("/a~1b/0/m~0n").as_deref(), Some("1\n"));
        assert_eq!(text("/a~1b/1/").as_deref(), Some("2\n"));
        assert_eq!(text("/a~1b/1/01").as_deref(), Some("3\n"));
        assert!(tree.at_pointer("").is_some());
        for wrong in [
            "a~1b",
            "/a~1b/01",
            "/a~1b/2",
            "/a~1b/-",
            "/a~2b",
            "/a~1b/0/m~0n/x",
            "/a~1b/0/~",
        ] {
            assert!(tree.at_pointer(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn parts_survive_a_round_trip() {
        let mut pointer = String::new();
        for part in ["paths", "/a/{b}~c", "", "get"] {
            push_pointer(&mut pointer, part);
        }
        assert_eq!(pointer, "/paths/~1a~1{b}~0c//get");
        assert_eq!(
            parse_pointer(&pointer).expect("a pointer"),
            ["paths", "/a/{b}~c", "", "get"]
        );
        assert_eq!(escape("plain"), "plain");
    }

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(from_fragment("#/a%20b/%C3%BC").as_deref(), Some("/a b/ü"));
        assert_eq!(from_fragment("#").as_deref(), Some(""));
        for wrong in ["/a", "#a", "#/%zz", "#/%c3", "other.yaml#/a"] {
            assert!(from_fragment(wrong).is_none(), "{wrong}");
        }
    }
}
