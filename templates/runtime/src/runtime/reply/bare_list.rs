//! A list in place of the object that contains it: some servers leave out the object around the items.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::runtime::codec::{UnmodeledKind, Wire, find_unmodeled};
use crate::runtime::decode::{decode, required_properties};

/// Decodes a list of objects as the only required property of a `T` that accepts them as its items. `None` if there is no
/// such property, or several.
pub(super) fn read_bare_list<T: Wire + DeserializeOwned>(json: &[u8]) -> Option<T> {
    let required = match json.starts_with(b"[") {
        true => required_properties::<T>(),
        false => return None,
    };
    if required.is_empty() {
        return None;
    }
    let items: Vec<Map<String, Value>> = serde_json::from_slice(json).ok()?;
    if items.is_empty() {
        return None;
    }
    let accepted = required.into_iter().filter_map(|name| {
        let object = json!({ name: items }).to_string();
        let value: T = decode(object.as_bytes(), false).ok()?;
        accepts(&value, name, &items).then_some(value)
    });
    let mut accepted: Vec<T> = accepted.collect();
    accepted.pop().filter(|_| accepted.is_empty())
}

/// Returns whether each item has a declared property, and all of them match their types.
fn accepts<T: Wire>(value: &T, name: &str, items: &[Map<String, Value>]) -> bool {
    let mut undeclared = vec![0; items.len()];
    for found in find_unmodeled(value) {
        match found.kind {
            UnmodeledKind::Missing | UnmodeledKind::UnknownValue => continue,
            UnmodeledKind::Undeclared => {}
            UnmodeledKind::Mismatch | UnmodeledKind::UnknownVariant => return false,
        }
        let Some(path) = found.pointer.strip_prefix(&format!("/{name}/")) else {
            return false;
        };
        // A property of an item, and not of an object inside of it.
        if let Some((index, property)) = path.split_once('/')
            && !property.contains('/')
            && let Ok(index) = index.parse::<usize>()
            && let Some(count) = undeclared.get_mut(index)
        {
            *count += 1;
        }
    }
    let has_declared = |(item, undeclared): (&Map<String, Value>, &usize)| item.len() > *undeclared;
    items.iter().zip(&undeclared).all(has_declared)
}
