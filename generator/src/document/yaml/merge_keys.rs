//! Expands merge keys: `<<` adds the fields of other objects.
//!
//! Input: the fields of an object, and its merge keys. Output: all fields.

use std::collections::BTreeSet;

use crate::document::model::{Map, Node, Value};

/// A merge key.
pub(super) struct Merge {
    /// How many fields of the object precede it.
    pub(super) position: usize,
    /// Its value.
    pub(super) node: Node,
}

/// Whether a value is valid for a merge key: an object or an array of objects.
pub(super) fn can_merge(node: &Node) -> bool {
    match &node.value {
        Value::Object(_) => true,
        Value::Array(items) => items
            .iter()
            .all(|item| matches!(item.value, Value::Object(_))),
        _ => false,
    }
}

/// Inserts the fields of merge keys at the positions of the keys. Fields of the object itself take precedence over merged
/// fields, and earlier merged fields over later ones.
pub(super) fn merged(fields: Map, merges: Vec<Merge>) -> Map {
    if merges.is_empty() {
        return fields;
    }
    let own: BTreeSet<Box<str>> = fields.keys().map(|key| key.text.clone()).collect();
    let mut all = Map::with_capacity(fields.len());
    let mut fields = fields.into_iter();
    let mut consumed = 0;
    for Merge { position, node } in merges {
        all.extend(fields.by_ref().take(position - consumed));
        consumed = position;
        let sources = match node.value {
            Value::Array(items) => items,
            value => vec![Node::new(value, node.origin)],
        };
        for source in sources {
            let Value::Object(source) = source.value else {
                continue;
            };
            for (key, value) in source {
                if !own.contains(&key.text) && !all.contains_key(&key) {
                    all.insert(key, value);
                }
            }
        }
    }
    all.extend(fields);
    all
}
