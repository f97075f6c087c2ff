//! JSON that `serde_json` cannot represent: integers beyond 64 bits, numbers beyond the range of doubles, and deep
//! nesting.
//!
//! Such a value is replaced with an object with one property, [`KEY`], which contains its text. The rest of the input
//! is decoded as usual: the object matches no type, so it is kept where it occurs, and its text is written back
//! unchanged.

use std::cell::Cell;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Number, Value};

use crate::runtime::codec::json::encode;
use crate::runtime::codec::numbers;

/// The property of the object that represents a value.
const KEY: &str = "$oasmith::private::Text";
/// The deepest nesting that is decoded. `serde_json` reads 128 levels.
const MAX_DEPTH: usize = 100;
/// The number of digits of the smallest integer that may exceed 64 bits.
const DIGITS: usize = 19;

thread_local! {
    /// Whether this thread decodes JSON with such objects.
    static ACTIVE: Cell<bool> = const { Cell::new(false) };
}

/// Until it is dropped, objects with [`KEY`] represent other values.
pub(crate) struct Active(bool);

impl Active {
    pub(crate) fn new() -> Self {
        Self(ACTIVE.replace(true))
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        ACTIVE.set(self.0);
    }
}

/// Returns the text that an object represents.
#[inline]
pub(crate) fn text_of(json: &Value) -> Option<&str> {
    match json {
        Value::Object(object) if ACTIVE.get() && object.len() == 1 => object.get(KEY)?.as_str(),
        _ => None,
    }
}

/// Returns the double nearest to the number in a string. `None` if the string is not a number or is beyond the range of
/// doubles.
pub(crate) fn number_of(text: &str) -> Option<Number> {
    text.parse().ok().and_then(Number::from_f64)
}

/// Splits JSON into the nearest JSON that a [`Value`] can represent and, if that differs, the exact text.
pub(crate) fn split(mut json: Value) -> (Value, Option<Box<RawValue>>) {
    if !ACTIVE.get() || !has_text(&json) {
        return (json, None);
    }
    let exact = encode(&Exact(&json)).ok();
    let exact = exact.and_then(|exact| String::from_utf8(exact).ok());
    let exact = exact.and_then(|exact| RawValue::from_string(exact).ok());
    simplify(&mut json);
    (json, exact)
}

/// Replaces each object that represents a value with the nearest number, or else with its text as a string.
pub(crate) fn simplify(json: &mut Value) {
    if let Some(text) = text_of(json) {
        *json = match number_of(text) {
            Some(number) => Value::Number(number),
            None => Value::from(text),
        };
        return;
    }
    match json {
        Value::Array(items) => items.iter_mut().for_each(simplify),
        Value::Object(properties) => properties.values_mut().for_each(simplify),
        _ => {}
    }
}

fn has_text(json: &Value) -> bool {
    text_of(json).is_some()
        || match json {
            Value::Array(items) => items.iter().any(has_text),
            Value::Object(properties) => properties.values().any(has_text),
            _ => false,
        }
}

/// JSON that is written with the texts that its objects represent.
struct Exact<'a>(&'a Value);

impl Serialize for Exact<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if let Some(text) = text_of(self.0) {
            let text = RawValue::from_string(text.to_owned());
            return text.map_err(serde::ser::Error::custom)?.serialize(to);
        }
        match self.0 {
            Value::Array(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Exact(item))?;
                }
                list.end()
            }
            Value::Object(properties) => {
                let mut object = to.serialize_map(Some(properties.len()))?;
                for (name, value) in properties {
                    object.serialize_entry(name, &Exact(value))?;
                }
                object.end()
            }
            other => other.serialize(to),
        }
    }
}

/// Returns whether JSON may contain an integer beyond 64 bits, which `serde_json` rounds. Digits within a string count as
/// well.
///
/// A run of that many digits covers at least one of the positions that are checked, so most bytes are skipped.
#[cfg(any(test, not(feature = "json-reader")))]
pub(crate) fn may_have_large_integer(text: &str) -> bool {
    if numbers::AS_TEXT {
        return false;
    }
    let bytes = text.as_bytes();
    let mut position = DIGITS - 1;
    while let Some(byte) = bytes.get(position) {
        if byte.is_ascii_digit() {
            let is_digit = |byte: &&u8| byte.is_ascii_digit();
            let before = bytes[..position].iter().rev().take_while(is_digit).count();
            let after = bytes[position..].iter().take_while(is_digit).count();
            if before + after >= DIGITS {
                return true;
            }
        }
        position += DIGITS;
    }
    false
}

/// Replaces values that `serde_json` cannot represent with objects that contain their texts. Returns `None` if there
/// are none.
pub(crate) fn contain(text: &str) -> Option<String> {
    // Text that contains the key itself would be ambiguous.
    if text.contains(KEY) {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut contained, mut copied) = (String::new(), 0);
    let (mut position, mut depth) = (0, 0_usize);
    while let Some(byte) = bytes.get(position) {
        let end = match byte {
            b'"' => {
                position = end_of_string(bytes, position);
                continue;
            }
            b'{' | b'[' if depth >= MAX_DEPTH => end_of_nested(bytes, position),
            b'-' | b'0'..=b'9' => {
                let end = end_of_number(bytes, position);
                if !is_beyond(&text[position..end]) {
                    position = end;
                    continue;
                }
                end
            }
            byte => {
                depth += usize::from(matches!(byte, b'{' | b'['));
                depth = depth.saturating_sub(usize::from(matches!(byte, b'}' | b']')));
                position += 1;
                continue;
            }
        };
        contained.push_str(&text[copied..position]);
        let value = Value::from_iter([(KEY, text.get(position..end)?)]);
        contained.push_str(&value.to_string());
        (position, copied) = (end, end);
    }
    if copied == 0 {
        return None;
    }
    contained.push_str(&text[copied..]);
    Some(contained)
}

/// Returns whether a number is an integer beyond 64 bits, or beyond the range of doubles.
fn is_beyond(number: &str) -> bool {
    let is_integer = !number.contains(['.', 'e', 'E']);
    if is_integer && (number.len() < DIGITS || numbers::AS_TEXT) {
        return false;
    }
    if is_integer {
        return number.parse::<u64>().is_err() && number.parse::<i64>().is_err();
    }
    !numbers::AS_TEXT && number.parse().is_ok_and(f64::is_infinite)
}

fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    start + bytes[start..].iter().take_while(is_part).count()
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut position = start + 1;
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'"' => return position + 1,
            b'\\' => position += 2,
            _ => position += 1,
        }
    }
    bytes.len()
}

/// Returns the end of an object or list.
fn end_of_nested(bytes: &[u8], start: usize) -> usize {
    let (mut position, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'"' => {
                position = end_of_string(bytes, position);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        position += 1;
        if depth == 0 {
            break;
        }
    }
    position.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_digits_are_found_wherever_they_are() {
        for length in [18, 19, 20, 40] {
            for offset in 0..60 {
                let text = format!("{}{}", "x".repeat(offset), "7".repeat(length));
                assert_eq!(
                    may_have_large_integer(&text),
                    length >= 19 && !numbers::AS_TEXT
                );
            }
        }
    }
}
