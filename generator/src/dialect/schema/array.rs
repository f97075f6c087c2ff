//! Rule: the keywords of arrays.
//!
//! In: the members of a schema whose parts are in the normal form. Out: `items` is a schema or absent, which means any
//! JSON. Tuples (`prefixItems`, or `items` as a list) become lists of any of their items, with a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Number, Value};

use super::rules;

/// Straightens the keywords of arrays.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    tuple(map, cx);
    map.shift_remove("additionalItems");
    let Some(items) = map.get("items") else {
        return;
    };
    let origin = items.origin;
    if items.value == Value::Bool(false) {
        map.shift_remove("items");
        tree::put(map, "maxItems", Value::Number(Number("0".into())), origin);
        keep_array(map, origin);
    } else if items.as_object().is_some_and(Map::is_empty) {
        map.shift_remove("items");
        keep_array(map, origin);
    }
}

/// With `items` gone, `type` must say that it is an array, unless it says so already.
fn keep_array(map: &mut Map, origin: crate::source::Origin) {
    if !map.contains_key("type") {
        tree::put(map, "type", Value::String("array".to_owned()), origin);
    }
}

fn tuple(map: &mut Map, cx: &mut Context<'_>) {
    let (list, rest) = match tree::take_array(map, "prefixItems") {
        Some(found) => (found, tree::take(map, "items")),
        None => match tree::take_array(map, "items") {
            Some(found) => (found, tree::take(map, "additionalItems")),
            None => return,
        },
    };
    let (list, origin) = list;
    let mut schemas: Vec<Node> = Vec::new();
    for schema in list.into_iter().chain(rest) {
        let boolean = matches!(schema.value, Value::Bool(_));
        if !boolean && !schemas.iter().any(|other| other.same_value(&schema)) {
            schemas.push(schema);
        }
    }
    let items = match schemas.len() {
        0 => return keep_array(map, origin),
        1 => schemas.remove(0),
        _ => {
            cx.found.push(
                Diagnostic::warning(
                    Code::UnsupportedKeyword,
                    "items that differ by position are not told apart by position",
                    origin,
                )
                .help("the type is a list whose items may be any of these, in any order"),
            );
            let any_of = tree::node(Value::Array(schemas), origin);
            let mut items = tree::single("anyOf", any_of, origin);
            rules(&mut items, cx);
            items
        }
    };
    tree::put(map, "items", items.value, origin);
}
