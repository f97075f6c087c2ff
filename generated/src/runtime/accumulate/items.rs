//! Merging the items of lists: by ID, or else by index, or else into the previous item.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::complete::string;
use super::merge::{merge_value, start};
use super::pieces::is_piece;

/// What happens to the property `index`, by which a delta refers to a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemIndex {
    /// Complete items have the property too.
    Keep,
    /// The index is the position in the list, and complete items do not have the property. It is kept while the
    /// position differs from it.
    Remove,
}

/// Merges an item of a delta into a list.
pub(super) fn merge_item(
    list: &mut Vec<Value>,
    delta: &Value,
    mode: ItemIndex,
    lost: &mut Vec<Value>,
) {
    let Value::Object(properties) = delta else {
        if !delta.is_null() {
            list.push(delta.clone());
        }
        return;
    };
    let number = index(delta);
    if let Some(position) = find(list, delta, properties, number, mode) {
        let before = (mode == ItemIndex::Remove).then(|| index(&list[position]));
        merge_value("", &mut list[position], delta, mode, lost);
        if before == Some(None) {
            remove_index(&mut list[position]);
        }
        return;
    }
    let mut item = start(delta, mode, lost);
    let Some(position) = number.and_then(|number| first_after(list, number, mode)) else {
        if mode == ItemIndex::Remove && number == u64::try_from(list.len()).ok() {
            remove_index(&mut item);
        }
        return list.push(item);
    };
    if mode == ItemIndex::Remove {
        number_items(list, position);
    }
    list.insert(position, item);
    if mode == ItemIndex::Remove {
        remove_redundant(list);
    }
}

/// Returns the position of the first item with a larger index. Items are usually in order, so the last one is compared
/// first.
fn first_after(list: &[Value], number: u64, mode: ItemIndex) -> Option<usize> {
    let is_later = |position: &usize| {
        effective_index(list, *position, mode).is_some_and(|index| index > number)
    };
    let last = list.len().checked_sub(1)?;
    let is_ordered = effective_index(list, last, mode).is_some_and(|index| index <= number);
    if is_ordered && mode == ItemIndex::Remove {
        return None;
    }
    (0..list.len()).find(is_later)
}

/// Returns the position of the item that a delta continues.
fn find(
    list: &[Value],
    delta: &Value,
    properties: &Map<String, Value>,
    number: Option<u64>,
    mode: ItemIndex,
) -> Option<usize> {
    if let Some(id) = label(delta, "id") {
        let same = list
            .iter()
            .rposition(|item| label(item, "id").as_ref() == Some(&id) && fits(item, delta));
        if same.is_some() {
            return same;
        }
    }
    let Some(number) = number else {
        // An item without an index continues the previous one if it adds to its strings.
        let continues = properties
            .iter()
            .any(|(name, value)| adds_piece(name, value));
        let last = list.last().filter(|last| {
            continues && fits(last, delta) && label(delta, "id").is_none() && last.is_object()
        });
        return last.map(|_| list.len() - 1);
    };
    (0..list.len()).rev().find(|position| {
        effective_index(list, *position, mode) == Some(number) && fits(&list[*position], delta)
    })
}

/// Returns whether a property is, or contains, a string that arrives in pieces.
fn adds_piece(name: &str, value: &Value) -> bool {
    match value {
        Value::String(_) => is_piece(name),
        Value::Object(properties) => properties
            .iter()
            .any(|(name, value)| adds_piece(name, value)),
        _ => false,
    }
}

/// Returns whether neither the ID nor the type of a delta differs from that of an item.
fn fits(item: &Value, delta: &Value) -> bool {
    ["id", "type"]
        .iter()
        .all(|name| match (label(item, name), label(delta, name)) {
            (Some(item), Some(delta)) => item == delta,
            _ => true,
        })
}

/// Returns an ID or a type that is not empty. Some services use numbers as IDs.
fn label<'a>(value: &'a Value, name: &str) -> Option<Cow<'a, str>> {
    match value.get(name)? {
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => string(value, name).map(Cow::Borrowed),
    }
}

fn index(item: &Value) -> Option<u64> {
    match item.get("index")? {
        Value::String(index) => index.trim().parse().ok(),
        index => index.as_u64(),
    }
}

fn effective_index(list: &[Value], position: usize, mode: ItemIndex) -> Option<u64> {
    index(&list[position]).or(match mode {
        ItemIndex::Keep => None,
        ItemIndex::Remove => u64::try_from(position).ok(),
    })
}

/// Sets the index of the items starting at a position, before an insertion moves them.
fn number_items(list: &mut [Value], from: usize) {
    for (position, item) in list.iter_mut().enumerate().skip(from) {
        if index(item).is_none()
            && let Value::Object(properties) = item
        {
            properties.insert("index".to_owned(), json!(position));
        }
    }
}

/// Removes each index that equals the position of its item.
fn remove_redundant(list: &mut [Value]) {
    for (position, item) in list.iter_mut().enumerate() {
        if index(item) == u64::try_from(position).ok() {
            remove_index(item);
        }
    }
}

fn remove_index(item: &mut Value) {
    if let Value::Object(properties) = item {
        properties.remove("index");
    }
}
