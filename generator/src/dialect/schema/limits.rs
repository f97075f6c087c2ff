//! Rule: limits of numbers.
//!
//! In: the members of a numeric schema. Out: `minimum` and `maximum` with `exclusiveMinimum` and `exclusiveMaximum` as
//! flags. For integers they are integers of 64 bits; a limit beyond that stays readable as `x-limit-minimum` or
//! `x-limit-maximum`, its text as written.

use crate::dialect::tree;
use crate::document::{Map, Node, Number, Value};
use crate::source::Origin;

/// Straightens the limits.
pub(super) fn apply(map: &mut Map, integer: bool) {
    exclusive(map, "exclusiveMinimum", "minimum", |limit, bound| {
        bound >= limit
    });
    exclusive(map, "exclusiveMaximum", "maximum", |limit, bound| {
        bound <= limit
    });
    if integer {
        whole(
            map,
            "minimum",
            "exclusiveMinimum",
            "x-limit-minimum",
            f64::ceil,
        );
        whole(
            map,
            "maximum",
            "exclusiveMaximum",
            "x-limit-maximum",
            f64::floor,
        );
        multiple(map);
    }
}

/// An integer of 64 bits written with a point or an exponent.
pub(super) fn integral(number: &Number) -> Option<i64> {
    let value = number.as_f64()?;
    // Beyond 2^53 a double no longer says which integer is meant.
    (value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0).then_some(value as i64)
}

/// A number as an exclusive limit becomes the limit, and the flag says that it is exclusive. The stricter one wins.
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

/// Makes a limit of integers an integer, or text where it does not fit.
fn whole(map: &mut Map, limit: &str, flag: &str, beyond: &str, round: fn(f64) -> f64) {
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
    if let Some(value) = integral(number) {
        return put_integer(map, limit, value, origin);
    }
    let text = number.0.clone();
    let value = number.as_f64().unwrap_or(f64::INFINITY);
    if value.fract() != 0.0 && value.is_finite() {
        map.shift_remove(flag);
        return put_integer(map, limit, round(value) as i64, origin);
    }
    map.shift_remove(limit);
    tree::put(map, beyond, Value::String(text.into()), origin);
}

/// A step that is no integer says nothing an integer's documentation could use.
fn multiple(map: &mut Map) {
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
    match (integral(number), *origin) {
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
