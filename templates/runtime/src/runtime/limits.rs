//! Limits on received data, and the errors when one is exceeded.
//!
//! They bound the memory that one response can take, regardless of what a server or proxy sends. A body that is read
//! chunk by chunk is not limited: none of it is kept.

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// The limits of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The size of a decompressed body that is kept in memory, in bytes.
    pub(crate) response_size: usize,
    /// The size of an event, in bytes.
    pub(crate) event_size: usize,
    /// How many times larger a body may become when it is decompressed.
    pub(crate) compression_ratio: u32,
}

impl Limits {
    pub(crate) const DEFAULT: Self = Self {
        response_size: 256 << 20,
        event_size: 64 << 20,
        compression_ratio: 256,
    };

    /// Creates the error of a body that is too large.
    pub(crate) fn response_too_large(&self) -> Error {
        exceeded(
            "response",
            "max_response_size",
            &bytes(self.response_size),
            "the client or call",
        )
    }

    /// Creates the error of an event that is too large.
    #[cfg(feature = "event-streams")]
    pub(crate) fn event_too_large(&self) -> Error {
        exceeded(
            "event",
            "max_event_size",
            &bytes(self.event_size),
            "the client or call",
        )
    }
}

/// Creates an error that names a limit and how to raise it. A retry would exceed the limit again.
pub(crate) fn exceeded(what: &str, setter: &str, limit: &str, owner: &str) -> Error {
    let message =
        format!("the {what} exceeds the limit of {limit}; to raise it, set `{setter}` of {owner}");
    Error::new(ErrorKind::Limit, message)
}

fn bytes(count: usize) -> String {
    format!("{count} bytes")
}
