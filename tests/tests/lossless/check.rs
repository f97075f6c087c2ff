//! Decodes and encodes JSON, and asserts that nothing is lost.

use std::fmt::Debug;

use oasmith_tests::json::by_value;
use openai_typed::unknown::{decode, encode, find_unmodeled};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes JSON and asserts that encoding it again gives the same JSON, with numbers compared by value.
#[track_caller]
pub fn round_trip<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &Value) -> T {
    let value: T =
        decode(json.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}: {json}"));
    let bytes = encode(&value).expect("JSON");
    let again: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(by_value(&again), by_value(json));
    // The encoded JSON also decodes to the same value.
    assert_eq!(decode::<T>(&bytes).expect("valid JSON"), value);
    value
}

/// Returns the kind and pointer of all JSON that the type does not model.
pub fn unmodeled(value: &impl Serialize) -> Vec<String> {
    find_unmodeled(value)
        .into_iter()
        .map(|unmodeled| format!("{:?} {}", unmodeled.kind, unmodeled.pointer))
        .collect()
}
