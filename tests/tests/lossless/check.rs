//! Through a type and back.

use std::fmt::Debug;

use openai_typed::runtime::codec::{decode, encode, survey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes, and asserts that the same JSON is encoded again, number for number.
#[track_caller]
pub fn kept<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &Value) -> T {
    let value: T =
        decode(json.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}: {json}"));
    let bytes = encode(&value).expect("JSON");
    let again: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(by_value(&again), by_value(json));
    // What was encoded is the value, not merely JSON that looks like it.
    assert_eq!(decode::<T>(&bytes).expect("it was decoded before"), value);
    value
}

/// The places that the type does not explain, in words.
pub fn findings(value: &impl Serialize) -> Vec<String> {
    let found = survey(value).into_iter();
    found
        .map(|found| format!("{:?} {}", found.kind, found.pointer))
        .collect()
}

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
