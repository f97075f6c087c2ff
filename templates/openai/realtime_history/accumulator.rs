//! Building the items and responses of a session from events.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value, json};

use super::item::RealtimeHistoryItem;
use crate::media::decode_base64;
use crate::runtime::accumulate::complete::{complete, complete_string, string};
use crate::runtime::accumulate::json_pieces::append_json;
use crate::runtime::accumulate::pieces::text_of;
use crate::runtime::codec::decode_value;
use crate::stream::Accumulator;
use crate::types::{RealtimeConversationItem, RealtimeResponse, RealtimeServerEvent};
use crate::unknown::Unknown;

/// The items and responses of a session, built from its events.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RealtimeHistory {
    /// The items, in the order in which they appeared.
    pub items: Vec<RealtimeHistoryItem>,
    /// The responses, each in the last form that the service sent.
    pub responses: Vec<RealtimeResponse>,
    /// Received data that none of the other fields can represent: unknown events, undeclared properties, and text that
    /// was streamed and that the complete value does not repeat.
    pub unplaced: Vec<Unknown>,
}

impl Serialize for RealtimeHistory {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut history = to.serialize_struct("RealtimeHistory", 3)?;
        history.serialize_field("items", &self.items)?;
        history.serialize_field("responses", &self.responses)?;
        history.serialize_field("unplaced", &self.unplaced)?;
        history.end()
    }
}

/// A change made by an event. `item` and `response` are positions in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RealtimeChange {
    /// Text, a transcript, audio or arguments were appended to an item.
    Appended {
        /// The item.
        item: usize,
    },
    /// An item was created, completed or changed in another way.
    Item {
        /// The item.
        item: usize,
    },
    /// A response was created or completed.
    Response {
        /// The response.
        response: usize,
    },
}

/// Builds the items and responses of a session from events.
///
/// Items are identified by their ID, or else by their `output_index`. An event without either continues the item that was
/// changed last. Events about the session, the audio buffer and rate limits change nothing.
///
/// ```
/// use crate_name::stream::Accumulator as _;
/// use crate_name::types::RealtimeServerEvent;
/// use crate_name::websocket::RealtimeAccumulator;
///
/// # fn main() -> Result<(), serde_json::Error> {
/// let mut accumulator = RealtimeAccumulator::new();
/// let event: RealtimeServerEvent = serde_json::from_str(
///     r#"{"type":"response.output_text.delta","item_id":"item_1","content_index":0,"delta":"Hello"}"#,
/// )?;
/// accumulator.push(&event);
/// assert_eq!(accumulator.snapshot().items[0].text(), "Hello");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct RealtimeAccumulator {
    history: RealtimeHistory,
    last: usize,
}

/// Properties of streamed pieces that are applied to an item or identify it, so they are not kept separately.
const PLACED: &[&str] = &[
    "type",
    "event_id",
    "response_id",
    "item_id",
    "output_index",
    "content_index",
    "delta",
    "text",
    "transcript",
    "arguments",
    "obfuscation",
    "logprobs",
    "usage",
    "languages",
    "call_id",
    "name",
    "start",
    "end",
    "id",
    "speaker",
];

/// Prefixes of the types of events that carry no part of the conversation.
const OTHER: &[&str] = &[
    "session.",
    "input_audio_buffer.",
    "output_audio_buffer.",
    "rate_limits.",
    "mcp_list_tools.",
    "conversation.created",
    "conversation.item.deleted",
    "conversation.item.truncated",
    "response.audio.done",
    "response.output_audio.done",
    "response.mcp_call.",
];

impl RealtimeAccumulator {
    /// Creates an accumulator without events.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies an event as JSON. Returns `None` if it has no place.
    #[inline]
    fn apply(&mut self, event: &Value, lost: &mut Vec<Value>) -> Option<Vec<RealtimeChange>> {
        let event_type = string(event, "type")?;
        if let Some(response) = event.get("response") {
            return self.apply_response(response, lost);
        }
        if let Some(item) = event.get("item") {
            return self.apply_item(event, item, lost);
        }
        if let Some(part) = event.get("part") {
            return self.apply_part(event, part, lost);
        }
        let (kind, end) = event_type.rsplit_once('.')?;
        let is_piece = match end {
            "delta" => true,
            "done" | "completed" => false,
            _ => return None,
        };
        let (name, property) = match kind.trim_start_matches("response.") {
            "output_text" | "text" => ("text", "text"),
            "output_audio" | "audio" if is_piece => ("audio", "audio"),
            "output_audio_transcript" | "audio_transcript" => ("transcript", "transcript"),
            "conversation.item.input_audio_transcription" => ("transcript", "transcript"),
            "function_call_arguments" | "mcp_call_arguments" => ("arguments", "arguments"),
            _ => return None,
        };
        let value = event.get(if is_piece { "delta" } else { property })?;
        let bytes = match name {
            "audio" => Some(decode_base64(value.as_str()?).ok()?),
            _ => None,
        };
        let text = text_of(name, value)?;
        let at = self.position(event);
        let item = &mut self.history.items[at];
        let index = number(event, "content_index");
        let target = match name {
            "arguments" => &mut item.arguments,
            "text" => &mut item.part(index).text,
            "audio" => {
                item.part(index).audio.extend(bytes.iter().flatten());
                keep_rest(event, lost);
                return Some(vec![RealtimeChange::Appended { item: at }]);
            }
            _ => &mut item.part(index).transcript,
        };
        match is_piece {
            true if name == "arguments" => drop(append_json(name, target, &text, lost)),
            true => target.push_str(&text),
            false => complete_string(property, target, &text, lost),
        }
        keep_rest(event, lost);
        Some(vec![match is_piece {
            true => RealtimeChange::Appended { item: at },
            false => RealtimeChange::Item { item: at },
        }])
    }

