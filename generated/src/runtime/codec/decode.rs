//! From bytes to values: streaming, and once more with patience where that fails.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::tree::Node;

/// Decodes JSON, keeping what does not fit.
///
/// The fast way streams and stops at the first value that does not fit. Only then all is read into memory and
/// decoded again: a value that does not fit a union or an item of a list becomes its unknown case, any other is
/// kept in the [`Extra`](super::Extra) of the record around it.
///
/// # Errors
/// If it is not JSON, or the whole of it is not of the kind that `T` is.
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    decode_with(body, |json| Node::tolerant(json))
}

/// The same; what did not fit at once is read once more from the tree, as `again` has it.
pub(super) fn decode_with<T: DeserializeOwned>(
    body: &[u8],
    again: fn(&Value) -> Node<'_>,
) -> Result<T, DecodeError> {
    // The whole text at once: `serde_json::from_slice` checks string by string, which costs a fifth of its time.
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => return Err(DecodeError::new(body, String::new(), &error)),
    };
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(error) if error.is_data() => from_tree(text, again),
        Err(error) => Err(DecodeError::new(body, String::new(), &error)),
    }
}

#[cold]
fn from_tree<T: DeserializeOwned>(
    text: &str,
    node: fn(&Value) -> Node<'_>,
) -> Result<T, DecodeError> {
    let body = text.as_bytes();
    let json: Value = serde_json::from_str(text)
        .map_err(|error| DecodeError::new(body, String::new(), &error))?;
    T::deserialize(node(&json)).map_err(|error| {
        let (pointer, reason) = error.into_parts();
        DecodeError::new(body, pointer, &reason)
    })
}

/// JSON that could not be decoded at all, or no JSON.
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

    /// Where, as a JSON pointer; empty for the whole, and for what is not JSON.
    pub fn path(&self) -> &str {
        &self.0.pointer
    }

    /// What is wrong there.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// What was to be decoded.
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
