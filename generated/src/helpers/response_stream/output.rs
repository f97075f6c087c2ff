//! The items of a response that is being streamed, and how events refer to them.
//!
//! An event refers to an item by its ID, or else by its `output_index`, or else it continues the item that was changed
//! last. An item of another type is another item. An item that does not exist is created from the content of the event.
//!
//! Some gateways send another ID with each event. An unknown ID therefore means the item that was added with the
//! `output_index` of the event, until another event has the ID of that item. The event that completes an item means the
//! incomplete item with its index.

use serde_json::{Value, json};

use super::slots::{Slot, Slots};
use super::{MAX_MOVED, normalize};
use crate::runtime::accumulate::complete::complete;
use crate::runtime::codec::decode_value;
use crate::types::OutputItem;

/// The items received so far.
pub(super) struct Output<'a> {
    pub(super) items: &'a mut Vec<OutputItem>,
    pub(super) slots: &'a mut Slots,
}

/// The properties of an event that describe the item that it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemRef<'a> {
    pub(super) item_type: &'a str,
    /// The ID, or the ID of the call. It may be empty.
    pub(super) id: &'a str,
    pub(super) index: Option<i64>,
}

impl Output<'_> {
    /// Returns the position of the item to which an event refers. It is created if it does not exist.
    #[inline]
    pub(super) fn position(&mut self, item: ItemRef<'_>) -> usize {
        let position = match self.find_or_guess(item, |slot| slot.is_anonymous) {
            Some(position) => position,
            None => {
                let json = blank_item(item);
                let slot = Slot {
                    is_open: true,
                    ..Slot::of_item(&json, item.index)
                };
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

    /// Adds an item. Returns its position, or `None` if it is not an object.
    #[inline]
    pub(super) fn add_item(
        &mut self,
        index: Option<i64>,
        item: &OutputItem,
        lost: &mut Vec<Value>,
    ) -> Option<usize> {
        let position = self.set_item(index, item, lost, Self::find)?;
        let slot = self.slots.at_mut(position);
        (slot.is_open, slot.is_anonymous) = (true, true);
        Some(position)
    }

    /// Completes an item. Returns its position, or `None` if it is not an object.
    #[inline]
    pub(super) fn complete_item(
        &mut self,
        index: Option<i64>,
        item: &OutputItem,
        lost: &mut Vec<Value>,
    ) -> Option<usize> {
        self.set_item(index, item, lost, |output, item| {
            output.find_or_guess(item, |slot| slot.is_open)
        })
    }

    /// Sets all properties of an item.
    #[inline]
    fn set_item(
        &mut self,
        index: Option<i64>,
        item: &OutputItem,
        lost: &mut Vec<Value>,
        find: impl FnOnce(&mut Self, ItemRef<'_>) -> Option<usize>,
    ) -> Option<usize> {
        let converted = normalize::item(item);
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
        let existing = find(self, reference);
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

    /// Returns the position of an item, or else that of the last item with its index if it `may_be` the same.
    #[inline]
    fn find_or_guess(&mut self, item: ItemRef<'_>, may_be: fn(&Slot) -> bool) -> Option<usize> {
        if let Some(position) = self.find(item) {
            let slot = self.slots.at_mut(position);
            slot.is_anonymous &= !slot.has_id(item.id);
            return Some(position);
        }
        let slots = &*self.slots;
        let mut numbers = slots.indexes.get(&item.index?)?.iter().rev();
        let is_same = |number: &&usize| {
            let slot = &slots.list[**number];
            slot.index == item.index && slot.has_type(item.item_type)
        };
        let number = *numbers.find(is_same)?;
        may_be(&slots.list[number])
            .then(|| self.slots.position(number))
            .flatten()
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
