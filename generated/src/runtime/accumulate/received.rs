//! Which properties of an event were received.

use serde_json::{Map, Value};

use crate::runtime::codec::{Extra, Record};

/// Returns whether the property `name` of a record was received with a value of its type. `extra` is that of the
/// record.
#[inline]
pub fn is_received<R: Record>(_: &R, extra: &Extra, name: &str) -> bool {
    extra.is_empty() || is_present(extra, R::PROPERTIES, name)
}

#[cold]
fn is_present(extra: &Extra, properties: &[(&str, bool)], name: &str) -> bool {
    let index = properties
        .iter()
        .position(|(property, _)| *property == name);
    let is_null = index.is_some_and(|index| extra.is_null(index));
    !is_null && !extra.is_missing(name) && extra.mismatch(name).is_none()
}

/// Returns the integer property `name`, or `None` if it was not received. Some services send it as a string, or with a
/// decimal point.
#[inline]
pub fn index_of<R: Record>(record: &R, extra: &Extra, name: &str, value: i64) -> Option<i64> {
    if is_received(record, extra, name) {
        return Some(value);
    }
    match extra.mismatch(name)?.json() {
        Value::String(number) => number.trim().parse().ok(),
        number => number.to_string().strip_suffix(".0")?.parse().ok(),
    }
}

/// Returns the JSON that was received in place of the string property `name`.
#[inline]
pub fn mismatch<'a>(extra: &'a Extra, name: &str) -> Option<&'a Value> {
    if extra.is_empty() {
        return None;
    }
    extra.mismatch(name).map(|mismatch| mismatch.json())
}

/// Returns the mismatches of an event that its target does not have yet, without the properties in `except`.
pub fn new_mismatches(target: &Extra, event: &Extra, except: &[&str]) -> Map<String, Value> {
    let new = event.mismatches().filter(|(name, mismatch)| {
        !except.contains(name) && target.mismatch(name) != Some(*mismatch)
    });
    new.map(|(name, mismatch)| (name.to_owned(), mismatch.json().clone()))
        .collect()
}
