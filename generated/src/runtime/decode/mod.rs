//! Decoding of responses and events.

mod blank;
mod items;
mod reported;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::codec;
use crate::runtime::error::Error;
pub(crate) use crate::runtime::error::{is_called_error, is_truthy, is_wrapped_error};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::meta::without_blanks;
pub(crate) use codec::{declared_properties, required_properties, selects_variant};
pub(crate) use items::reported_by_item;
pub(crate) use reported::{
    Expected, has_only_error_properties, is_foreign, is_reporting, may_report, reported,
    reported_among_events, reported_by_incomplete, reported_by_property, reported_in_place,
};

/// Decodes JSON. `strict` makes a mismatch with the declared type an error.
pub(crate) fn decode<T: DeserializeOwned>(json: &[u8], strict: bool) -> Result<T, Error> {
    let json = without_blanks(json);
    let decoded = match strict {
        true => codec::decode_strict(json),
        false => codec::decode(json),
    };
    decoded.map_err(|error| Error::new(ErrorKind::Decode, error.reason()).with_path(error.path()))
}

/// Returns JSON with U+FFFD in place of invalid UTF-8, and with strings that are escaped as JSON requires. `None` if it
/// needs neither.
pub(crate) fn repaired(json: &[u8]) -> Option<String> {
    match String::from_utf8_lossy(json) {
        Cow::Owned(valid) => Some(codec::repair_escapes(&valid).into_owned()),
        Cow::Borrowed(valid) => match codec::repair_escapes(valid) {
            Cow::Owned(escaped) => Some(escaped),
            Cow::Borrowed(_) => None,
        },
    }
}

/// Returns the JSON in a string, if it is an object: some servers encode objects twice.
pub(crate) fn object_in_string(json: &[u8]) -> Option<String> {
    let json = without_blanks(json);
    if json.first() != Some(&b'"') {
        return None;
    }
    let inner: String = serde_json::from_slice(json).ok()?;
    inner.trim_start().starts_with('{').then_some(inner)
}

/// Decodes a string as if it were a JSON string.
pub(crate) fn decode_string<T: DeserializeOwned>(string: &str, strict: bool) -> Result<T, Error> {
    decode(Value::from(string).to_string().as_bytes(), strict)
}
