//! How the content of a variant is read. `outcome_table!` names these functions.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{read_json, read_string};
use crate::runtime::codec::Wire;
use crate::runtime::error::Error;
use crate::runtime::send::Response;

/// Reads JSON.
///
/// # Errors
/// Fails if the body is not JSON of the type.
pub fn json<T: Wire + DeserializeOwned>(response: Response) -> Result<T, Error> {
    read_json(response)
}

/// Reads a string.
///
/// # Errors
/// Fails if the body is not UTF-8.
pub fn text<T: From<String>>(response: Response) -> Result<T, Error> {
    read_string(response).map(T::from)
}

/// Reads bytes.
///
/// # Errors
/// Never fails: the body is in memory.
#[allow(clippy::unnecessary_wraps)] // the functions of this module have one signature
pub fn bytes<T: From<Bytes>>(response: Response) -> Result<T, Error> {
    Ok(T::from(response.buffered()))
}
