//! Lists of objects that are identified by their ID, and deltas of these objects.

use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::accumulate::complete::complete;
use crate::runtime::accumulate::merge::{ItemIndex, merge};
use crate::runtime::codec::decode_value;

/// The positions of the objects of a list by their IDs. Objects are only appended.
pub(super) type Positions = HashMap<String, usize>;

/// Returns the position of the object with this ID, which `create` creates if it does not exist. Without an ID, the
/// position is that of the last object.
#[inline]
pub(super) fn position_or_create<T>(
    list: &mut Vec<T>,
    positions: &mut Positions,
    id: &str,
    id_of: impl Fn(&T) -> &String,
    create: impl FnOnce() -> T,
) -> usize {
    let existing = if id.is_empty() {
        list.len().checked_sub(1)
    } else {
        let known = positions.get(id).copied();
        known.filter(|position| {
            list.get(*position)
                .is_some_and(|object| id_of(object) == id)
        })
    };
    existing.unwrap_or_else(|| {
        list.push(create());
        let position = list.len() - 1;
        positions.insert(id.to_owned(), position);
        position
    })
}

/// Replaces the object with the same ID, or appends the object. Returns its position.
#[inline]
pub(super) fn set<T: Serialize + DeserializeOwned + Clone>(
    list: &mut Vec<T>,
    positions: &mut Positions,
    object: T,
    id_of: impl Fn(&T) -> &String,
    lost: &mut Vec<Value>,
) -> usize {
    let id = id_of(&object).clone();
    let mut is_new = false;
    let position = position_or_create(list, positions, &id, id_of, || {
        is_new = true;
        object.clone()
    });
    if !is_new {
        list[position] = complete(&list[position], &object, lost);
    }
    position
}

/// Merges a delta into an object as JSON. The document declares separate types for deltas, whose JSON has the structure
/// of the object.
#[inline]
pub(super) fn merge_delta<T: Serialize + DeserializeOwned>(
    object: &mut T,
    delta: &Value,
    lost: &mut Vec<Value>,
) {
    let merged = serde_json::to_value(&*object).ok().and_then(|mut json| {
        merge(&mut json, delta, ItemIndex::Remove, lost);
        decode_value(&json).ok()
    });
    match merged {
        Some(merged) => *object = merged,
        None => lost.push(delta.clone()),
    }
}
