//! Errors of webhook verification.

use std::error::Error as StdError;
use std::fmt;

use crate::runtime::error::Error;

/// The reason why a webhook delivery was rejected.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is missing or invalid.
    InvalidSecret(&'static str),
    /// A header is missing, empty or not a string.
    MissingHeader(&'static str),
    /// The `webhook-timestamp` header is not a number of seconds.
    InvalidTimestamp,
    /// The delivery is older than the tolerance. It may be a replay.
    TooOld,
    /// The timestamp is further in the future than the tolerance.
    TooNew,
    /// No signature matches the secret and the body.
    SignatureMismatch,
    /// The signature is valid, but the body is not the expected event.
    InvalidPayload(Error),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidSecret(reason) => write!(f, "invalid webhook secret: {reason}"),
            Self::MissingHeader(name) => write!(f, "missing or invalid header `{name}`"),
            Self::InvalidTimestamp => f.write_str("`webhook-timestamp` is not a number of seconds"),
            Self::TooOld => f.write_str("the delivery is too old"),
            Self::TooNew => f.write_str("the timestamp of the delivery is in the future"),
            Self::SignatureMismatch => f.write_str("no signature matches the secret and the body"),
            Self::InvalidPayload(error) => write!(f, "invalid webhook payload: {error}"),
        }
    }
}

impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::InvalidPayload(error) => Some(error),
            _ => None,
        }
    }
}
