//! Encoding and decoding events.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::protocol::Utf8Bytes;
use crate::runtime::decode::decode;
use crate::runtime::error::{Error, excerpt};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::upload;

/// Encodes an event as JSON.
pub(crate) fn encode_event<T: Serialize>(event: &T) -> Result<Utf8Bytes, Error> {
    let json = upload::reject_files(|| serde_json::to_string(event));
    json.map(Into::into)
        .map_err(|error| Error::request(format!("the event cannot be serialized as JSON: {error}")))
}

/// Decodes a message. With `strict`, missing or mismatched properties are errors.
pub(crate) fn decode_event<T: DeserializeOwned>(message: &[u8], strict: bool) -> Result<T, Error> {
    decode(message, strict).map_err(|error| {
        let excerpt = excerpt(message);
        let path = error.path().unwrap_or_default().to_owned();
        let message = format!("{} in {excerpt}", error.message());
        Error::new(ErrorKind::Decode, message).with_path(path)
    })
}
