//! Setting, removing and reading properties of a serialized JSON object.
//!
//! All other properties remain byte-for-byte unchanged, including their order and the notation of numbers.

use std::collections::BTreeMap;

use bytes::Bytes;
use memchr::memmem;
use serde::de::{Deserialize, IgnoredAny};
use serde_json::Value;

use crate::runtime::codec;

/// A change of a property.
#[derive(Clone, Debug)]
pub(crate) struct BodyChange {
    pub(crate) name: String,
    /// The new value. `None` removes the property.
    pub(crate) value: Option<Value>,
}

/// Applies changes to an object. The last change of a property wins.
pub(crate) fn splice(object: Bytes, changes: &[BodyChange]) -> Result<Bytes, NotAnObject> {
    let changes = last_changes(changes);
    // A property whose name does not occur in the JSON is not in the object: nothing has to be parsed.
    let occurs = |name: &str| memmem::find(&object, quoted(name).as_bytes()).is_some();
    let replaces = changes.iter().any(|change| occurs(&change.name));
    if !replaces && changes.iter().all(|change| change.value.is_none()) {
        return Ok(object);
    }
    let inside = without_braces(&object).ok_or(NotAnObject)?;
    let mut writer = Writer(Vec::with_capacity(object.len() + 64));
    writer.0.push(b'{');
    if replaces {
        for (name, value) in properties(inside)? {
            if !changes.iter().any(|change| change.name == name) {
                writer.property(&name, value.as_bytes());
            }
        }
    } else {
        writer.0.extend_from_slice(inside.trim_ascii());
    }
    for change in changes {
        if let Some(value) = &change.value {
            let json = codec::encode(value).map_err(|_| NotAnObject)?;
            writer.property(&change.name, &json);
        }
    }
    writer.0.push(b'}');
    Ok(writer.0.into())
}

/// The last change of each property, in order.
fn last_changes(changes: &[BodyChange]) -> Vec<&BodyChange> {
    let mut last = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        last.insert(change.name.as_str(), (index, change));
    }
    let mut changes: Vec<_> = last.into_values().collect();
    changes.sort_by_key(|(index, _)| *index);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// Returns the JSON of a property of an object, the last one with this name.
pub(crate) fn property<'a>(object: &'a [u8], name: &str) -> Option<&'a str> {
    let properties = properties(without_braces(object)?).ok()?;
    let mut properties = properties.into_iter().rev();
    let found = properties.find(|(property, _)| property == name);
    found.map(|(_, value)| value)
}

/// Returns a string property of an object.
pub(super) fn property_string(object: &[u8], name: &str) -> Option<String> {
    serde_json::from_str(property(object, name)?).ok()
}

/// The JSON to change is not an object.
#[derive(Debug)]
pub(crate) struct NotAnObject;

fn without_braces(object: &[u8]) -> Option<&[u8]> {
    object.trim_ascii().strip_prefix(b"{")?.strip_suffix(b"}")
}

fn quoted(name: &str) -> String {
    Value::from(name).to_string()
}

/// Writes an object, starting after its opening brace.
struct Writer(Vec<u8>);

impl Writer {
    fn property(&mut self, name: &str, value: &[u8]) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        self.0.extend_from_slice(quoted(name).as_bytes());
        self.0.push(b':');
        self.0.extend_from_slice(value);
    }
}

/// Returns the properties between the braces of an object: names, and the JSON of values.
fn properties(mut inside: &[u8]) -> Result<Vec<(String, &str)>, NotAnObject> {
    let mut properties = Vec::new();
    loop {
        inside = inside.trim_ascii_start();
        if inside.is_empty() {
            return Ok(properties);
        }
        if !properties.is_empty() {
            inside = inside.strip_prefix(b",").ok_or(NotAnObject)?;
        }
        let (name, rest): (String, _) = first(inside)?;
        let rest = rest
            .trim_ascii_start()
            .strip_prefix(b":")
            .ok_or(NotAnObject)?;
        let (IgnoredAny, after) = first(rest)?;
        let value = rest[..rest.len() - after.len()].trim_ascii();
        properties.push((name, std::str::from_utf8(value).map_err(|_| NotAnObject)?));
        inside = after;
    }
}

/// Returns the first JSON value, and the bytes after it.
fn first<'j, T: Deserialize<'j>>(json: &'j [u8]) -> Result<(T, &'j [u8]), NotAnObject> {
    let mut values = serde_json::Deserializer::from_slice(json).into_iter();
    let value = values.next().and_then(Result::ok).ok_or(NotAnObject)?;
    Ok((value, &json[values.byte_offset()..]))
}
