//! Classifying events: an item, a keep-alive, the end of the stream, or a failure.

use std::borrow::Cow;

use memchr::memchr2;
use memchr::memmem::Finder;
use serde_json::Value;

use super::decoder::RawEvent;
use super::json_lines::is_json;
use super::probe::Probe;
use super::values::Values;
use crate::runtime::decode::is_called_error;
use crate::runtime::spec::{EventMode, EventRules};

/// What an event is.
#[derive(Debug, PartialEq)]
pub(super) enum EventClass<'a> {
    /// An item, as JSON.
    Item(Cow<'a, [u8]>),
    /// An event to be ignored.
    Skip,
    /// The end of the stream.
    End,
    /// A failure reported by the service, as JSON.
    Failure(&'a [u8]),
    /// Several events that a server wrote as one.
    Several(Values),
}

/// The default name of an event.
pub(super) const DEFAULT_NAME: &[u8] = b"message";

/// The JSON name of the property that reports a failure.
const ERROR_PROPERTY: &str = "\"error\"";

/// The event rules of a service, prepared for repeated use.
#[derive(Debug)]
pub(super) struct EventClassifier {
    rules: &'static EventRules,
    mode: EventMode,
    /// Strings of which at least one occurs in data that is not an item.
    markers: Vec<Finder<'static>>,
}

impl EventClassifier {
    pub(super) fn new(rules: &'static EventRules, mode: EventMode) -> Self {
        let names = rules.errors.iter().chain(rules.skip).copied();
        // Searching for the event name `error` finds the property `error` as well.
        let property = (!rules.errors.contains(&"error")).then_some(ERROR_PROPERTY);
        let markers = names.chain(property).map(Finder::new).collect();
        Self {
            rules,
            mode,
            markers,
        }
    }

    pub(super) fn classify<'a>(&self, event: RawEvent<'a>) -> EventClass<'a> {
        let RawEvent { name, data, .. } = event;
        let end = self.rules.end.as_bytes();
        let start = data.trim_ascii_start();
        let start = start.strip_prefix(b"\"").unwrap_or(start);
        if !end.is_empty() && start.starts_with(end) {
            return EventClass::End;
        }
        if self.mode == EventMode::Text {
            return self.classify_text(event);
        }
        let trimmed = data.trim_ascii();
        if self.is_end_word(trimmed) || self.is_named_end(name, trimmed) {
            return EventClass::End;
        }
        // A comment in the wrong place: `data: : keepalive`.
        if trimmed.is_empty() || trimmed.starts_with(b":") {
            return EventClass::Skip;
        }
        let is_named = |names: &[&str]| names.iter().any(|known| known.as_bytes() == name);
        if is_named(self.rules.errors) {
            return EventClass::Failure(data);
        }
        let is_word = |word: &&str| trimmed.eq_ignore_ascii_case(word.as_bytes());
        if is_named(self.rules.skip) || self.rules.skip.iter().any(is_word) {
            return EventClass::Skip;
        }
        if self.mode != EventMode::EventData && is_error_text(trimmed) {
            return EventClass::Failure(data);
        }
        match self.mode {
            EventMode::EventData => {
                let is_named = !name.is_empty() && name != DEFAULT_NAME;
                let is_json = is_json(data);
                match self.classify_data(data) {
                    // Every item has a name.
                    failure @ EventClass::Failure(_) if !is_named => failure,
                    _ if !is_json && let Some(values) = Values::of(event) => {
                        EventClass::Several(values)
                    }
                    _ => EventClass::Item(Cow::Owned(combine(event, is_json))),
                }
            }
            EventMode::EventText => EventClass::Item(Cow::Owned(text_item(event))),
            EventMode::JsonOrText if !is_json(data) => EventClass::Item(Cow::Owned(string(data))),
            _ => self.classify_data(data),
        }
    }

    /// Classifies an event whose data is any text: spaces and words such as `error` are content.
    fn classify_text<'a>(&self, event: RawEvent<'a>) -> EventClass<'a> {
        let RawEvent { name, data, .. } = event;
        let is_named = |names: &[&str]| names.iter().any(|known| known.as_bytes() == name);
        if is_named(self.rules.errors) {
            EventClass::Failure(data)
        } else if data.is_empty() || is_named(self.rules.skip) {
            EventClass::Skip
        } else {
            EventClass::Item(Cow::Owned(string(data)))
        }
    }

    /// Returns whether data is the word in the marker for the end, in another case or without its brackets. JSON is an item.
    fn is_end_word(&self, data: &[u8]) -> bool {
        let (word, end) = (without_brackets(data), self.end_word());
        let is_word = !end.is_empty() && word.eq_ignore_ascii_case(end);
        is_word && self.mode != EventMode::EventText && !is_json(data)
    }

    /// Returns whether an event without data has the word in the marker for the end as its name.
    fn is_named_end(&self, name: &[u8], data: &[u8]) -> bool {
        let is_plain = !self.mode.is_event();
        is_plain
            && !name.is_empty()
            && matches!(data, b"" | b"{}" | b"null")
            && name.eq_ignore_ascii_case(self.end_word())
    }

    fn end_word(&self) -> &'static [u8] {
        without_brackets(self.rules.end.as_bytes())
    }

    /// Classifies an event by its data. The data is parsed only if one of the markers occurs in it.
    fn classify_data<'a>(&self, data: &'a [u8]) -> EventClass<'a> {
        if !self
            .markers
            .iter()
            .any(|marker| marker.find(data).is_some())
        {
            return EventClass::Item(Cow::Borrowed(data));
        }
        let Ok(probe) = serde_json::from_slice::<Probe>(data) else {
            return EventClass::Item(Cow::Borrowed(data));
        };
        if probe.has_type(self.rules.skip) {
            EventClass::Skip
        } else if probe.has_type(self.rules.errors) || probe.has_error() {
            EventClass::Failure(data)
        } else {
            EventClass::Item(Cow::Borrowed(data))
        }
    }
}

