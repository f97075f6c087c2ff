//! Several values in the data of one event, between which a server wrote no line feeds.

use bytes::{Buf, Bytes};
use memchr::memchr2;
use serde::de::IgnoredAny;

use super::decoder::RawEvent;
use crate::runtime::decode::object_in_string;
use crate::runtime::meta::blank_start;

/// What may be between two values: the name of the field, and line feeds that were escaped by mistake.
const SEPARATORS: &[&[u8]] = &[b"data:", b",", b"]", b"\\n", b"\\r"];

/// Fields other than `data`, which end with their line.
const FIELDS: &[&[u8]] = &[b"event:", b"id:", b"retry:"];

/// The values that have not been read yet.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Values {
    /// The name of the event with the next value.
    name: Bytes,
    id: Option<Bytes>,
    retry: Bytes,
    data: Bytes,
}

impl Values {
    /// Returns the values in the data of an event: objects next to each other, or in a list. `None` if the data is not
    /// an object followed by something else.
    pub(super) fn of(event: RawEvent<'_>) -> Option<Self> {
        let start = &event.data[blank_start(event.data)..];
        let is_list = start.starts_with(b"[");
        let first = &start[usize::from(is_list)..];
        let first = &first[blank_start(first)..];
        let length = object_length(first)?;
        let rest = &first[length..];
        let has_more = is_list || blank_start(rest) < rest.len();
        has_more.then(|| Self {
            name: Bytes::copy_from_slice(event.name),
            id: event.id.map(Bytes::copy_from_slice),
            retry: Bytes::copy_from_slice(event.retry),
            data: Bytes::copy_from_slice(first),
        })
    }

    /// Returns the value in the data of an event that is an object encoded as a string.
    pub(super) fn in_string(event: RawEvent<'_>) -> Option<Self> {
        let data = object_in_string(event.data)?;
        Some(Self {
            name: Bytes::copy_from_slice(event.name),
            id: event.id.map(Bytes::copy_from_slice),
            retry: Bytes::copy_from_slice(event.retry),
            data: data.into(),
        })
    }

    /// Returns the next value, or the marker `end`. What is neither is returned unchanged.
    pub(super) fn next_value(&mut self, end: &str) -> Option<Bytes> {
        while self.skip_separator() || self.read_field() {}
        if self.data.is_empty() {
            return None;
        }
        let is_end = !end.is_empty() && self.data.starts_with(end.as_bytes());
        let length = match is_end {
            true => end.len(),
            false => object_length(&self.data).unwrap_or(self.data.len()),
        };
        Some(self.data.split_to(length))
    }

    /// Returns the event with a value.
    pub(super) fn event<'a>(&'a self, value: &'a [u8]) -> RawEvent<'a> {
        RawEvent {
            name: &self.name,
            data: value,
            id: self.id.as_deref(),
            retry: &self.retry,
        }
    }

    fn skip_separator(&mut self) -> bool {
        let blank = blank_start(&self.data);
        let separator = SEPARATORS.iter().find(|it| self.data.starts_with(it));
        let length = blank.max(separator.map_or(0, |it| it.len()));
        self.data.advance(length);
        length > 0
    }

    /// Reads a field other than `data`.
    fn read_field(&mut self) -> bool {
        let Some(field) = FIELDS.iter().find(|it| self.data.starts_with(it)) else {
            return false;
        };
        let end = memchr2(b'\r', b'\n', &self.data).unwrap_or(self.data.len());
        let mut value = self.data.split_to(end);
        value.advance(field.len());
        value.advance(blank_start(&value));
        match *field {
            b"event:" => self.name = value,
            b"id:" => self.id = Some(value),
            _ if value.iter().all(u8::is_ascii_digit) => self.retry = value,
            _ => {}
        }
        true
    }
}

/// Returns the length of the object at the start of JSON.
fn object_length(json: &[u8]) -> Option<usize> {
    if !json.starts_with(b"{") {
        return None;
    }
    let mut values = serde_json::Deserializer::from_slice(json).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(data: &str) -> Option<Vec<String>> {
        let mut values = Values::of(RawEvent {
            name: b"",
            data: data.as_bytes(),
            id: None,
            retry: &[],
        })?;
        let mut all = Vec::new();
        while let Some(value) = values.next_value("[DONE]") {
            let event = values.event(&value);
            let fields = [
                event.name,
                event.id.unwrap_or_default(),
                event.retry,
                event.data,
            ];
            all.push(String::from_utf8_lossy(&fields.concat()).into_owned());
        }
        Some(all)
    }

    #[test]
    fn values_are_separated_wherever_an_object_ends() {
        let cases: &[(&str, &[&str])] = &[
            ("{}{}", &["{}", "{}"]),
            (
                r#"{"a":"}{"}data: {"b":[{}]}"#,
                &[r#"{"a":"}{"}"#, r#"{"b":[{}]}"#],
            ),
            (" {} , {}\0 data:{}", &["{}", "{}", "{}"]),
            ("[{\"a\":1}, {}]", &["{\"a\":1}", "{}"]),
            ("[{}]", &["{}"]),
            (r"{}\n\ndata: {}\r\n", &["{}", "{}"]),
            ("{}[DONE]", &["{}", "[DONE]"]),
            ("{}\n[DONE]", &["{}", "[DONE]"]),
            ("{}{\"a\":", &["{}", "{\"a\":"]),
            ("{} text {}", &["{}", "text {}"]),
            ("{}event: x\n{}id: 7\nretry: 8\n{}", &["{}", "x{}", "x78{}"]),
            ("{},", &["{}"]),
        ];
        for (data, expected) in cases {
            assert_eq!(of(data).unwrap_or_default(), *expected, "{data}");
        }
    }

    #[test]
    fn one_value_is_not_several() {
        for data in [
            "{}",
            " {}\0\n",
            "{\"a\":",
            "[1,{}]",
            "[]",
            "text {}{}",
            "",
            "[DONE]",
        ] {
            assert_eq!(of(data), None, "{data}");
        }
    }
}
