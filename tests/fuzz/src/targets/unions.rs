//! Tagged and untagged unions of the generated types: what was received is written back.

use std::fmt::Debug;

use oasmith_tests::json::difference;
use openai_typed::types::{
    ChatCompletionRequestMessage, InputItem, OutputItem, ResponseStreamEvent, Tool, WebhookEvent,
};
use openai_typed::unknown::{decode, decode_strict, encode, find_unmodeled};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes a body as several unions.
pub fn run(body: &[u8]) {
    survives::<ChatCompletionRequestMessage>(body);
    survives::<InputItem>(body);
    survives::<OutputItem>(body);
    survives::<ResponseStreamEvent>(body);
    survives::<Tool>(body);
    survives::<WebhookEvent>(body);
}

fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(body: &[u8]) {
    let strict = decode_strict::<T>(body);
    let value: T = match decode(body) {
        Ok(value) => value,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(strict.is_err(), "only strict decoding succeeds");
            return;
        }
    };
    let unmodeled = find_unmodeled(&value);
    let written = encode(&value).expect("JSON");
    let again: T = decode(&written).unwrap_or_else(|error| panic!("{error}: {value:?}"));
    assert_eq!(again, value, "the second round trip differs");
    assert_eq!(
        find_unmodeled(&again),
        unmodeled,
        "the second round trip differs"
    );
    // Values that `serde_json` cannot represent are tested with the codec.
    if let (Ok(sent), Ok(written)) = (
        serde_json::from_slice::<Value>(body),
        serde_json::from_slice(&written),
    ) {
        assert_eq!(difference(&sent, &written, false), None, "{value:?}");
    }
}