    /// Returns the position of the item that an event belongs to. It is created if it does not exist.
    #[inline]
    fn position(&mut self, event: &Value) -> usize {
        let id = identifier(event, "item_id").or_else(|| identifier(event.get("item")?, "id"));
        let id = id.as_deref();
        let output_index = number(event, "output_index");
        let items = &mut self.history.items;
        let existing = match (id, output_index) {
            (Some(id), _) => items.iter().rposition(|item| item.id == id),
            (None, Some(_)) => items
                .iter()
                .rposition(|item| item.output_index == output_index),
            (None, None) => (self.last < items.len()).then_some(self.last),
        };
        let at = existing.unwrap_or_else(|| {
            items.push(RealtimeHistoryItem {
                id: id.unwrap_or_default().to_owned(),
                ..RealtimeHistoryItem::default()
            });
            items.len() - 1
        });
        items[at].output_index = output_index.or(items[at].output_index);
        self.last = at;
        at
    }

    /// Applies an event that carries an item.
    #[inline]
    fn apply_item(
        &mut self,
        event: &Value,
        item: &Value,
        lost: &mut Vec<Value>,
    ) -> Option<Vec<RealtimeChange>> {
        if !item.is_object() {
            return None;
        }
        let new: RealtimeConversationItem = decode_value(item).ok()?;
        let at = self.position(event);
        let target = &mut self.history.items[at].item;
        *target = Some(match &*target {
            Some(old) => complete(old, &new, lost),
            None => new,
        });
        Some(vec![RealtimeChange::Item { item: at }])
    }

    /// Applies an event that carries a part of the content of an item.
    #[inline]
    fn apply_part(
        &mut self,
        event: &Value,
        part: &Value,
        lost: &mut Vec<Value>,
    ) -> Option<Vec<RealtimeChange>> {
        let properties = part.as_object()?;
        let at = self.position(event);
        let target = self.history.items[at].part(number(event, "content_index"));
        for (name, value) in properties {
            match (name.as_str(), value) {
                ("type", Value::String(_)) | (_, Value::Null) => {}
                ("text", Value::String(text)) => {
                    complete_string("text", &mut target.text, text, lost);
                }
                ("transcript", Value::String(text)) => {
                    complete_string("transcript", &mut target.transcript, text, lost);
                }
                _ => lost.push(json!({ "part": { name: value } })),
            }
        }
        Some(vec![RealtimeChange::Item { item: at }])
    }

    /// Applies an event that carries a response.
    #[inline]
    fn apply_response(
        &mut self,
        response: &Value,
        lost: &mut Vec<Value>,
    ) -> Option<Vec<RealtimeChange>> {
        if !response.is_object() {
            return None;
        }
        let new: RealtimeResponse = decode_value(response).ok()?;
        let responses = &mut self.history.responses;
        let has_id = |other: &RealtimeResponse| new.id.is_some() && other.id == new.id;
        let at = match responses.iter().rposition(has_id) {
            Some(at) => {
                responses[at] = complete(&responses[at], &new, lost);
                at
            }
            None => {
                responses.push(new);
                responses.len() - 1
            }
        };
        Some(vec![RealtimeChange::Response { response: at }])
    }
}

/// Keeps the properties of a piece that have no place.
#[inline]
fn keep_rest(event: &Value, lost: &mut Vec<Value>) {
    let properties = event.as_object().into_iter().flatten();
    let rest =
        properties.filter(|(name, value)| !PLACED.contains(&name.as_str()) && !value.is_null());
    let rest: Map<String, Value> = rest
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if !rest.is_empty() {
        lost.push(json!({ "item_id": event.get("item_id"), "properties": rest }));
    }
}

/// Returns an ID. Some services number their items.
#[inline]
fn identifier<'a>(event: &'a Value, name: &str) -> Option<Cow<'a, str>> {
    match event.get(name)? {
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => string(event, name).map(Cow::Borrowed),
    }
}

#[inline]
fn number(event: &Value, name: &str) -> Option<i64> {
    let value = event.get(name)?;
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

impl Accumulator for RealtimeAccumulator {
    type Event = RealtimeServerEvent;
    type Change = RealtimeChange;
    type Output = RealtimeHistory;

    #[inline]
    fn push(&mut self, event: &RealtimeServerEvent) -> Vec<RealtimeChange> {
        let (json, mut lost) = (serde_json::to_value(event).unwrap_or_default(), Vec::new());
        let changes = self.apply(&json, &mut lost).unwrap_or_else(|| {
            let event_type = string(&json, "type").unwrap_or_default();
            let is_known = !matches!(event, RealtimeServerEvent::Unknown(_));
            if !is_known || !OTHER.iter().any(|start| event_type.starts_with(start)) {
                lost.push(json);
            }
            Vec::new()
        });
        self.history
            .unplaced
            .extend(lost.into_iter().map(Unknown::from));
        changes
    }

    #[inline]
    fn push_undecoded(&mut self, data: Value) -> bool {
        self.history.unplaced.push(data.into());
        true
    }

    #[inline]
    fn snapshot(&self) -> &RealtimeHistory {
        &self.history
    }

    #[inline]
    fn into_snapshot(self) -> RealtimeHistory {
        self.history
    }

    /// Returns whether no response is in progress.
    #[inline]
    fn is_complete(&self) -> bool {
        let mut responses = self.history.responses.iter();
        !responses.any(|response| {
            let status = response.status.as_ref();
            status.is_some_and(|status| status.as_str() == "in_progress")
        })
    }
}
