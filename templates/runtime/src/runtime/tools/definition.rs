//! Tool definitions.

use serde_json::Value;

/// The description of a tool that is sent to a model.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ToolDefinition {
    /// The name.
    pub name: String,
    /// What the tool does, and when to call it.
    pub description: Option<String>,
    /// The JSON Schema of the arguments.
    pub parameters: Value,
    /// Whether the service enforces the schema.
    pub strict: bool,
}

impl ToolDefinition {
    /// Creates a definition from a schema that is not enforced. An empty description is left out.
    pub fn new(
        name: impl Into<String>,
        description: impl Into<String>,
        parameters: impl Into<Value>,
    ) -> Self {
        let description: String = description.into();
        Self {
            name: name.into(),
            description: (!description.is_empty()).then_some(description),
            parameters: parameters.into(),
            strict: false,
        }
    }

    /// Makes the service enforce the schema, which must be a strict one.
    #[must_use]
    pub fn into_strict(mut self) -> Self {
        self.strict = true;
        self
    }
}
