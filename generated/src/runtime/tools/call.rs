//! Tool calls and their outputs.

use super::ToolError;

/// A tool call requested by a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToolCall {
    /// The identifier by which the output refers to the call.
    pub id: String,
    /// The name of the tool.
    pub name: String,
    /// The arguments, as JSON written by the model. They are the JSON of an object if the service sent an object instead
    /// of a string.
    pub arguments: String,
}

impl ToolCall {
    /// Creates a tool call.
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

/// The result of a tool call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ToolOutput {
    /// The call.
    pub call: ToolCall,
    /// The output of the handler as a string, or the reason why there is none.
    pub result: Result<String, ToolError>,
}

impl ToolOutput {
    /// Creates the result of a tool call.
    pub fn new(call: ToolCall, result: Result<String, ToolError>) -> Self {
        Self { call, result }
    }

    /// Returns the string that is sent to the model: the output, or a description of the error.
    pub fn content(&self) -> String {
        match &self.result {
            Ok(output) => output.clone(),
            Err(error) => format!("error: {error}"),
        }
    }
}