/// Returns a word without the brackets around it.
fn without_brackets(mut word: &[u8]) -> &[u8] {
    while let [b'[' | b'<' | b'(', inner @ .., b']' | b'>' | b')'] = word {
        word = inner;
    }
    word
}

/// The maximum length of a label such as `Internal Server Error` at the start of an event's data, in bytes.
const LABEL: usize = 40;

/// The length of `[exception`, the longest first word that denotes an error.
const FIRST_WORD: usize = 10;

/// Returns whether data is text that starts with an error, such as `Error: timeout` or `[ERROR] timeout`, instead of JSON.
///
/// Longer text without a label is an error only if it starts with that word.
fn is_error_text(data: &[u8]) -> bool {
    if matches!(data.first(), None | Some(b'{' | b'"')) {
        return false;
    }
    let start = &data[..data.len().min(LABEL)];
    let end = match memchr2(b':', b'\n', start) {
        Some(end) => end,
        None if start.len() == data.len() => start.len(),
        None => FIRST_WORD.min(start.len()),
    };
    is_called_error(&String::from_utf8_lossy(&start[..end])) && !is_json(data)
}

/// Builds `{"event": name, "data": data}`. Data that is not JSON becomes a string.
fn combine(event: RawEvent<'_>, is_json: bool) -> Vec<u8> {
    let data = event.data;
    let mut item = Vec::with_capacity(event.name.len() + data.len() + 24);
    item.extend_from_slice(b"{\"event\":");
    push_string(&mut item, event.name);
    item.extend_from_slice(b",\"data\":");
    match is_json {
        true => item.extend_from_slice(data),
        false => push_string(&mut item, data),
    }
    close(item, event)
}

/// Builds `{"event": name, "data": data}` with the data as a string. An event without a name has no `event`.
fn text_item(event: RawEvent<'_>) -> Vec<u8> {
    let mut item = vec![b'{'];
    if !event.name.is_empty() {
        item.extend_from_slice(b"\"event\":");
        push_string(&mut item, event.name);
        item.push(b',');
    }
    item.extend_from_slice(b"\"data\":");
    push_string(&mut item, event.data);
    close(item, event)
}

/// Adds the other fields that an event has: `"id"`, a string, and `"retry"`, the number of milliseconds.
fn close(mut item: Vec<u8>, event: RawEvent<'_>) -> Vec<u8> {
    if let Some(id) = event.id {
        item.extend_from_slice(b",\"id\":");
        push_string(&mut item, id);
    }
    if let Some(milliseconds) = number(event.retry) {
        item.extend_from_slice(b",\"retry\":");
        item.extend_from_slice(milliseconds);
    }
    item.push(b'}');
    item
}

fn push_string(item: &mut Vec<u8>, text: &[u8]) {
    item.extend_from_slice(&string(text));
}

/// Returns text as a JSON string.
fn string(text: &[u8]) -> Vec<u8> {
    let string = Value::from(String::from_utf8_lossy(text)).to_string();
    string.into_bytes()
}

/// Returns digits as JSON, which allows no leading zeros. `None` if there are no digits.
fn number(digits: &[u8]) -> Option<&[u8]> {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    let start = zeros.min(digits.len().checked_sub(1)?);
    Some(&digits[start..])
}
