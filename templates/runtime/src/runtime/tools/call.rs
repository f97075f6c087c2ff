//! A call of a tool, and what came of it.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A call of a tool, as a model asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToolCall {
    /// By what the output names the call.
    pub id: String,
    /// Which tool.
    pub name: String,
    /// The arguments in JSON, as the model wrote them.
    pub arguments: String,
}

impl ToolCall {
    /// A call of this tool.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        arguments: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            arguments: arguments.into(),
        }
    }
}

/// What came of a call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ToolOutput {
    /// The call.
    pub call: ToolCall,
    /// What the handler gave, as text, or why there is none.
    pub result: Result<String, ToolFailure>,
}

impl ToolOutput {
    /// What came of this call.
    pub fn new(call: ToolCall, result: Result<String, ToolFailure>) -> Self {
        Self { call, result }
    }

    /// What the model is told: the output, or what went wrong.
    pub fn text(&self) -> String {
        match &self.result {
            Ok(text) => text.clone(),
            Err(failure) => format!("error: {failure}"),
        }
    }
}

/// Why a call has no output.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ToolFailure {
    /// There is no tool of this name.
    Unknown(String),
    /// The arguments are not what the tool takes.
    Arguments(Arc<serde_json::Error>),
    /// The handler failed.
    Handler(Arc<dyn StdError + Send + Sync>),
    /// What the handler gave cannot be written as JSON.
    Output(Arc<serde_json::Error>),
}

impl fmt::Display for ToolFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "there is no tool `{name}`"),
            Self::Arguments(error) => write!(f, "invalid arguments: {error}"),
            Self::Handler(error) => write!(f, "{error}"),
            Self::Output(error) => write!(f, "the output has no JSON form: {error}"),
        }
    }
}

impl StdError for ToolFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Unknown(_) => None,
            Self::Arguments(error) | Self::Output(error) => Some(error.as_ref()),
            Self::Handler(error) => Some(error.as_ref()),
        }
    }
}
