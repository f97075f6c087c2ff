//! What an event means: an item, a rest, the end, a failure.
//!
//! In: a raw event and the service's rules. Out: which of these it is, and for an item the JSON to decode.
//! Must not know: the type of the items, and where events come from.

use std::borrow::Cow;
use std::fmt;

use memchr::memmem::Finder;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::super::spec::{EventMode, EventRules};
use super::decoder::RawEvent;

/// What an event means.
#[derive(Debug, PartialEq)]
pub(super) enum Meaning<'a> {
    /// JSON to decode as an item.
    Item(Cow<'a, [u8]>),
    /// Nothing.
    Skip,
    /// The end of the stream.
    End,
    /// The service reports a failure, in this JSON.
    Failure(&'a [u8]),
}

/// How the member that reports a failure is written.
const ERROR: [&str; 1] = ["\"error\""];

/// The rules of a service, ready to be applied to many events.
#[derive(Debug)]
pub(super) struct Sorter {
    rules: &'static EventRules,
    mode: EventMode,
    /// The words without which data is an item.
    words: Vec<Finder<'static>>,
}

impl Sorter {
    pub(super) fn new(rules: &'static EventRules, mode: EventMode) -> Self {
        let named = rules.errors.iter().chain(rules.skip).copied();
        // "error" as a name finds the member of that name as well.
        let member = ERROR.iter().filter(|_| !rules.errors.contains(&"error"));
        let words = named.chain(member.copied()).map(Finder::new).collect();
        Self { rules, mode, words }
    }

    /// Tells what an event means.
    pub(super) fn meaning<'a>(&self, event: RawEvent<'a>) -> Meaning<'a> {
        let RawEvent { name, data } = event;
        let end = self.rules.end.as_bytes();
        if !end.is_empty() && data.trim_ascii_start().starts_with(end) {
            return Meaning::End;
        }
        if data.trim_ascii().is_empty() {
            return Meaning::Skip;
        }
        let named = |names: &[&str]| names.iter().any(|known| known.as_bytes() == name);
        if named(self.rules.errors) {
            return Meaning::Failure(data);
        }
        if named(self.rules.skip) {
            return Meaning::Skip;
        }
        match self.mode {
            EventMode::EventData => Meaning::Item(Cow::Owned(compose(name, data))),
            EventMode::Data => self.by_data(data),
        }
    }

    /// Looks into data only if the words that would matter occur in it somewhere.
    fn by_data<'a>(&self, data: &'a [u8]) -> Meaning<'a> {
        if !self.words.iter().any(|word| word.find(data).is_some()) {
            return Meaning::Item(Cow::Borrowed(data));
        }
        let Ok(Probe { kind, error }) = serde_json::from_slice(data) else {
            return Meaning::Item(Cow::Borrowed(data));
        };
        let of_type = |names: &[&str]| kind.as_deref().is_some_and(|kind| names.contains(&kind));
        if of_type(self.rules.skip) {
            Meaning::Skip
        } else if of_type(self.rules.errors) || error.as_ref().is_some_and(is_truthy) {
            Meaning::Failure(data)
        } else {
            Meaning::Item(Cow::Borrowed(data))
        }
    }
}

/// The members that tell a failure or a rest from an item.
#[derive(Default)]
struct Probe {
    kind: Option<String>,
    error: Option<Value>,
}

impl<'de> Deserialize<'de> for Probe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ProbeReader)
    }
}

struct ProbeReader;

impl<'de> Visitor<'de> for ProbeReader {
    type Value = Probe;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Probe, A::Error> {
        let mut probe = Probe::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => probe.kind = map.next_value::<Value>()?.as_str().map(str::to_owned),
                "error" => probe.error = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(probe)
    }
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// `{"event": name, "data": data}`; data that is no JSON becomes a string.
fn compose(name: &[u8], data: &[u8]) -> Vec<u8> {
    let name = Value::from(String::from_utf8_lossy(name)).to_string();
    let mut item = Vec::with_capacity(name.len() + data.len() + 24);
    item.extend_from_slice(b"{\"event\":");
    item.extend_from_slice(name.as_bytes());
    item.extend_from_slice(b",\"data\":");
    if serde_json::from_slice::<IgnoredAny>(data).is_ok() {
        item.extend_from_slice(data);
    } else {
        let text = Value::from(String::from_utf8_lossy(data)).to_string();
        item.extend_from_slice(text.as_bytes());
    }
    item.push(b'}');
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    static RULES: EventRules = EventRules {
        end: "[DONE]",
        skip: &["keepalive"],
        errors: &["error"],
    };

    fn of<'a>(name: &'a str, data: &'a str) -> Meaning<'a> {
        let event = RawEvent {
            name: name.as_bytes(),
            data: data.as_bytes(),
        };
        Sorter::new(&RULES, EventMode::Data).meaning(event)
    }

    fn item(data: &str) -> Meaning<'_> {
        Meaning::Item(Cow::Borrowed(data.as_bytes()))
    }

    #[test]
    fn the_sentinel_ends_the_stream_before_anything_is_parsed() {
        assert_eq!(of("", "[DONE]"), Meaning::End);
        assert_eq!(of("done", " [DONE] "), Meaning::End);
        assert_eq!(of("", "[1]"), item("[1]"));
    }

    #[test]
    fn keep_alives_are_skipped_by_event_name_and_by_type() {
        assert_eq!(of("keepalive", "{}"), Meaning::Skip);
        assert_eq!(
            of("", r#"{"type":"keepalive","sequence_number":3}"#),
            Meaning::Skip
        );
        assert_eq!(of("", ""), Meaning::Skip);
        let text = r#"{"type":"text","text":"keepalive"}"#;
        assert_eq!(of("", text), item(text));
    }

    #[test]
    fn error_events_are_failures_flat_and_nested() {
        let flat = r#"{"type":"error","code":"x","message":"m","param":null}"#;
        assert_eq!(of("", flat), Meaning::Failure(flat.as_bytes()));
        let nested = r#"{"type":"error","error":{"message":"m"}}"#;
        assert_eq!(of("message", nested), Meaning::Failure(nested.as_bytes()));
        let bare = r#"{"error":{"message":"m"}}"#;
        assert_eq!(of("", bare), Meaning::Failure(bare.as_bytes()));
        assert_eq!(
            of("error", "out of order"),
            Meaning::Failure(b"out of order")
        );
    }

    #[test]
    fn an_item_that_only_mentions_errors_is_an_item() {
        for data in [
            r#"{"type":"response.failed","response":{"error":{"code":"x"}}}"#,
            r#"{"error":null,"id":"x"}"#,
            r#"{"delta":"\"error\""}"#,
            r#"["error"]"#,
        ] {
            assert_eq!(of("", data), item(data), "{data}");
        }
    }

    #[test]
    fn name_and_data_make_one_item() {
        let composed = |name: &str, data: &str| {
            let event = RawEvent {
                name: name.as_bytes(),
                data: data.as_bytes(),
            };
            match Sorter::new(&RULES, EventMode::EventData).meaning(event) {
                Meaning::Item(json) => String::from_utf8_lossy(&json).into_owned(),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(
            composed("a.b", r#"{"error":1}"#),
            r#"{"event":"a.b","data":{"error":1}}"#
        );
        assert_eq!(
            composed("a\"b", "text"),
            r#"{"event":"a\"b","data":"text"}"#
        );
        assert_eq!(composed("error", "{}"), "Failure([123, 125])");
    }
}
