//! What a model is told of a tool.

use std::collections::BTreeMap;

use serde_json::Value;

/// What a model is told of a tool.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ToolDefinition {
    /// What it is called.
    pub name: String,
    /// What it is for, and when to call it.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub parameters: Value,
    /// Whether the service holds the model to the schema exactly.
    pub strict: bool,
}

impl ToolDefinition {
    /// A tool with a schema of its own making, which the model may miss.
    pub fn new(
        name: impl Into<String>,
        description: impl Into<String>,
        parameters: impl Into<Value>,
    ) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            parameters: parameters.into(),
            strict: false,
        }
    }

    /// The members of the schema, none if it is no object.
    pub fn parameter_members(&self) -> BTreeMap<String, Value> {
        let members = self.parameters.as_object().into_iter().flatten();
        members
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The same tool, held to its schema exactly; the schema must be fit for that.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }
}
