//! Joining a character whose UTF-16 surrogates arrive in two events.
//!
//! A service that splits strings between UTF-16 units may end one event with `\ud83d` and start the next one of the same
//! string with `\ude00`. Events of other strings may be between the two. An event with such an end is held back, with those
//! after it, until its string continues or some events have passed. If the string continues with the other half, the
//! character becomes part of the later event.

use std::collections::VecDeque;

use serde_json::Value;

use crate::runtime::codec::{Surrogate, lone_surrogates};

/// The length of an escape such as `\ud83d`.
const ESCAPE: usize = 6;

/// How many events may be between the two halves.
const MAX_BETWEEN: usize = 16;

/// Events that are being joined.
#[derive(Debug, Default)]
pub(super) struct Halves {
    /// Events that are held back, in order.
    held: VecDeque<Held>,
    /// Events that are ready to be decoded.
    ready: VecDeque<String>,
}

/// An event that is held back.
#[derive(Debug)]
struct Held {
    json: String,
    /// The string that ends with a high surrogate, unless that was joined or given up.
    half: Option<StringLocation>,
}

/// The location of a string in an event.
#[derive(Debug)]
struct StringLocation {
    /// The name of the property.
    name: String,
    /// The indexes and IDs in the event, by their path.
    identity: Vec<(String, Value)>,
}

impl Halves {
    /// Returns whether an event must be [pushed](Self::push) instead of being decoded.
    #[inline]
    pub(super) fn must_push(&self, json: &[u8]) -> bool {
        !self.held.is_empty() || may_end_with_half(json)
    }

    /// Adds an event.
    pub(super) fn push(&mut self, json: &[u8]) {
        let mut json = String::from_utf8_lossy(json).into_owned();
        if !self.held.is_empty() {
            self.continue_with(&mut json);
        }
        let half = trailing_half(&json).map(|(_, name)| StringLocation {
            name,
            identity: identity(&parsed(&json)),
        });
        self.held.push_back(Held { json, half });
        if self.held.len() > MAX_BETWEEN
            && let Some(first) = self.held.front_mut()
        {
            first.half = None;
        }
        while self.held.front().is_some_and(|held| held.half.is_none()) {
            let held = self.held.pop_front();
            self.ready.extend(held.map(|held| held.json));
        }
    }

    /// Moves the half that an event continues into that event. If its string continues without the other half, nothing
    /// is moved.
    fn continue_with(&mut self, next: &mut String) {
        let event = parsed(next);
        let (identity, strings) = (identity(&event), strings(&event));
        for held in &mut self.held {
            let continues = held.half.as_ref().is_some_and(|half| {
                strings.contains(&half.name) && agree(&half.identity, &identity)
            });
            if continues {
                join(&mut held.json, next);
                held.half = None;
                return;
            }
        }
    }

    /// Returns the next event that is ready.
    pub(super) fn pop(&mut self) -> Option<String> {
        self.ready.pop_front()
    }

    /// Makes all events ready, since no other follows.
    pub(super) fn release(&mut self) {
        let held = self.held.drain(..).map(|held| held.json);
        self.ready.extend(held);
    }
}

/// Returns the indexes and IDs in an event, with their paths.
fn identity(event: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    collect_identity("", event, &mut found);
    found
}

/// Parses an event. Lone surrogates, which no string can contain, are replaced with another character.
fn parsed(json: &str) -> Value {
    let mut valid = json.to_owned();
    for (range, _) in lone_surrogates(json).into_iter().rev() {
        valid.replace_range(range, "?");
    }
    serde_json::from_str(&valid).unwrap_or_default()
}

fn collect_identity(path: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(properties) => {
            for (name, value) in properties {
                let path = format!("{path}/{name}");
                let is_index = name == "index" || name.ends_with("_index");
                let is_id = name == "id" || name.ends_with("_id") && name != "event_id";
                if (is_index || is_id) && !value.is_null() {
                    found.push((path, value.clone()));
                } else {
                    collect_identity(&path, value, found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_identity(&format!("{path}/{index}"), item, found);
            }
        }
        _ => {}
    }
}

/// Returns whether no index and no ID differs between two events. Either event may lack some of them.
fn agree(one: &[(String, Value)], other: &[(String, Value)]) -> bool {
    let value = |path: &str| other.iter().find(|(of, _)| of == path);
    one.iter()
        .all(|(path, own)| value(path).is_none_or(|(_, other)| own == other))
}

/// Returns the names of the properties of an event whose values are strings that are not empty.
fn strings(event: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect_strings(event, &mut names);
    names
}

fn collect_strings(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(properties) => {
            for (name, value) in properties {
                match value {
                    Value::String(string) if !string.is_empty() => names.push(name.clone()),
                    value => collect_strings(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_strings(item, names)),
        _ => {}
    }
}

/// Returns whether JSON contains an escape that may be a high surrogate at the end of a string.
fn may_end_with_half(json: &[u8]) -> bool {
    memchr::memmem::find_iter(json, b"\\u").any(|position| {
        let is_surrogate = json
            .get(position + 2)
            .is_some_and(|digit| digit | 0x20 == b'd');
        is_surrogate && json.get(position + ESCAPE) == Some(&b'"')
    })
}

/// Moves the high surrogate at the end of a string of `held` to the start of the same property of `next`, if that
/// starts with a low surrogate.
fn join(held: &mut String, next: &mut String) {
    let Some((end, name)) = trailing_half(held) else {
        return;
    };
    let start = lone_surrogates(next).into_iter().find(|(range, half)| {
        *half == Surrogate::Low
            && next[..range.start].ends_with('"')
            && property_at(next, range.start) == Some(name.as_str())
    });
    if let Some((low, _)) = start {
        let high = held[end..end + ESCAPE].to_owned();
        next.insert_str(low.start, &high);
        held.replace_range(end..end + ESCAPE, "");
    }
}

/// Returns the position of a lone high surrogate at the end of a string, and the name of the property.
fn trailing_half(json: &str) -> Option<(usize, String)> {
    let mut halves = lone_surrogates(json).into_iter().rev();
    halves.find_map(|(range, half)| {
        let ends_string = half == Surrogate::High && json[range.end..].starts_with('"');
        let name = property_at(json, range.start).filter(|_| ends_string)?;
        Some((range.start, name.to_owned()))
    })
}

/// Returns the name of the property whose string value contains a position.
fn property_at(json: &str, position: usize) -> Option<&str> {
    let bytes = json.as_bytes();
    let (mut name, mut at) = (None, 0);
    while let Some(offset) = memchr::memchr(b'"', bytes.get(at..)?) {
        let start = at + offset + 1;
        let end = string_end(bytes, start)?;
        if (start..=end).contains(&position) {
            return name;
        }
        at = end + 1;
        if json[at..].trim_start().starts_with(':') {
            name = json.get(start..end);
        }
    }
    None
}

/// Returns the position of the closing quote of the string that starts at a position.
fn string_end(json: &[u8], start: usize) -> Option<usize> {
    let mut position = start;
    loop {
        match json.get(position)? {
            b'"' => return Some(position),
            b'\\' => position += 2,
            _ => position += 1,
        }
    }
}
