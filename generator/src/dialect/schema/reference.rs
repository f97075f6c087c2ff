//! Rule: a `$ref` with other keywords beside it.
//!
//! In: the members of a schema. Out: the reference as the first member of `allOf`, the other keywords beside that.
//! 3.1 defines it so; in 3.0 documents, where the others were to be ignored, authors mean the same.

use crate::dialect::tree;
use crate::document::{Map, Value};

use super::keywords;

/// Moves a `$ref` into `allOf`.
pub(super) fn apply(map: &mut Map) {
    let position = map.get_index_of("$ref");
    let (Some(position), Some(target)) = (position, tree::take(map, "$ref")) else {
        return;
    };
    // A type beside the reference repeats what the target says.
    if own_keywords(map) == 1 && map.contains_key("type") {
        map.shift_remove("type");
    }
    let origin = target.origin;
    let reference = tree::single("$ref", target, origin);
    match map.get_mut("allOf").map(|node| &mut node.value) {
        Some(Value::Array(members)) => members.insert(0, reference),
        _ => {
            let all_of = tree::node(Value::Array(vec![reference]), origin);
            tree::insert_at(map, position, "allOf", all_of);
        }
    }
}

fn own_keywords(map: &Map) -> usize {
    map.keys().filter(|key| keywords::is_own(&key.text)).count()
}
