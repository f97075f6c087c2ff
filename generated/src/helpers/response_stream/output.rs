//! The items of a response that is being streamed, and how events refer to them.
//!
//! An event refers to an item by its ID, or else by its `output_index`, or else it continues the item that was changed
//! last. An item of another type is another item. An item that does not exist is created from the content of the event.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::parts::PartIndexes;
use super::{MAX_MOVED, normalize};
use crate::runtime::accumulate::complete::{complete, string};
use crate::runtime::codec::decode_value;
use crate::types::OutputItem;

/// The items received so far.
pub(super) struct Output<'a> {
    pub(super) items: &'a mut Vec<OutputItem>,
    pub(super) slots: &'a mut Slots,
}

/// What is known about the items in addition to their properties.
///
/// Slots never move. `order` has the number of the slot of each item. The maps lead to the slots that once had an ID or
/// an index, in the order in which they got it, so that an event finds its item among thousands.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    list: Vec<Slot>,
    order: Vec<usize>,
    ids: HashMap<String, Vec<usize>>,
    indexes: HashMap<i64, Vec<usize>>,
    /// Those of `indexes` that had no ID.
    unnamed: HashMap<i64, Vec<usize>>,
    /// The slot of the item that was changed last.
    last: usize,
    max_index: Option<i64>,
    /// How many items were moved by others that arrived out of order.
    moved: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    id: String,
    call_id: String,
    item_type: String,
    index: Option<i64>,
    /// The position of the item when it was last needed. Others may have been inserted before it.
    position: usize,
    /// The `content_index` of each part of the content.
    pub(super) content: PartIndexes,
    /// The `summary_index` of each part of the summary.
    pub(super) summary: PartIndexes,
}

/// The properties of an event that describe the item that it belongs to.
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
        let mut slots = Self::default();
        for (item, index) in items.iter().zip(0..) {
            let json = serde_json::to_value(item).unwrap_or_default();
            slots.last = slots.insert(Slot::of_item(&json, Some(index)), slots.order.len());
        }
        slots
    }

    /// Adds the slot of an item that is inserted at a position. Returns its number.
    #[inline]
    fn insert(&mut self, slot: Slot, position: usize) -> usize {
        let number = self.list.len();
        self.list.push(Slot { position, ..slot });
        self.order.insert(position, number);
        self.remember(number);
        number
    }

    /// Adds a slot to the maps.
    #[inline]
    fn remember(&mut self, number: usize) {
        let slot = &self.list[number];
        for id in [&slot.id, &slot.call_id] {
            if !id.is_empty() {
                add(self.ids.entry(id.clone()).or_default(), number);
            }
        }
        if let Some(index) = slot.index {
            add(self.indexes.entry(index).or_default(), number);
            if slot.id.is_empty() {
                add(self.unnamed.entry(index).or_default(), number);
            }
            self.max_index = self.max_index.max(Some(index));
        }
    }

    /// Returns the position of the item of a slot.
    #[inline]
    fn position(&mut self, number: usize) -> Option<usize> {
        let slot = self.list.get_mut(number)?;
        if self.order.get(slot.position) != Some(&number) {
            slot.position = self.order.iter().position(|other| *other == number)?;
        }
        Some(slot.position)
    }

    #[inline]
    fn at(&self, position: usize) -> &Slot {
        &self.list[self.order[position]]
    }

    #[inline]
    fn at_mut(&mut self, position: usize) -> &mut Slot {
        &mut self.list[self.order[position]]
    }
}

/// Adds the number of a slot, unless it was added last.
#[inline]
fn add(numbers: &mut Vec<usize>, number: usize) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
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
        self.slots.last = self.slots.order[position];
        if self.slots.at(position).item_type.is_empty() {
            self.set_type(position, item);
        }
        position
    }

    /// Returns the item at a position, and what is known about it.
    #[inline]
    pub(super) fn get(&mut self, position: usize) -> (&mut OutputItem, &mut Slot) {
        (&mut self.items[position], self.slots.at_mut(position))
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
                let number = self.slots.order[position];
                let index = self.slots.list[number].index.or(index);
                self.slots.list[number] = Slot {
                    index,
                    position,
                    ..slot
                };
                self.slots.remember(number);
                position
            }
            None => self.insert(item.clone(), slot),
        };
        self.slots.last = self.slots.order[position];
        Some(position)
    }

    #[inline]
    fn find(&mut self, item: ItemRef<'_>) -> Option<usize> {
        let slots = &*self.slots;
        let latest = |numbers: Option<&Vec<usize>>, is_same: &dyn Fn(&Slot) -> bool| {
            let mut numbers = numbers.into_iter().flatten().rev();
            numbers
                .find(|number| is_same(&slots.list[**number]))
                .copied()
        };
        let has_id = |slot: &Slot| slot.has_id(item.id) && slot.has_type(item.item_type);
        if let Some(number) = latest(slots.ids.get(item.id), &has_id) {
            return self.slots.position(number);
        }
        let fits = |slot: &Slot| {
            slot.has_type(item.item_type) && (item.id.is_empty() || slot.id.is_empty())
        };
        if let Some(index) = item.index {
            let numbers = match item.id.is_empty() {
                true => slots.indexes.get(&index),
                false => slots.unnamed.get(&index),
            };
            let has_index = |slot: &Slot| slot.index == item.index && fits(slot);
            let number = latest(numbers, &has_index)?;
            return self.slots.position(number);
        }
        if !item.id.is_empty() {
            return None;
        }
        match slots.list.get(slots.last) {
            Some(last) if fits(last) => self.slots.position(slots.last),
            _ => (0..slots.order.len())
                .rev()
                .find(|position| fits(slots.at(*position))),
        }
    }

    /// Inserts an item before the items with a larger index, or at the end if too many arrived out of order.
    #[inline]
    fn insert(&mut self, item: OutputItem, slot: Slot) -> usize {
        let end = self.items.len();
        let slots = &mut *self.slots;
        let is_last = slot.index.is_none() || slots.max_index <= slot.index;
        let is_later = |number: &usize| {
            let existing = slots.list[*number].index;
            existing.is_some() && existing > slot.index
        };
        let later = match is_last {
            true => None,
            false => slots.order.iter().position(is_later),
        };
        let mut position = later.unwrap_or(end);
        if slots.moved + (end - position) > MAX_MOVED {
            position = end;
        }
        slots.moved += end - position;
        slots.insert(slot, position);
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
        let slot = self.slots.at_mut(position);
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
