//! Adding pieces of JSON that no type describes.
//!
//! In: what came so far, and a piece. Out: both together, by the habits of streamed JSON: texts go on, lists grow, items
//! with an `index` belong to the item of that index, and the rest is replaced.
//! Must not know: what the JSON is about, but for the names below.

use serde_json::Value;
use serde_json::map::Entry;

use super::super::codec::{Extra, Wire, blank};

/// Members that name or sort a thing: they come whole, perhaps with every piece.
const WHOLE: &[&str] = &["id", "index", "name", "object", "role", "status", "type"];

/// What becomes of the `index` that says which item of a list a piece belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// Whole items have it too.
    Kept,
    /// It is the item's place in the list, and not part of whole items.
    Dropped,
}

/// A record of which nothing has come yet: until they are set its required fields are missing, and not written.
pub fn unfinished<T: Wire>() -> T {
    // What never changes is there from the beginning; in a blank record it is all that is not blank.
    let mut begun = serde_json::to_value(blank::<T>()).unwrap_or_default();
    if let Some(members) = begun.as_object_mut() {
        members.retain(|_, value| is_constant(value));
    }
    T::read(begun).unwrap_or_else(|_| blank())
}

fn is_constant(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// Adds a piece to what came so far.
pub fn merge(whole: &mut Value, piece: &Value, index: Index) {
    match (whole, piece) {
        (_, Value::Null) => {}
        (Value::String(whole), Value::String(piece)) => whole.push_str(piece),
        (Value::Object(whole), Value::Object(piece)) => {
            for (name, value) in piece {
                match whole.entry(name.as_str()) {
                    Entry::Vacant(entry) => {
                        entry.insert(first(value, index));
                    }
                    Entry::Occupied(mut entry) if WHOLE.contains(&name.as_str()) => {
                        if !value.is_null() {
                            entry.insert(value.clone());
                        }
                    }
                    Entry::Occupied(mut entry) => merge(entry.get_mut(), value, index),
                }
            }
        }
        (Value::Array(whole), Value::Array(pieces)) => {
            for piece in pieces {
                merge_item(whole, piece, index);
            }
        }
        (whole, piece) => *whole = first(piece, index),
    }
}

/// Adds the undeclared members of a piece to those of a record.
pub fn merge_extra(whole: &mut Extra, piece: &Extra) {
    for (name, value) in piece.iter() {
        let mut sum = whole.remove(name).unwrap_or_default();
        merge(&mut sum, value, Index::Kept);
        whole.insert(name, sum);
    }
}

/// Puts the undeclared members of a piece in the place of a record's own.
pub fn replace_extra(whole: &mut Extra, piece: &Extra) {
    for (name, value) in piece.iter() {
        whole.insert(name, value.clone());
    }
}

/// A piece of which there was nothing yet; lists in it are put in order as well.
fn first(piece: &Value, index: Index) -> Value {
    match piece {
        Value::Array(pieces) => {
            let mut whole = Vec::new();
            for piece in pieces {
                merge_item(&mut whole, piece, index);
            }
            Value::Array(whole)
        }
        Value::Object(_) => {
            let mut whole = Value::Object(serde_json::Map::new());
            merge(&mut whole, piece, index);
            whole
        }
        plain => plain.clone(),
    }
}

fn merge_item(whole: &mut Vec<Value>, piece: &Value, index: Index) {
    let Some(number) = piece.get("index").and_then(Value::as_u64) else {
        whole.push(first(piece, index));
        return;
    };
    let place = match index {
        Index::Kept => whole
            .iter()
            .position(|item| item.get("index").and_then(Value::as_u64) == Some(number)),
        Index::Dropped => usize::try_from(number).ok(),
    };
    match place.and_then(|place| whole.get_mut(place)) {
        Some(item) => merge(item, piece, index),
        None => whole.push(first(piece, index)),
    }
    if index == Index::Dropped {
        for item in whole.iter_mut().filter_map(Value::as_object_mut) {
            item.remove("index");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sum(pieces: &[Value], index: Index) -> Value {
        let mut whole = json!({});
        for piece in pieces {
            merge(&mut whole, piece, index);
        }
        whole
    }

    #[test]
    fn texts_go_on_and_names_stay() {
        let pieces = [
            json!({ "id": "a", "text": "Hel", "usage": 1, "note": "x" }),
            json!({ "id": "a", "text": "lo", "usage": 2, "note": null }),
        ];
        let whole = json!({ "id": "a", "text": "Hello", "usage": 2, "note": "x" });
        assert_eq!(sum(&pieces, Index::Kept), whole);
    }

    #[test]
    fn items_belong_to_the_item_of_their_index() {
        let pieces = [
            json!({ "parts": [{ "index": 0, "text": "a" }, { "index": 1, "text": "x" }] }),
            json!({ "parts": [{ "index": 1, "text": "y" }] }),
            json!({ "parts": [{ "index": 0, "text": "b" }], "plain": [1] }),
            json!({ "plain": [2] }),
        ];
        let kept = json!({
            "parts": [{ "index": 0, "text": "ab" }, { "index": 1, "text": "xy" }],
            "plain": [1, 2],
        });
        assert_eq!(sum(&pieces, Index::Kept), kept);
        let dropped = json!({ "parts": [{ "text": "ab" }, { "text": "xy" }], "plain": [1, 2] });
        assert_eq!(sum(&pieces, Index::Dropped), dropped);
    }

    #[test]
    fn undeclared_members_of_pieces_are_added_up() {
        let mut whole = Extra::default();
        for text in ["Think", "ing"] {
            let mut piece = Extra::default();
            piece.insert("reasoning", text);
            merge_extra(&mut whole, &piece);
        }
        assert_eq!(whole.get("reasoning"), Some(&json!("Thinking")));
    }
}
