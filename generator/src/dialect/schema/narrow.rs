//! Rule: branches of `allOf` that are scalars of the same type are one schema.
//!
//! Input: branches in the normal form. Output: fewer branches. Of two limits, the stricter one is kept, and of two
//! lists of values, the values in both. Branches that cannot be merged this way are unchanged.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::keywords::is_annotation;

/// Merges branches of the same scalar type.
pub(super) fn merge_scalars(branches: &mut Vec<Node>) {
    let mut index = 1;
    while index < branches.len() {
        let (before, rest) = branches.split_at_mut(index);
        let is_merged = before.iter_mut().any(|one| merge(one, &rest[0]));
        if is_merged {
            branches.remove(index);
        } else {
            index += 1;
        }
    }
}

/// Merges the second schema into the first if that is possible.
fn merge(one: &mut Node, two: &Node) -> bool {
    let (Value::Object(one), Value::Object(two)) = (&mut one.value, &two.value) else {
        return false;
    };
    let name = tree::text(one, "type");
    let is_scalar = matches!(name, Some("string" | "integer" | "number" | "boolean"));
    if !is_scalar || name != tree::text(two, "type") {
        return false;
    }
    let mut merged = one.clone();
    let is_possible = two.iter().all(|(key, node)| {
        let keyword = key.text.as_ref();
        let Some(before) = one.get(keyword) else {
            merged.insert(key.clone(), node.clone());
            return true;
        };
        match narrowed(keyword, before, node) {
            Some(node) => {
                merged.insert(key.clone(), node);
                true
            }
            None => false,
        }
    });
    if is_possible {
        keep_flags(&mut merged, one, two);
        *one = merged;
    }
    is_possible
}

/// Returns the combined value of a keyword that both schemas have, or `None` if the values cannot be combined.
fn narrowed(keyword: &str, one: &Node, two: &Node) -> Option<Node> {
    let stricter = |is_second: fn(f64, f64) -> bool| {
        let (first, second) = (number(one)?, number(two)?);
        Some(if is_second(first, second) { two } else { one }.clone())
    };
    match keyword {
        _ if one.same_value(two) => Some(one.clone()),
        "minimum" | "minLength" => stricter(|first, second| second > first),
        "maximum" | "maxLength" => stricter(|first, second| second < first),
        "exclusiveMinimum" | "exclusiveMaximum" => Some(one.clone()),
        "enum" => {
            let others = two.as_array()?;
            let values = one.as_array()?.iter();
            let values = values.filter(|value| others.iter().any(|it| it.same_value(value)));
            let values: Vec<Node> = values.cloned().collect();
            (!values.is_empty()).then(|| tree::node(Value::Array(values), one.origin))
        }
        _ if is_annotation(keyword) => Some(one.clone()),
        _ => None,
    }
}

/// Copies the flags of the limits that were kept. If both limits are equal, the result is exclusive if one of them is.
fn keep_flags(merged: &mut Map, one: &Map, two: &Map) {
    for (limit, flag) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let Some(kept) = merged.get(limit).and_then(number) else {
            continue;
        };
        let is_exclusive =
            |map: &Map| map.get(limit).and_then(number) == Some(kept) && tree::is_true(map, flag);
        let origin = merged.get(limit).map(|node| node.origin);
        match (is_exclusive(one) || is_exclusive(two), origin) {
            (true, Some(origin)) => tree::put(merged, flag, Value::Bool(true), origin),
            _ => {
                merged.shift_remove(flag);
            }
        }
    }
}

fn number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Number(number) => number.as_f64(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::dialect::testing::schema;

    #[test]
    fn limits_are_narrowed_in_any_order() {
        let parts = [
            r#"{"type": "integer", "minimum": 1, "maximum": 9}"#,
            r#"{"type": "integer", "exclusiveMinimum": 4, "maximum": 20}"#,
        ];
        let expected =
            json!({"type": "integer", "minimum": 4, "exclusiveMinimum": true, "maximum": 9});
        let [one, two] = parts;
        for (first, second) in [(one, two), (two, one)] {
            assert_eq!(
                schema(&format!(r#"{{"allOf": [{first}, {second}]}}"#)),
                expected
            );
        }
    }

    #[test]
    fn lists_of_values_are_intersected() {
        let values =
            r#"{"allOf": [{"enum": ["a", "b", "c"]}, {"type": "string", "enum": ["c", "b"]}]}"#;
        assert_eq!(
            schema(values),
            json!({"type": "string", "enum": ["b", "c"]})
        );
    }
}
