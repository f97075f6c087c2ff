//! Rule: limits of numbers.
//!
//! Input: the keywords of a numeric schema. Output: `minimum` and `maximum`, with `exclusiveMinimum` and
//! `exclusiveMaximum` as flags. Limits of integers are 64-bit integers; a larger limit is kept as a string in
//! `x-limit-minimum` or `x-limit-maximum`.

use crate::dialect::tree;
use crate::document::{Map, Node, Number, Value};
use crate::source::Origin;

/// Normalizes the limits.
pub(super) fn apply(map: &mut Map, is_integer: bool) {
    exclusive(map, "exclusiveMinimum", "minimum", |limit, bound| {
        bound >= limit
    });
    exclusive(map, "exclusiveMaximum", "maximum", |limit, bound| {
        bound <= limit
    });
    if is_integer {
        to_integer(
            map,
            "minimum",
            "exclusiveMinimum",
            "x-limit-minimum",
            f64::ceil,
        );
        to_integer(
            map,
            "maximum",
            "exclusiveMaximum",
            "x-limit-maximum",
            f64::floor,
        );
        multiple_of(map);
    }
}

/// Returns a 64-bit integer that is written with a decimal point or an exponent.
pub(super) fn as_integral(number: &Number) -> Option<i64> {
    let value = number.as_f64()?;
    // Above 2^53, a double does not identify an integer.
    (value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0).then_some(value as i64)
}

/// Replaces a numeric exclusive limit with a limit and a flag. Of two limits, the stricter one is kept.
fn exclusive(map: &mut Map, flag: &str, limit: &str, stricter: fn(f64, f64) -> bool) {
    let Some(Value::Number(bound)) = map.get(flag).map(|node| &node.value) else {
        if !map.contains_key(limit)
            && matches!(map.get(flag), Some(node) if node.value == Value::Bool(true))
        {
            map.shift_remove(flag);
        }
        return;
    };
    let bound = bound.clone();
    let Some(origin) = tree::take(map, flag).map(|node| node.origin) else {
        return;
    };
    let inclusive = match map.get(limit).map(|node| &node.value) {
        Some(Value::Number(number)) => number.as_f64(),
        _ => None,
    };
    let wins = match (inclusive, bound.as_f64()) {
        (Some(limit), Some(bound)) => stricter(limit, bound),
        _ => true,
    };
    if wins {
        tree::put(map, limit, Value::Number(bound), origin);
        tree::put(map, flag, Value::Bool(true), origin);
    }
}

/// Converts a limit to an integer, or to a string if it does not fit in 64 bits.
fn to_integer(map: &mut Map, limit: &str, flag: &str, as_text: &str, round: fn(f64) -> f64) {
    let Some(Node {
        value: Value::Number(number),
        origin,
    }) = map.get(limit)
    else {
        return;
    };
    let origin = *origin;
    if number.as_i64().is_some() {
        return;
    }
    if let Some(value) = as_integral(number) {
        return put_integer(map, limit, value, origin);
    }
    let text = number.0.clone();
    let value = number.as_f64().unwrap_or(f64::INFINITY);
    if value.fract() != 0.0 && value.is_finite() {
        map.shift_remove(flag);
        return put_integer(map, limit, round(value) as i64, origin);
    }
    map.shift_remove(limit);
    tree::put(map, as_text, Value::String(text.into()), origin);
}

/// Converts `multipleOf` to an integer; any other number is removed.
fn multiple_of(map: &mut Map) {
    let Some(Node {
        value: Value::Number(number),
        origin,
    }) = map.get("multipleOf")
    else {
        return;
    };
    if number.as_i64().is_some() {
        return;
    }
    match (as_integral(number), *origin) {
        (Some(value), origin) => put_integer(map, "multipleOf", value, origin),
        (None, _) => {
            map.shift_remove("multipleOf");
        }
    }
}

fn put_integer(map: &mut Map, keyword: &str, value: i64, origin: Origin) {
    let number = Number(value.to_string().into());
    tree::put(map, keyword, Value::Number(number), origin);
}
