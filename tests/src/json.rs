//! Comparison of JSON.

use serde_json::{Map, Number, Value};

/// Normalizes numbers, so that JSON can be compared by value: `1.0` becomes `1`.
pub fn by_value(json: &Value) -> Value {
    match json {
        Value::Number(number) if number.is_f64() => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => Value::from(float as i64),
            _ => json.clone(),
        },
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(properties) => {
            let properties = properties.iter();
            properties
                .map(|(name, value)| (name.clone(), by_value(value)))
                .collect()
        }
        other => other.clone(),
    }
}

/// Returns the first difference between two values, with its JSON pointer. Numbers are compared by value.
///
/// With `null_is_absent`, a property that is `null` equals a missing one.
pub fn difference(before: &Value, after: &Value, null_is_absent: bool) -> Option<String> {
    difference_at(before, after, null_is_absent, "")
}

fn difference_at(before: &Value, after: &Value, null_is_absent: bool, at: &str) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let is_absent = |object: &Map<String, Value>, key: &str| match object.get(key) {
                None => true,
                Some(value) => null_is_absent && value.is_null(),
            };
            let lost = |key: &&String| is_absent(after, key) && !is_absent(before, key);
            let added = |key: &&String| is_absent(before, key) && !is_absent(after, key);
            let lost = before.keys().find(lost);
            let added = after.keys().find(added);
            lost.map(|key| format!("{at}/{key} is lost"))
                .or_else(|| added.map(|key| format!("{at}/{key} is new")))
                .or_else(|| {
                    let mut common = before
                        .iter()
                        .filter_map(|(key, value)| Some((key, value, after.get(key)?)));
                    common.find_map(|(key, before, after)| {
                        difference_at(before, after, null_is_absent, &format!("{at}/{key}"))
                    })
                })
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let mut items = before.iter().zip(after).enumerate();
            items.find_map(|(index, (before, after))| {
                difference_at(before, after, null_is_absent, &format!("{at}/{index}"))
            })
        }
        (Value::Number(before), Value::Number(after)) if is_same_number(before, after) => None,
        (before, after) if before == after => None,
        (before, after) => Some(format!("{at}: {before} became {after}")),
    }
}

/// Compares numbers by value: `1` equals `1.0`.
fn is_same_number(one: &Number, other: &Number) -> bool {
    let integer = |number: &Number| {
        let unsigned = || number.as_u64().map(i128::from);
        number.as_i64().map(i128::from).or_else(unsigned)
    };
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other || one.as_f64() == other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::difference;

    #[test]
    fn the_first_difference_is_named_by_its_pointer() {
        let before = json!({"a": [1, {"b": 1.0}], "c": null});
        assert_eq!(
            difference(&before, &json!({"a": [1.0, {"b": 1}], "c": null}), false),
            None
        );
        let cases = [
            (
                json!({"a": [1, {"b": 2}], "c": null}),
                "/a/1/b: 1.0 became 2",
            ),
            (json!({"a": [1, {"b": 1}]}), "/c is lost"),
            (json!({"a": [1, {"b": 1}], "c": null, "d": 0}), "/d is new"),
        ];
        for (after, expected) in cases {
            assert_eq!(
                difference(&before, &after, false).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(
            difference(&before, &json!({"a": [1, {"b": 1}]}), true),
            None
        );
    }
}
