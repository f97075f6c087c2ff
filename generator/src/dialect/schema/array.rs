//! Rule: the keywords of arrays.
//!
//! Input: the keywords of a schema whose parts are normalized. Output: `items` is a schema; if it is absent, items are any
//! JSON. Tuples (`prefixItems`, or an array in `items`) become arrays whose items match any of their schemas, with a
//! warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Map, Node, Number, Value};

use super::keywords::is_any;
use super::rules;
use crate::source::Origin;

/// Normalizes the keywords of arrays.
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
        ensure_type(map, origin);
    } else if items.as_object().is_some_and(Map::is_empty) {
        map.shift_remove("items");
        ensure_type(map, origin);
    }
}

/// Adds `type: array` to a schema whose `items` were removed.
fn ensure_type(map: &mut Map, origin: Origin) {
    if !map.contains_key("type") {
        tree::put(map, "type", Value::String("array".to_owned()), origin);
    }
}

/// Whether a tuple may have more items than it lists, of any type.
fn is_open(map: &Map, rest: Option<&Node>, listed: usize) -> bool {
    let max = match map.get("maxItems").map(|node| &node.value) {
        Some(Value::Number(number)) => number.as_f64(),
        _ => None,
    };
    let is_any = rest.is_none_or(|rest| rest.value == Value::Bool(true) || is_any(rest));
    is_any && max.is_none_or(|max| max > listed as f64)
}

fn tuple(map: &mut Map, cx: &mut Context<'_>) {
    let (list, rest) = match tree::take_array(map, "prefixItems") {
        Some(list) => (list, tree::take(map, "items")),
        None => match tree::take_array(map, "items") {
            Some(list) => (list, tree::take(map, "additionalItems")),
            None => return,
        },
    };
    let (list, origin) = list;
    let is_open = is_open(map, rest.as_ref(), list.len());
    let mut schemas: Vec<Node> = Vec::new();
    for schema in list.into_iter().chain(rest) {
        let is_boolean = matches!(schema.value, Value::Bool(_));
        if !is_boolean && !schemas.iter().any(|other| other.same_value(&schema)) {
            schemas.push(schema);
        }
    }
    let items = match schemas.len() {
        0 => return ensure_type(map, origin),
        // Items after the listed ones are any JSON.
        1 if is_open => return ensure_type(map, origin),
        1 => schemas.remove(0),
        _ => {
            cx.diagnostics.push(
                Diagnostic::warning(Code::UnsupportedKeyword, "tuples are not supported", origin)
                    .help("read as an array whose items match any of these schemas"),
            );
            let any_of = tree::node(Value::Array(schemas), origin);
            let mut items = tree::single("anyOf", any_of, origin);
            rules(&mut items, cx);
            items
        }
    };
    tree::put(map, "items", items.value, origin);
}
