//! Setting, removing and reading members of a JSON object that is text already.
//!
//! In: a serialized object, members to set, remove or look at. Out: the object's text with every other member byte for
//! byte as it was, which keeps order, numbers and large strings as they are.
//! Must not know: what the members mean.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use memchr::memmem;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

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
        let Members(members) = serde_json::from_slice(text).map_err(|_| NoObject)?;
        for (name, value) in members {
            if !changes.iter().any(|(changed, _)| *changed == name) {
                out.member(&name, value.get());
            }
        }
    } else {
        out.0.extend_from_slice(inside.trim_ascii());
    }
    for (name, (_, value)) in changes {
        if let Some(value) = value {
            out.member(name, &value.to_string());
        }
    }
    out.0.push(b'}');
    Ok(out.0.into())
}

/// The JSON of a member of an object, the last one of this name; what else it holds is passed over.
pub(crate) fn member<'a>(object: &'a [u8], name: &str) -> Option<&'a str> {
    let Members(members) = serde_json::from_slice(object).ok()?;
    let found = members.into_iter().rev().find(|(given, _)| given == name);
    found.map(|(_, value)| value.get())
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
    fn member(&mut self, name: &str, value: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        self.0.extend_from_slice(quoted(name).as_bytes());
        self.0.push(b':');
        self.0.extend_from_slice(value.as_bytes());
    }
}

/// The members of an object, their values as text.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
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
        for text in ["[]", "1", "", "{", "null"] {
            let change = ("a".to_owned(), Some(json!(1)));
            assert!(splice(text.into(), &[change]).is_err(), "{text}");
        }
    }
}
