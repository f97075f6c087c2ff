//! JSON to compare.

use serde_json::Value;

/// The JSON with numbers that are equal written alike: `1` is `1.0`.
pub fn by_value(json: &Value) -> Value {
    match json {
        Value::Number(number) if number.is_f64() => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => Value::from(float as i64),
            _ => json.clone(),
        },
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| (name.clone(), by_value(value)))
                .collect()
        }
        other => other.clone(),
    }
}
