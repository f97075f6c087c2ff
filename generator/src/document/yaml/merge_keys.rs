//! Merge keys: `<<` takes in the members of other objects.
//!
//! In: an object's own members, and the values of its merge keys with how many own members stood before each. Out: all
//! members.

use std::collections::BTreeSet;

use crate::document::model::{Map, Node, Value};

/// Whether a value can stand behind a merge key: an object or an array of objects.
pub(super) fn can_merge(node: &Node) -> bool {
    match &node.value {
        Value::Object(_) => true,
        Value::Array(items) => items
            .iter()
            .all(|item| matches!(item.value, Value::Object(_))),
        _ => false,
    }
}

/// The members of an object with those of its merge keys, each where its merge key stood. A name written in the object
/// itself wins over merged ones, an earlier merged one over later ones.
pub(super) fn merged(members: Map, merges: Vec<(usize, Node)>) -> Map {
    if merges.is_empty() {
        return members;
    }
    let own: BTreeSet<Box<str>> = members.keys().map(|key| key.text.clone()).collect();
    let mut all = Map::with_capacity(members.len());
    let mut members = members.into_iter();
    let mut taken = 0;
    for (position, node) in merges {
        all.extend(members.by_ref().take(position - taken));
        taken = position;
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
    all.extend(members);
    all
}
