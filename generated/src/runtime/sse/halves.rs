//! Joining a character whose UTF-16 surrogates arrive in consecutive events.
//!
//! A service that splits strings between UTF-16 units may end one event with `\ud83d` and start the next with
//! `\ude00`. An event with such an end is held back until the next one arrives. If that continues the same property, the
//! character becomes part of it.

use std::collections::VecDeque;

use crate::runtime::codec::{Surrogate, lone_surrogates};

/// The length of an escape such as `\ud83d`.
const ESCAPE: usize = 6;

/// Events that are being joined.
#[derive(Debug, Default)]
pub(super) struct Halves {
    /// An event with a string that ends with a high surrogate.
    held: Option<String>,
    /// Events that are ready to be decoded.
    ready: VecDeque<String>,
}

impl Halves {
    /// Whether an event must be [pushed](Self::push) instead of being decoded.
    #[inline]
    pub(super) fn concern(&self, json: &[u8]) -> bool {
        self.held.is_some() || may_end_with_half(json)
    }

    /// Adds an event.
    pub(super) fn push(&mut self, json: &[u8]) {
        let mut json = String::from_utf8_lossy(json).into_owned();
        if let Some(mut held) = self.held.take() {
            join(&mut held, &mut json);
            self.ready.push_back(held);
        }
        if trailing_half(&json).is_some() {
            self.held = Some(json);
        } else {
            self.ready.push_back(json);
        }
    }

    /// Returns the next event that is ready.
    pub(super) fn pop(&mut self) -> Option<String> {
        self.ready.pop_front()
    }

    /// Returns the event that is held back, since no other follows.
    pub(super) fn take_held(&mut self) -> Option<String> {
        self.held.take()
    }
}

/// Whether JSON contains an escape that may be a high surrogate at the end of a string.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(events: &[&str]) -> Vec<String> {
        let (mut halves, mut joined) = (Halves::default(), Vec::new());
        for event in events {
            if halves.concern(event.as_bytes()) {
                halves.push(event.as_bytes());
            } else {
                joined.push((*event).to_owned());
            }
            joined.extend(std::iter::from_fn(|| halves.pop()));
        }
        joined.extend(halves.take_held());
        joined
    }

    #[test]
    fn halves_in_consecutive_events_are_joined() {
        let events = [
            r#"{"id":"x","text":"a \ud83d"}"#,
            r#"{"id":"x","text":"\uDE00 b \ud83d"}"#,
            r#"{"id":"x","text":"\ude01"}"#,
            r#"{"text":"c"}"#,
        ];
        let expected = [
            r#"{"id":"x","text":"a "}"#,
            r#"{"id":"x","text":"\ud83d\uDE00 b "}"#,
            r#"{"id":"x","text":"\ud83d\ude01"}"#,
            r#"{"text":"c"}"#,
        ];
        assert_eq!(joined(&events), expected);
    }

    #[test]
    fn events_that_do_not_continue_each_other_are_unchanged_and_in_order() {
        for events in [
            &[r#"{"a":"\ud83d"}"#, r#"{"b":"\ude00"}"#][..],
            &[r#"{"a":"\ud83d"}"#, r#"{"a":"x\ude00"}"#],
            &[r#"{"a":"\ud83d"}"#, r#"{"a":"\ud83d"}"#, r#"{"a":1}"#],
            &[r#"{"a":"\ud83d\ude00"}"#, r#"{"a":"\\ude00"}"#],
            &[r#"{"a":"x \"\ud83d"}"#],
            &[r#"{"a":"\ud83d"#, "not JSON"],
        ] {
            assert_eq!(joined(events), events);
        }
    }
}
