//! Tool calls and their outputs.

use super::{ToolContent, ToolError};

/// A tool call requested by a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToolCall {
    /// The identifier by which the output refers to the call.
    pub id: String,
    /// The name of the tool.
    pub name: String,
    /// The arguments, as JSON written by the model. If the service sent an object instead of a string, they are its
    /// JSON. For a tool whose input is text, they are that text.
    pub arguments: String,
    /// What is called.
    pub kind: CallKind,
}

/// What a model calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallKind {
    /// A function, which takes JSON.
    #[default]
    Function,
    /// A tool whose input is text.
    Text,
    /// An action that the service defines and the program performs. Its name is that of the kind of action, and its
    /// arguments are the JSON of the action.
    Action,
    /// A tool on another server, which the service calls if the program approves the call.
    Remote,
}

impl CallKind {
    /// All kinds with their names in checkpoints.
    const NAMES: [(Self, &str); 4] = [
        (Self::Function, "function"),
        (Self::Text, "text"),
        (Self::Action, "action"),
        (Self::Remote, "remote"),
    ];

    pub(super) fn name(self) -> &'static str {
        let known = Self::NAMES.iter().find(|(kind, _)| *kind == self);
        known.map_or("function", |(_, name)| name)
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        let known = Self::NAMES.iter().find(|(_, known)| *known == name);
        known.map(|(kind, _)| *kind)
    }
}

impl ToolCall {
    /// Creates the call of a function.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        arguments: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            arguments: arguments.into(),
            kind: CallKind::Function,
        }
    }

    /// Sets the kind of the call.
    #[must_use]
    pub fn with_kind(mut self, kind: CallKind) -> Self {
        self.kind = kind;
        self
    }
}

/// The result of a tool call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ToolOutput {
    /// The call.
    pub call: ToolCall,
    /// The output of the handler, or the reason why there is none.
    pub result: Result<ToolContent, ToolError>,
}

impl ToolOutput {
    /// Creates the result of a tool call.
    pub fn new(call: ToolCall, result: Result<ToolContent, ToolError>) -> Self {
        Self { call, result }
    }

    /// Returns the text that is sent to the model: that of the output, or a description of the error.
    pub fn content(&self) -> String {
        content(&self.result)
    }
}

/// Returns the text that is sent to the model for a result.
pub(super) fn content(result: &Result<ToolContent, ToolError>) -> String {
    match result {
        Ok(output) => output.text(),
        Err(error) => format!("error: {error}"),
    }
}
