//! The output of a response: which item an event is about, and who takes it.
//!
//! In: the items so far, and an event. Out: the items, and what changed.
//! Must not know: what stands in an item.

use super::{ResponseChange, arguments, message, progress, reasoning};
use crate::types::{OutputItem, ResponseStreamEvent as Event};

/// The items of a response.
pub(super) struct Output<'a> {
    pub(super) items: &'a mut Vec<OutputItem>,
    /// The index on the wire of each.
    pub(super) indexes: &'a mut Vec<i64>,
}

impl Output<'_> {
    /// Takes an event about an item.
    #[inline]
    pub(super) fn change(mut self, event: &Event) -> Option<ResponseChange> {
        match event {
            Event::ResponseOutputItemAdded(event) => {
                let output = self.put(event.output_index, &event.item);
                Some(ResponseChange::ItemAdded { output })
            }
            Event::ResponseOutputItemDone(event) => {
                let output = self.put(event.output_index, &event.item);
                Some(ResponseChange::ItemDone { output })
            }
            event => {
                let taken = message::change(&mut self, event)
                    .or_else(|| reasoning::change(&mut self, event))
                    .or_else(|| arguments::change(&mut self, event));
                match taken {
                    Some(change) => change,
                    None => progress::change(&mut self, event),
                }
            }
        }
    }

    /// The item of this index, made if there is none: a stream may start in the middle.
    #[inline]
    pub(super) fn item(
        &mut self,
        index: i64,
        begin: impl FnOnce() -> OutputItem,
    ) -> (usize, &mut OutputItem) {
        let at = self.indexes.partition_point(|known| *known < index);
        if self.indexes.get(at) != Some(&index) {
            self.indexes.insert(at, index);
            self.items.insert(at, begin());
        }
        (at, &mut self.items[at])
    }

    /// The item of this index, if there is one.
    #[inline]
    pub(super) fn known(&mut self, index: i64) -> Option<(usize, &mut OutputItem)> {
        let at = self.indexes.binary_search(&index).ok()?;
        Some((at, self.items.get_mut(at)?))
    }

    #[inline]
    fn put(&mut self, index: i64, item: &OutputItem) -> usize {
        let mut begun = false;
        let (at, place) = self.item(index, || {
            begun = true;
            item.clone()
        });
        if !begun {
            place.clone_from(item);
        }
        at
    }
}

/// Puts a part of a list in its place. One that would leave a gap is not a part of this list.
#[inline]
pub(super) fn put<T>(list: &mut Vec<T>, index: i64, part: T) -> Option<usize> {
    let at = usize::try_from(index).ok().filter(|at| *at <= list.len())?;
    match list.get_mut(at) {
        Some(place) => *place = part,
        None => list.push(part),
    }
    Some(at)
}

/// The part of a list at this index, made if it is the next one.
#[inline]
pub(super) fn part<T>(
    list: &mut Vec<T>,
    index: i64,
    begin: impl FnOnce() -> T,
) -> Option<(usize, &mut T)> {
    let at = usize::try_from(index).ok().filter(|at| *at <= list.len())?;
    if at == list.len() {
        list.push(begin());
    }
    list.get_mut(at).map(|part| (at, part))
}
