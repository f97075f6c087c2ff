//! Decodes bytes: first by streaming, then tolerantly if that fails.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::codec::json::contain;
use crate::runtime::codec::json::surrogates::replace_lone_surrogates;
use crate::runtime::codec::tree::Node;
use crate::runtime::codec::{numbers, reader};

/// Decodes JSON and keeps values that do not match their type.
///
/// The first attempt streams and stops at the first mismatch. Only then is the input parsed into a tree and decoded
/// again: a mismatch in a union or a list item becomes the unknown variant, and any other mismatch is kept in the
/// [`Extra`](crate::runtime::codec::Extra) of the enclosing record.
///
/// # Errors
/// Returns an error if the input is not JSON, or if its outermost value has a different JSON type than `T`.
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    decode_with(body, |json| Node::tolerant(json))
}

/// Like [`decode`], but with `again` as the second attempt, which reads from the tree.
pub(crate) fn decode_with<T: DeserializeOwned>(
    body: &[u8],
    again: fn(&Value) -> Node<'_>,
) -> Result<T, DecodeError> {
    // Validated once, and not for each string, which would take longer.
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => return Err(DecodeError::new(body, String::new(), &error)),
    };
    match read(text) {
        Some(value) => Ok(value),
        None => repaired(text, again),
    }
}

/// Reads JSON that matches its type.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    match numbers::AS_TEXT {
        true => serde_json::from_str(text).ok(),
        false => reader::read(text).ok(),
    }
}

/// Decodes JSON that does not match its type, or contains values that a tree cannot represent.
#[cold]
fn repaired<T: DeserializeOwned>(
    text: &str,
    again: fn(&Value) -> Node<'_>,
) -> Result<T, DecodeError> {
    match contain::contain(text) {
        Some(contained) => from_contained(text, &contained, again),
        None => from_tree(text, again),
    }
}

#[cold]
fn from_contained<T: DeserializeOwned>(
    text: &str,
    contained: &str,
    again: fn(&Value) -> Node<'_>,
) -> Result<T, DecodeError> {
    let _active = contain::Active::new();
    from_tree(contained, again).map_err(|error| error.with_body(text.as_bytes()))
}

/// Decodes a JSON value like [`decode`].
///
/// # Errors
/// Returns an error if the value has a different JSON type than `T`.
pub(crate) fn decode_value<T: DeserializeOwned>(json: &Value) -> Result<T, DecodeError> {
    T::deserialize(Node::tolerant(json)).map_err(|error| {
        let (pointer, reason) = error.into_parts();
        DecodeError::new(&[], pointer, &reason)
    })
}

#[cold]
fn from_tree<T: DeserializeOwned>(
    text: &str,
    node: fn(&Value) -> Node<'_>,
) -> Result<T, DecodeError> {
    let body = text.as_bytes();
    let json: Value = serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&replace_lone_surrogates(text)))
        .map_err(|error| DecodeError::new(body, String::new(), &error))?;
    T::deserialize(node(&json)).map_err(|error| {
        let (pointer, reason) = error.into_parts();
        DecodeError::new(body, pointer, &reason)
    })
}

/// The input is not JSON, or its JSON could not be decoded.
#[derive(Clone)]
pub struct DecodeError(Box<Failure>);

#[derive(Clone)]
struct Failure {
    pointer: String,
    reason: String,
    body: Box<[u8]>,
}

impl DecodeError {
    #[cold]
    fn new(body: &[u8], pointer: String, reason: &dyn fmt::Display) -> Self {
        Self(Box::new(Failure {
            pointer,
            reason: reason.to_string(),
            body: body.into(),
        }))
    }

    fn with_body(mut self, body: &[u8]) -> Self {
        self.0.body = body.into();
        self
    }

    /// Returns the location as a JSON Pointer. Empty for the outermost value and for input that is not JSON.
    pub fn path(&self) -> &str {
        &self.0.pointer
    }

    /// Returns the reason for the failure.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Returns the input that could not be decoded. Empty if it was a JSON value in memory.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            "" => f.write_str(self.reason()),
            path => write!(f, "at {path}: {}", self.reason()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = String::from_utf8_lossy(self.body());
        f.debug_struct("DecodeError")
            .field("path", &self.path())
            .field("reason", &self.reason())
            .field("body", &body)
            .finish()
    }
}

impl std::error::Error for DecodeError {}
