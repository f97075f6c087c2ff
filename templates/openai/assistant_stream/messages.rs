//! Accumulating the messages of a run.

use serde_json::{Value, json};

use super::change::AssistantChange;
use super::objects::{Positions, merge_delta, position_or_create};
use crate::runtime::accumulate::start_from;
use crate::runtime::arguments::identifier_text;
use crate::types::{
    MessageDeltaContentTextObject, MessageDeltaObject, MessageDeltaObjectDeltaContentItem as Delta,
    MessageObject, MessageObjectContentItem as Content,
};

/// Applies a delta of a message. The message is created if it does not exist.
#[inline]
pub(super) fn apply(
    messages: &mut Vec<MessageObject>,
    positions: &mut Positions,
    event: &MessageDeltaObject,
    lost: &mut Vec<Value>,
) -> Vec<AssistantChange> {
    let id = identifier_text("id", &event.id, &event.extra);
    let create = || match id.as_ref() {
        "" => start_from(&json!({ "object": "thread.message", "content": [] })),
        id => start_from(&json!({ "object": "thread.message", "id": id, "content": [] })),
    };
    let message = position_or_create(messages, positions, &id, |message| &message.id, create);
    let target = &mut messages[message];
    let deltas = event.delta.content.as_deref().unwrap_or_default();
    if let Some(mismatch) = event.extra.mismatch("delta") {
        lost.push(json!({ "delta": mismatch.json() }));
    }
    if event.delta.extra.is_empty() && deltas.iter().all(|delta| is_only_text(target, delta)) {
        let appended = deltas.iter().filter_map(|delta| match delta {
            Delta::Text(delta) => append_text(target, delta),
            _ => None,
        });
        return appended
            .map(|appended| appended.into_change(message))
            .collect();
    }
    if let Ok(mut delta) = serde_json::to_value(&event.delta) {
        normalize(&mut delta);
        merge_delta(target, &delta, lost);
    }
    let appended = deltas.iter().filter_map(|delta| match delta {
        Delta::Text(delta) => Appended::of(delta),
        _ => None,
    });
    let mut changes: Vec<_> = appended
        .map(|appended| appended.into_change(message))
        .collect();
    changes.push(AssistantChange::Message { message });
    changes
}

/// Converts content that is a string, or has text parts with a string, into text parts.
#[inline]
fn normalize(delta: &mut Value) {
    let Some(content) = delta.get_mut("content") else {
        return;
    };
    if content.is_string() {
        *content = Value::Array(vec![content.take()]);
    }
    for part in content.as_array_mut().into_iter().flatten() {
        if part.is_string() {
            *part = json!({ "type": "text", "text": part.take() });
        }
        if let Some(text) = part.get_mut("text").filter(|text| text.is_string()) {
            *text = json!({ "value": text.take() });
        }
    }
}

/// A string that an event appends to a text part of a message.
struct Appended {
    content: usize,
    delta: String,
}

impl Appended {
    #[inline]
    fn of(delta: &MessageDeltaContentTextObject) -> Option<Self> {
        Some(Self {
            content: usize::try_from(delta.index).ok()?,
            delta: delta.text.as_ref()?.value.clone()?,
        })
    }

    #[inline]
    fn into_change(self, message: usize) -> AssistantChange {
        AssistantChange::Text {
            message,
            content: self.content,
            delta: self.delta,
        }
    }
}

/// Whether a delta contains nothing but text for an existing position or the next one, as almost all do.
#[inline]
fn is_only_text(message: &MessageObject, delta: &Delta) -> bool {
    let Delta::Text(delta) = delta else {
        return false;
    };
    let position = usize::try_from(delta.index).ok();
    let has_place = position.is_some_and(|position| match message.content.get(position) {
        // After a gap, the index of a part differs from its position.
        Some(Content::Text(text)) => text.extra.is_empty(),
        Some(_) => false,
        None => {
            let is_next = position == message.content.len();
            is_next && message.content.iter().all(has_no_index)
        }
    });
    has_place
        && delta.extra.is_empty()
        && delta.text.as_ref().is_none_or(|text| {
            text.extra.is_empty() && text.annotations.as_ref().is_none_or(Vec::is_empty)
        })
}

#[inline]
fn has_no_index(content: &Content) -> bool {
    match content {
        Content::Text(text) => text.extra.get("index").is_none(),
        other => serde_json::to_value(other).is_ok_and(|json| json.get("index").is_none()),
    }
}

#[inline]
fn append_text(
    message: &mut MessageObject,
    delta: &MessageDeltaContentTextObject,
) -> Option<Appended> {
    let position = usize::try_from(delta.index).ok()?;
    if position == message.content.len() {
        let text = json!({ "type": "text", "text": { "value": "", "annotations": [] } });
        message.content.push(Content::Text(start_from(&text)));
    }
    let Some(Content::Text(content)) = message.content.get_mut(position) else {
        return None;
    };
    let appended = Appended::of(delta)?;
    content.text.value.push_str(&appended.delta);
    Some(appended)
}
