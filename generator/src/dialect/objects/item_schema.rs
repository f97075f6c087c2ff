//! Rule: the `itemSchema` of a stream (OpenAPI 3.2) becomes its `schema`.
//!
//! Input: a response. Output: media types with the schema of one item. An item of `text/event-stream` describes an event;
//! if its `data` is JSON with a `contentSchema`, that is the schema of the item. Otherwise the media type is marked with
//! `x-event-items`.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

/// Renames the field in all media types of a response.
pub(super) fn rename_all(response: &mut Map) {
    let content = response.get_mut("content").and_then(tree::object_mut);
    for (key, media) in content.into_iter().flatten() {
        let is_events = key.text.starts_with("text/event-stream");
        if let Some(media) = tree::object_mut(media) {
            rename(media, is_events);
        }
    }
}

fn rename(media: &mut Map, is_events: bool) {
    let Some(item) = tree::take(media, "itemSchema") else {
        return;
    };
    if media.contains_key("schema") {
        return;
    }
    let origin = item.origin;
    let data = data_schema(&item).filter(|_| is_events).cloned();
    if is_events && data.is_none() {
        tree::put(media, "x-event-items", Value::Bool(true), origin);
    }
    let schema = data.unwrap_or(item);
    tree::put(media, "schema", schema.value, schema.origin);
}

fn data_schema(event: &Node) -> Option<&Node> {
    event.get("properties")?.get("data")?.get("contentSchema")
}
