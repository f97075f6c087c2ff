//! Helpers that decode and encode JSON strings.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::codec::*;
use crate::sample::Details;

/// Decodes by streaming.
pub fn fast<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}"))
}

/// Decodes with [`decode`], which keeps mismatches.
pub fn kept<T: DeserializeOwned>(json: &str) -> T {
    decode(json.as_bytes()).unwrap_or_else(|error| panic!("{error} in {json}"))
}

/// Decodes tolerantly, which [`decode`] does only after streaming has failed: adds a mismatch next to the value
/// that makes it fail.
pub fn patiently<T: DeserializeOwned>(json: &str) -> T {
    #[derive(serde::Deserialize)]
    struct Spoiled<T> {
        value: T,
        bad: Details,
    }
    let json = format!(r#"{{"value":{json},"bad":{{"cached":"x"}}}}"#);
    let spoiled: Spoiled<T> = kept(&json);
    assert_eq!(findings(&spoiled.bad), ["Mismatch /cached"]);
    spoiled.value
}

/// Asserts that the value encodes as `json`, except for property order and number formatting.
pub fn writes<T: Serialize>(value: &T, json: &str) {
    let ours: Value =
        serde_json::from_str(&serde_json::to_string(value).expect("JSON")).expect("JSON");
    let theirs: Value = serde_json::from_str(json).expect("JSON");
    assert!(
        same(&ours, &theirs),
        "\n    ours: {ours}\nexpected: {theirs}"
    );
}

/// Decodes both ways, and asserts that both encode the same JSON again.
pub fn round<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) -> T {
    let value: T = fast(json);
    writes(&value, json);
    assert_eq!(value, kept(json));
    assert_eq!(value, patiently(json));
    value
}

/// Formats the unmodeled locations of a value.
pub fn findings<T: Serialize>(value: &T) -> Vec<String> {
    find_unmodeled(value)
        .into_iter()
        .map(|finding| format!("{:?} {}", finding.kind, finding.pointer))
        .collect()
}

/// Compares JSON, with numbers by value.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.as_f64() == other.as_f64() && (one.is_f64() || other.is_f64()))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        (one, other) => one == other,
    }
}
