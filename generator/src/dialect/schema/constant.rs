//! Rule: `const` becomes an `enum` of one value.

use crate::dialect::tree;
use crate::document::{Map, Value};

/// Replaces `const`, and removes an `enum` next to it, which is redundant.
pub(super) fn apply(map: &mut Map) {
    let Some(position) = map.get_index_of("const") else {
        return;
    };
    let Some(value) = tree::take(map, "const") else {
        return;
    };
    let origin = value.origin;
    map.shift_remove("enum");
    let values = tree::node(Value::Array(vec![value]), origin);
    tree::insert_at(map, position, "enum", values);
}
