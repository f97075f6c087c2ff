//! Errors of structured outputs.

use std::error::Error as StdError;
use std::fmt;

use serde_json::Value;

use crate::structured::parse_partial_json;

/// The reason why an output could not be decoded, together with the text received.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The model refused, with this explanation.
    Refusal(String),
    /// The output was truncated at the token limit.
    Length {
        /// The text received.
        text: String,
    },
    /// The output was truncated by the content filter.
    ContentFilter {
        /// The text received.
        text: String,
    },
    /// The response failed, was cancelled, or is still in progress.
    Incomplete {
        /// The status of the response.
        status: String,
        /// The error message or the reason reported by the service. May be empty.
        message: String,
        /// The text received.
        text: String,
    },
    /// There is no text: the model called a tool, or there is no choice.
    Empty,
    /// The text is not JSON of the expected type.
    Invalid {
        /// The text received.
        text: String,
        /// The error of decoding it.
        error: serde_json::Error,
    },
    /// The stream failed or ended early.
    #[cfg(feature = "client")]
    Interrupted {
        /// The text received.
        text: String,
        /// The error of the stream.
        error: crate::Error,
    },
}

impl OutputError {
    /// Returns the text received: the output or its beginning, or the explanation of a refusal.
    #[inline]
    pub fn text(&self) -> &str {
        match self {
            Self::Refusal(text)
            | Self::Length { text }
            | Self::ContentFilter { text }
            | Self::Incomplete { text, .. }
            | Self::Invalid { text, .. } => text,
            #[cfg(feature = "client")]
            Self::Interrupted { text, .. } => text,
            Self::Empty => "",
        }
    }

    /// Parses the text received as incomplete JSON. Returns `None` for a refusal.
    #[inline]
    pub fn partial(&self) -> Option<Value> {
        match self {
            Self::Refusal(_) => None,
            _ => parse_partial_json(self.text()),
        }
    }
}

impl fmt::Display for OutputError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refusal(text) => write!(f, "the model refused: {text}"),
            Self::Length { .. } => f.write_str("the output was truncated at the token limit"),
            Self::ContentFilter { .. } => {
                f.write_str("the output was truncated by the content filter")
            }
            Self::Incomplete {
                status, message, ..
            } => {
                write!(f, "the response has the status `{status}`")?;
                match message.as_str() {
                    "" => Ok(()),
                    message => write!(f, ": {message}"),
                }
            }
            Self::Empty => f.write_str("the response contains no text"),
            Self::Invalid { error, .. } => {
                write!(f, "the output does not match the expected type: {error}")
            }
            #[cfg(feature = "client")]
            Self::Interrupted { error, .. } => error.fmt(f),
        }
    }
}

impl StdError for OutputError {
    #[inline]
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid { error, .. } => Some(error),
            #[cfg(feature = "client")]
            Self::Interrupted { error, .. } => error.source(),
            _ => None,
        }
    }
}

#[cfg(feature = "client")]
impl From<OutputError> for crate::Error {
    #[inline]
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::Interrupted { error, .. } => error,
            error => Self::new(crate::ErrorKind::Decode, error.to_string()).with_source(error),
        }
    }
}
