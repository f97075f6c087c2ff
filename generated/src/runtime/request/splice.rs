//! Setting, removing and reading members of a JSON object that is text already.
//!
//! In: a serialized object, members to set, remove or look at. Out: the object's text with every other member byte for
//! byte as it was, which keeps order, numbers and large strings as they are.
//! Must not know: what the members mean.

use std::collections::BTreeMap;

use bytes::Bytes;
use memchr::memmem;
use serde::de::{Deserialize, IgnoredAny};
use serde_json::Value;

use super::super::codec;

/// A member to set, or with `None` to remove.
pub(crate) type Change = (String, Option<Value>);

/// The object with the changes applied; later changes of the same name win.
pub(crate) fn splice(object: Bytes, changes: &[Change]) -> Result<Bytes, NoObject> {
    let mut last = BTreeMap::new();
    for (index, (name, value)) in changes.iter().enumerate() {
        last.insert(name.as_str(), (index, value));
    }
    let mut changes: Vec<_> = last.into_iter().collect();
    changes.sort_by_key(|(_, (index, _))| *index);

    // A name that occurs nowhere in the text is no member of it: then nothing has to be parsed.
    let occurs = |name: &str| memmem::find(&object, quoted(name).as_bytes()).is_some();
    let known = changes.iter().any(|(name, _)| occurs(name));
    if !known && changes.iter().all(|(_, (_, value))| value.is_none()) {
        return Ok(object);
    }
    let text = object.trim_ascii();
    let inside = text
        .strip_prefix(b"{")
        .and_then(|rest| rest.strip_suffix(b"}"))
        .ok_or(NoObject)?;
    let mut out = Writer(Vec::with_capacity(text.len() + 64));
    out.0.push(b'{');
    if known {
        for (name, value) in members(inside)? {
            if !changes.iter().any(|(changed, _)| *changed == name) {
                out.member(&name, value.as_bytes());
            }
        }
    } else {
        out.0.extend_from_slice(inside.trim_ascii());
    }
    for (name, (_, value)) in changes {
        if let Some(value) = value {
            out.member(name, &codec::encode(value).map_err(|_| NoObject)?);
        }
    }
    out.0.push(b'}');
    Ok(out.0.into())
}

/// The JSON of a member of an object, the last one of this name; what else it holds is passed over.
pub(crate) fn member<'a>(object: &'a [u8], name: &str) -> Option<&'a str> {
    let inside = object.trim_ascii();
    let inside = inside.strip_prefix(b"{")?.strip_suffix(b"}")?;
    let found = members(inside).ok()?.into_iter().rev();
    let mut found = found.filter(|(given, _)| given == name);
    found.next().map(|(_, value)| value)
}

/// The text that a member of an object is.
pub(crate) fn member_text(object: &[u8], name: &str) -> Option<String> {
    serde_json::from_str(member(object, name)?).ok()
}

/// What was to be changed is no JSON object.
#[derive(Debug)]
pub(crate) struct NoObject;

fn quoted(name: &str) -> String {
    Value::from(name).to_string()
}

/// An object being written, its opening brace included.
struct Writer(Vec<u8>);

impl Writer {
    fn member(&mut self, name: &str, value: &[u8]) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        self.0.extend_from_slice(quoted(name).as_bytes());
        self.0.push(b':');
        self.0.extend_from_slice(value);
    }
}

/// The members between the braces of an object: names, and values as text.
fn members(mut inside: &[u8]) -> Result<Vec<(String, &str)>, NoObject> {
    let mut members = Vec::new();
    loop {
        inside = inside.trim_ascii_start();
        if inside.is_empty() {
            return Ok(members);
        }
        if !members.is_empty() {
            inside = inside.strip_prefix(b",").ok_or(NoObject)?;
        }
        let (name, rest): (String, _) = first(inside)?;
        let rest = rest.trim_ascii_start().strip_prefix(b":").ok_or(NoObject)?;
        let (IgnoredAny, after) = first(rest)?;
        let value = rest[..rest.len() - after.len()].trim_ascii();
        members.push((name, std::str::from_utf8(value).map_err(|_| NoObject)?));
        inside = after;
    }
}

/// The first JSON value of a text, and what follows it.
fn first<'t, T: Deserialize<'t>>(text: &'t [u8]) -> Result<(T, &'t [u8]), NoObject> {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter();
    let value = values.next().and_then(Result::ok).ok_or(NoObject)?;
    Ok((value, &text[values.byte_offset()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn spliced(object: &str, changes: &[(&str, Option<Value>)]) -> String {
        let changes: Vec<_> = changes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let bytes = splice(Bytes::copy_from_slice(object.as_bytes()), &changes).expect(object);
        String::from_utf8(bytes.to_vec()).expect("text")
    }

    #[test]
    fn a_member_is_added_replaced_or_removed_and_the_rest_stays_byte_for_byte() {
        let cases = [
            ("{}", "stream", Some(json!(true)), r#"{"stream":true}"#),
            (
                r#"{"a":1.0e2}"#,
                "b",
                Some(json!("x")),
                r#"{"a":1.0e2,"b":"x"}"#,
            ),
            (
                r#"{"z":1,"stream":false,"a":123456789012345678901234567890}"#,
                "stream",
                Some(json!(true)),
                r#"{"z":1,"a":123456789012345678901234567890,"stream":true}"#,
            ),
            (r#"{"stream":true}"#, "stream", None, "{}"),
            (
                r#"{"a":{"stream":1}}"#,
                "stream",
                None,
                r#"{"a":{"stream":1}}"#,
            ),
            (r#"{"a":1}"#, "stream", None, r#"{"a":1}"#),
            (
                r#"{ "a\n" : [ 1 , {"b":"}"} ] , "c":"," , "stream" : 1 }"#,
                "stream",
                None,
                r#"{"a\n":[ 1 , {"b":"}"} ],"c":","}"#,
            ),
            (
                "{}",
                "n",
                Some(json!(-9223372036854776000.0)),
                r#"{"n":-9223372036854776000}"#,
            ),
        ];
        for (object, name, value, expected) in cases {
            assert_eq!(spliced(object, &[(name, value)]), expected);
        }
    }

    #[test]
    fn the_last_change_of_a_name_wins() {
        let changes = [
            ("a", Some(json!(1))),
            ("b", Some(json!(2))),
            ("a", Some(json!(3))),
        ];
        assert_eq!(spliced("{}", &changes), r#"{"b":2,"a":3}"#);
    }

    #[test]
    fn only_an_object_has_members() {
        for text in [
            "[]",
            "1",
            "",
            "{",
            "null",
            r#"{"a":}"#,
            r#"{"a":1 "b":2}"#,
            r#"{"a" 1}"#,
        ] {
            let change = ("a".to_owned(), Some(json!(1)));
            assert!(splice(text.into(), &[change]).is_err(), "{text}");
        }
    }
}
