//! Strict decoding, for callers that want to detect differences between a type and its JSON.
//!
//! New data is still accepted: unknown enum values, unknown union variants and undeclared properties. Declared data
//! must be present and match its type: a required property that is missing or `null` is an error, and so is a value
//! of another JSON type.

use serde::de::{DeserializeOwned, Error};

use crate::runtime::codec::json::decode::{DecodeError, decode_with};
use crate::runtime::codec::json::mode::note_properties;
use crate::runtime::codec::json::mode::{Mode, ModeGuard, mode};
use crate::runtime::codec::tree::Node;
use crate::runtime::codec::{Extra, Record};

/// Decodes JSON that must match the declaration of `T`. New data is still accepted: unknown enum values, unknown
/// union variants and undeclared properties.
///
/// # Errors
/// Returns an error with its location if the input is not JSON, if a required property is missing or `null`, or if
/// a value has another JSON type.
pub fn decode_strict<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let _guard = ModeGuard::new(Mode::Strict);
    decode_with(body, |json| Node::plain(json))
}

/// Returns an error in strict mode if a record with this `extra` does not match its declaration.
#[inline]
pub(crate) fn check<R: Record, E: Error>(extra: &Extra) -> Result<(), E> {
    if extra.is_empty() {
        return Ok(());
    }
    match mode() {
        Mode::Tolerant => Ok(()),
        Mode::Strict => refuse::<E>(extra, R::PROPERTIES),
        Mode::Collecting => {
            note_properties(R::PROPERTIES);
            Ok(())
        }
    }
}

#[cold]
fn refuse<E: Error>(extra: &Extra, properties: &[(&'static str, bool)]) -> Result<(), E> {
    if let Some(name) = extra.missing().next() {
        return Err(E::missing_field(name));
    }
    let mut required = properties
        .iter()
        .enumerate()
        .filter(|(_, (_, required))| *required);
    if let Some((_, (name, _))) = required.find(|(index, _)| extra.is_null(*index)) {
        return Err(E::custom(format_args!("`{name}` is null")));
    }
    match extra.mismatches().next() {
        Some((name, mismatch)) => {
            let reason = mismatch.reason().unwrap_or("does not match its type");
            Err(E::custom(format_args!("`{name}`: {reason}")))
        }
        None => Ok(()),
    }
}
