//! The one place where HTTP meets the codec.
//!
//! In: the bytes of an answer or event. Out: a value, or an error with the place that did not fit.
//! Must not know: where the bytes came from; the caller adds that to the error.

use serde::de::DeserializeOwned;

use super::codec;
use super::error::{Error, ErrorKind};

/// Decodes a value; `strict`: what its type declares must be there and fit.
pub(crate) fn decode<T: DeserializeOwned>(json: &[u8], strict: bool) -> Result<T, Error> {
    let decoded = match strict {
        true => codec::decode_strict(json),
        false => codec::decode(json),
    };
    decoded.map_err(|error| failed(error.path(), error.reason()))
}

/// Decodes a text that stands where JSON was expected: as the JSON string it would be.
pub(crate) fn decode_text<T: DeserializeOwned>(text: &str, strict: bool) -> Result<T, Error> {
    decode(serde_json::Value::from(text).to_string().as_bytes(), strict)
}

fn failed(path: &str, reason: &str) -> Error {
    Error::new(ErrorKind::Decode, reason).with_path(path)
}
