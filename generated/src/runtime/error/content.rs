//! How the content of an error is read. `error_table!` names these functions.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::Error;

/// Reads JSON.
pub fn json<T: DeserializeOwned>(error: &Error) -> Option<T> {
    error.parsed().ok()
}

/// Reads a string.
pub fn text<T: From<String>>(error: &Error) -> Option<T> {
    let text = std::str::from_utf8(error.body()?).ok()?;
    Some(T::from(text.to_owned()))
}

/// Reads bytes.
pub fn bytes<T: From<Bytes>>(error: &Error) -> Option<T> {
    error.body().cloned().map(T::from)
}
