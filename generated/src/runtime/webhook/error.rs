//! Why a delivery is not to be trusted.

use std::error::Error as StdError;
use std::fmt;

use super::super::error::Error;

/// Why a delivery is not to be trusted, or cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no secret, or it cannot be one.
    Secret(&'static str),
    /// A header is missing, or is no text.
    MissingHeader(&'static str),
    /// The time of sending is no whole number of seconds.
    InvalidTimestamp,
    /// It was sent longer ago than is tolerated: perhaps it is being sent again by someone else.
    TooOld,
    /// It was sent in the future, by more than clocks differ.
    TooNew,
    /// No signature fits the secret and the body as it came.
    NoMatch,
    /// It can be trusted, but its body is no event.
    Payload(Error),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret(reason) => write!(f, "the webhook secret cannot be used: {reason}"),
            Self::MissingHeader(name) => write!(f, "the header `{name}` is missing or no text"),
            Self::InvalidTimestamp => f.write_str("`webhook-timestamp` is no number of seconds"),
            Self::TooOld => f.write_str("the delivery is too old"),
            Self::TooNew => f.write_str("the delivery is from the future"),
            Self::NoMatch => f.write_str("no signature fits the secret and the body"),
            Self::Payload(error) => write!(f, "the delivery is no event: {error}"),
        }
    }
}

impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Payload(error) => Some(error),
            _ => None,
        }
    }
}
