//! Rule: the `itemSchema` of a stream (OpenAPI 3.2) becomes its `schema`.
//!
//! Input: a media type. Output: the media type with the schema of one item. An item of `text/event-stream` describes an
//! event; if its `data` is JSON with a `contentSchema`, that is the schema of the item.

use crate::dialect::tree;
use crate::document::{Map, Node};

pub(super) fn rename(map: &mut Map) {
    let Some(item) = tree::take(map, "itemSchema") else {
        return;
    };
    if !map.contains_key("schema") {
        let item = data_schema(&item).cloned().unwrap_or(item);
        let (value, origin) = (item.value, item.origin);
        tree::put(map, "schema", value, origin);
    }
}

fn data_schema(event: &Node) -> Option<&Node> {
    event.get("properties")?.get("data")?.get("contentSchema")
}
