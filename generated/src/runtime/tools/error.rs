//! Errors of tool calls.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The reason why a tool call has no output.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ToolError {
    /// There is no tool with this name.
    UnknownTool(String),
    /// The arguments do not match the type that the tool takes.
    InvalidArguments(Arc<serde_json::Error>),
    /// The handler returned an error.
    Handler(Arc<dyn StdError + Send + Sync>),
    /// The handler took longer than the tool allows.
    Timeout(Duration),
    /// The call was not approved, for this reason.
    Denied(String),
    /// The call was started before the run was interrupted, and its output is unknown.
    Interrupted,
    /// The output of the handler cannot be serialized as JSON.
    InvalidOutput(Arc<serde_json::Error>),
}

/// What a run does when a tool call fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnToolError {
    /// Sends a description of the error to the model, which may try again.
    #[default]
    Report,
    /// Ends the run with [`ErrorKind::Tool`](crate::ErrorKind::Tool).
    Abort,
}

impl ToolError {
    /// Returns the name of the kind of error.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::UnknownTool(_) => "UnknownTool",
            Self::InvalidArguments(_) => "InvalidArguments",
            Self::Handler(_) => "Handler",
            Self::Timeout(_) => "Timeout",
            Self::Denied(_) => "Denied",
            Self::Interrupted => "Interrupted",
            Self::InvalidOutput(_) => "InvalidOutput",
        }
    }
}

impl fmt::Display for ToolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTool(name) => write!(f, "unknown tool `{name}`"),
            Self::InvalidArguments(error) => write!(f, "invalid arguments: {error}"),
            Self::Handler(error) => write!(f, "{error}"),
            Self::Timeout(timeout) => write!(f, "no output after {timeout:?}"),
            Self::Denied(reason) => write!(f, "the call was denied: {reason}"),
            Self::Interrupted => f.write_str("the call was interrupted, and its effect is unknown"),
            Self::InvalidOutput(error) => {
                write!(f, "the output cannot be serialized as JSON: {error}")
            }
        }
    }
}

impl StdError for ToolError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::UnknownTool(_) | Self::Timeout(_) | Self::Denied(_) | Self::Interrupted => None,
            Self::InvalidArguments(error) | Self::InvalidOutput(error) => Some(error.as_ref()),
            Self::Handler(error) => Some(error.as_ref()),
        }
    }
}
