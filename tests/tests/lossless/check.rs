//! Through a type and back.

use std::fmt::Debug;

use oasmith_tests::json::by_value;
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
