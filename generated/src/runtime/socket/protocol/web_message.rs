//! Messages of a WebSocket in the browser.

use std::convert::Infallible;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

/// A string that is cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Utf8Bytes(Bytes);

impl Utf8Bytes {
    pub(crate) fn as_str(&self) -> &str {
        // Created only from strings, so it is valid UTF-8.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Deref for Utf8Bytes {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Utf8Bytes {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Utf8Bytes {
    fn from(text: &str) -> Self {
        Self(Bytes::copy_from_slice(text.as_bytes()))
    }
}

impl From<Utf8Bytes> for Bytes {
    fn from(text: Utf8Bytes) -> Self {
        text.0
    }
}

impl fmt::Display for Utf8Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Utf8Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// A close frame.
#[derive(Clone, Debug)]
pub(crate) struct CloseFrame {
    pub(crate) code: u16,
    pub(crate) reason: Utf8Bytes,
}

/// A message.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    Text(Utf8Bytes),
    Binary(Bytes),
    Ping(Bytes),
    Pong(Bytes),
    Close(Option<CloseFrame>),
    /// Never received: the browser handles frames.
    #[allow(dead_code)]
    Frame(Infallible),
}

/// Why a WebSocket failed.
#[derive(Debug)]
pub(crate) enum WsError {
    /// The connection was lost or could not be opened.
    Lost(String),
    /// A message is larger than the limit.
    TooLarge,
}

impl fmt::Display for WsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(reason) => f.write_str(reason),
            Self::TooLarge => f.write_str("a message is larger than the limit"),
        }
    }
}

impl std::error::Error for WsError {}

/// Returns whether a browser accepts the code for a close frame.
pub(crate) fn is_allowed_close_code(code: u16) -> bool {
    matches!(code, 1000 | 3000..=4999)
}

/// The close code for an error that violates the protocol, or `None` if the connection was lost.
pub(crate) fn violation_code(error: &WsError) -> Option<u16> {
    match error {
        WsError::Lost(_) => None,
        WsError::TooLarge => Some(1009),
    }
}
