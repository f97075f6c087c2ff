//! What is known about the items of a response in addition to their properties.

use std::collections::HashMap;

use serde_json::Value;

use super::parts::PartIndexes;
use crate::runtime::accumulate::complete::string;
use crate::types::OutputItem;

/// What is known about the items in addition to their properties.
///
/// Slots never move. `order` has the number of the slot of each item. The maps lead to the slots that once had an ID or
/// an index, in the order in which they got it, so that an event finds its item among thousands.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    pub(super) list: Vec<Slot>,
    pub(super) order: Vec<usize>,
    pub(super) ids: HashMap<String, Vec<usize>>,
    pub(super) indexes: HashMap<i64, Vec<usize>>,
    /// Those of `indexes` that had no ID.
    pub(super) unnamed: HashMap<i64, Vec<usize>>,
    /// The slot of the item that was changed last.
    pub(super) last: usize,
    pub(super) max_index: Option<i64>,
    /// How many items were moved by others that arrived out of order.
    pub(super) moved: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub(super) id: String,
    pub(super) call_id: String,
    pub(super) item_type: String,
    pub(super) index: Option<i64>,
    /// Whether the item is not complete.
    pub(super) is_open: bool,
    /// Whether the item is not complete and only the event that added it has its ID.
    pub(super) is_anonymous: bool,
    /// The position of the item when it was last needed. Others may have been inserted before it.
    pub(super) position: usize,
    /// The `content_index` of each part of the content.
    pub(super) content: PartIndexes,
    /// The `summary_index` of each part of the summary.
    pub(super) summary: PartIndexes,
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
    pub(super) fn insert(&mut self, slot: Slot, position: usize) -> usize {
        let number = self.list.len();
        self.list.push(Slot { position, ..slot });
        self.order.insert(position, number);
        self.remember(number);
        number
    }

    /// Adds a slot to the maps.
    #[inline]
    pub(super) fn remember(&mut self, number: usize) {
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
    pub(super) fn position(&mut self, number: usize) -> Option<usize> {
        let slot = self.list.get_mut(number)?;
        if self.order.get(slot.position) != Some(&number) {
            slot.position = self.order.iter().position(|other| *other == number)?;
        }
        Some(slot.position)
    }

    #[inline]
    pub(super) fn at(&self, position: usize) -> &Slot {
        &self.list[self.order[position]]
    }

    #[inline]
    pub(super) fn at_mut(&mut self, position: usize) -> &mut Slot {
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
    pub(super) fn of_item(item: &Value, index: Option<i64>) -> Self {
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
    pub(super) fn has_id(&self, id: &str) -> bool {
        !id.is_empty() && (self.id == id || self.call_id == id)
    }

    #[inline]
    pub(super) fn has_type(&self, item_type: &str) -> bool {
        self.item_type == item_type || self.item_type.is_empty() || item_type.is_empty()
    }
}
