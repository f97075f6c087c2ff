//! Reading without patience, for who wants to hear that a type and its JSON differ.
//!
//! What is new stays welcome: unknown values of enums, unknown cases of unions, undeclared properties. What a type
//! declares must be there and fit: a required property that is missing or `null` is an error, and so is a value of
//! another kind.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Error};

use super::decode::{DecodeError, decode_with};
use super::tree::Node;
use super::{Extra, Record};

thread_local! {
    /// Whether this thread is inside of [`decode_strict`]. Looked at only where something is amiss.
    static STRICT: Cell<bool> = const { Cell::new(false) };
}

/// Decodes JSON that has to be as `T` declares it. What is new is welcome all the same: unknown values of enums,
/// unknown cases of unions, undeclared properties.
///
/// # Errors
/// If it is not JSON, or a required property is missing or `null`, or a value is of another kind; with the place.
pub fn decode_strict<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let _inside = Inside::new();
    decode_with(body, |json| Node::plain(json))
}

/// Fails if a record that has this `extra` is not as declared, and that matters here.
#[inline]
pub(super) fn check<R: Record, E: Error>(extra: &Extra) -> Result<(), E> {
    if extra.is_empty() || !STRICT.get() {
        return Ok(());
    }
    refuse::<E>(extra, R::REQUIRED)
}

#[cold]
fn refuse<E: Error>(extra: &Extra, required: &[(usize, &'static str)]) -> Result<(), E> {
    if let Some(name) = extra.missing().next() {
        return Err(E::missing_field(name));
    }
    if let Some((_, name)) = required.iter().find(|(index, _)| extra.is_null(*index)) {
        return Err(E::custom(format_args!("`{name}` is null")));
    }
    match extra.misfits().next() {
        Some((name, misfit)) => {
            let reason = misfit.reason().unwrap_or("does not fit");
            Err(E::custom(format_args!("`{name}`: {reason}")))
        }
        None => Ok(()),
    }
}

/// Strict from here on, until it is dropped.
struct Inside(bool);

impl Inside {
    fn new() -> Self {
        Self(STRICT.replace(true))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        STRICT.set(self.0);
    }
}
