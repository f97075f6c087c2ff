//! Received data for which the accumulated value has no place.
//!
//! It is kept in the undeclared property [`UNPLACED`], a list, where `find_unmodeled` reports it.

use serde_json::{Value, json};

use crate::runtime::codec::Extra;

/// The name of the property.
pub const UNPLACED: &str = "unplaced";

/// Keeps data alongside the accumulated value. `null` carries no data.
pub fn keep(extra: &mut Extra, data: Value) {
    if data.is_null() {
        return;
    }
    let mut list = match extra.remove(UNPLACED) {
        Some(Value::Array(list)) => list,
        Some(other) => vec![other],
        None => Vec::new(),
    };
    list.push(data);
    extra.insert(UNPLACED, Value::Array(list));
}

/// Keeps each item of a list.
pub fn keep_all(extra: &mut Extra, data: impl IntoIterator<Item = Value>) {
    for data in data {
        keep(extra, data);
    }
}

/// Returns how many pieces of data were kept.
pub fn count(extra: &Extra) -> usize {
    let list = extra.get(UNPLACED).and_then(Value::as_array);
    list.map_or(0, Vec::len)
}

/// Describes a string that a later event replaced by one that does not contain it.
pub fn superseded(name: &str, text: impl Into<Value>) -> Value {
    json!({ "superseded": { name: text.into() } })
}
