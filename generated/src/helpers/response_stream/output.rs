//! The items of a response that is being streamed, and how events refer to them.
//!
//! An event refers to an item by its ID, or else by its `output_index`, or else it continues the item that was changed
//! last. An item of another type is another item. An item that does not exist is created from what the event says.

use serde_json::{Value, json};

use super::normalize;
use super::parts::PartIndexes;
use crate::runtime::accumulate::complete::{complete, string};
use crate::runtime::codec::decode_value;
use crate::types::OutputItem;

/// The items received so far.
pub(super) struct Output<'a> {
    pub(super) items: &'a mut Vec<OutputItem>,
    pub(super) slots: &'a mut Slots,
}

/// What is known about the items in addition to their properties.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    /// One for each item, in the same order.
    list: Vec<Slot>,
    /// The position of the item that was changed last.
    last: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    id: String,
    call_id: String,
    item_type: String,
    index: Option<i64>,
    /// The `content_index` of each part of the content.
    pub(super) content: PartIndexes,
    /// The `summary_index` of each part of the summary.
    pub(super) summary: PartIndexes,
}

/// What an event says about the item that it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemRef<'a> {
    pub(super) item_type: &'a str,
    /// The ID, or the ID of the call. It may be empty.
    pub(super) id: &'a str,
    pub(super) index: Option<i64>,
}

impl Slots {
    /// Describes the items of a complete output.
    #[inline]
    pub(super) fn of_output(items: &[OutputItem]) -> Self {
        let slots = items.iter().zip(0..).map(|(item, index)| {
            let json = serde_json::to_value(item).unwrap_or_default();
            Slot::of_item(&json, Some(index))
        });
        Self {
            list: slots.collect(),
            last: items.len().saturating_sub(1),
        }
    }
}

impl Slot {
    #[inline]
    fn of_item(item: &Value, index: Option<i64>) -> Self {
        let string = |name: &str| string(item, name).unwrap_or_default().to_owned();
        Self {
            id: string("id"),
            call_id: string("call_id"),
            item_type: string("type"),
            index,
            ..Self::default()
        }
    }

    #[inline]
    fn has_id(&self, id: &str) -> bool {
        !id.is_empty() && (self.id == id || self.call_id == id)
    }

    #[inline]
    fn has_type(&self, item_type: &str) -> bool {
        self.item_type == item_type || self.item_type.is_empty() || item_type.is_empty()
    }
}

impl Output<'_> {
    /// Returns the position of the item to which an event refers. It is created if it does not exist.
    #[inline]
    pub(super) fn position(&mut self, item: ItemRef<'_>) -> usize {
        let position = match self.find(item) {
            Some(position) => position,
            None => {
                let json = blank_item(item);
                let slot = Slot::of_item(&json, item.index);
                self.insert(decoded(&json), slot)
            }
        };
        self.slots.last = position;
        if self.slots.list[position].item_type.is_empty() {
            self.set_type(position, item);
        }
        position
    }

    /// Returns the item at a position, and what is known about it.
    #[inline]
    pub(super) fn get(&mut self, position: usize) -> (&mut OutputItem, &mut Slot) {
        (&mut self.items[position], &mut self.slots.list[position])
    }

    /// Sets a complete item, and returns its position. Returns `None` if it is not an object.
    #[inline]
    pub(super) fn set_item(
        &mut self,
        index: Option<i64>,
        item: &OutputItem,
        lost: &mut Vec<Value>,
    ) -> Option<usize> {
        let converted = normalize::function_call(item).map(OutputItem::FunctionCall);
        let item = converted.as_ref().unwrap_or(item);
        let json = serde_json::to_value(item).ok().filter(Value::is_object)?;
        let slot = Slot::of_item(&json, index);
        let id = match slot.id.as_str() {
            "" => slot.call_id.as_str(),
            id => id,
        };
        let reference = ItemRef {
            item_type: &slot.item_type,
            id,
            index,
        };
        let existing = self.find(reference);
        let position = match existing {
            Some(position) => {
                self.items[position] = complete(&self.items[position], item, lost);
                let existing = &mut self.slots.list[position];
                let index = existing.index.or(index);
                *existing = Slot { index, ..slot };
                position
            }
            None => self.insert(item.clone(), slot),
        };
        self.slots.last = position;
        Some(position)
    }

    #[inline]
    fn find(&self, item: ItemRef<'_>) -> Option<usize> {
        let slots = &self.slots.list;
        let same_id = slots
            .iter()
            .rposition(|slot| slot.has_id(item.id) && slot.has_type(item.item_type));
        if same_id.is_some() {
            return same_id;
        }
        let fits = |slot: &Slot| {
            slot.has_type(item.item_type) && (item.id.is_empty() || slot.id.is_empty())
        };
        if item.index.is_some() {
            return slots
                .iter()
                .rposition(|slot| slot.index == item.index && fits(slot));
        }
        if !item.id.is_empty() {
            return None;
        }
        match slots.get(self.slots.last) {
            Some(last) if fits(last) => Some(self.slots.last),
            _ => slots.iter().rposition(fits),
        }
    }

    /// Inserts an item before the items with a larger index.
    #[inline]
    fn insert(&mut self, item: OutputItem, slot: Slot) -> usize {
        let slots = &mut self.slots.list;
        let is_later = |existing: &Slot| match (existing.index, slot.index) {
            (Some(existing), Some(new)) => existing > new,
            _ => false,
        };
        let position = slots.iter().position(is_later).unwrap_or(slots.len());
        slots.insert(position, slot);
        self.items.insert(position, item);
        position
    }

    /// Sets the type of an item that was received without one.
    #[inline]
    fn set_type(&mut self, position: usize, item: ItemRef<'_>) {
        let mut json = blank_item(item);
        let received = serde_json::to_value(&self.items[position]).unwrap_or_default();
        if let (Some(json), Value::Object(received)) = (json.as_object_mut(), received) {
            let known = received.into_iter().filter(|(name, _)| name != "type");
            json.extend(known);
        }
        self.items[position] = decoded(&json);
        let slot = &mut self.slots.list[position];
        item.item_type.clone_into(&mut slot.item_type);
    }
}

/// Creates an item of which only the type and the ID are known.
#[inline]
fn blank_item(item: ItemRef<'_>) -> Value {
    let mut json = match item.item_type {
        "message" => json!({ "role": "assistant", "content": [] }),
        "reasoning" => json!({ "summary": [] }),
        "function_call" | "mcp_call" => json!({ "arguments": "" }),
        "custom_tool_call" => json!({ "input": "" }),
        "shell_call" => json!({ "action": { "commands": [] } }),
        "shell_call_output" => json!({ "output": [] }),
        _ => json!({}),
    };
    json["type"] = json!(item.item_type);
    if !item.id.is_empty() {
        json["id"] = json!(item.id);
    }
    json
}

#[inline]
fn decoded(json: &Value) -> OutputItem {
    decode_value(json).unwrap_or_else(|_| OutputItem::Unknown(json.clone().into()))
}
