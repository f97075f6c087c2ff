//! Rule: a `$ref` with siblings.
//!
//! Input: the keywords of a schema. Output: the reference is the first branch of `allOf`, next to the other keywords.
//! This is what 3.1 defines; 3.0 ignores the siblings, but authors of 3.0 documents intend the 3.1 meaning.

use crate::dialect::tree;
use crate::document::{Map, Value};

use super::keywords;

/// Moves a `$ref` into `allOf`.
pub(super) fn apply(map: &mut Map) {
    let position = map.get_index_of("$ref");
    let (Some(position), Some(target)) = (position, tree::take(map, "$ref")) else {
        return;
    };
    // A type next to the reference repeats that of the target.
    if constraints(map) == 1 && map.contains_key("type") {
        map.shift_remove("type");
    }
    let origin = target.origin;
    let reference = tree::single("$ref", target, origin);
    match map.get_mut("allOf").map(|node| &mut node.value) {
        Some(Value::Array(branches)) => branches.insert(0, reference),
        _ => {
            let all_of = tree::node(Value::Array(vec![reference]), origin);
            tree::insert_at(map, position, "allOf", all_of);
        }
    }
}

fn constraints(map: &Map) -> usize {
    map.keys()
        .filter(|key| keywords::is_constraint(&key.text))
        .count()
}
