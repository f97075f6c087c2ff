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
    /// The JSON Schema of the arguments. Not used if the input is text.
    pub parameters: Value,
    /// Whether the service enforces the schema.
    pub strict: bool,
    /// What the model writes when it calls the tool.
    pub input: ToolInput,
    /// Whether the model sees the tool only after a tool search finds it, if the service offers one.
    pub defer_loading: bool,
}

/// What a model writes when it calls a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ToolInput {
    /// Arguments as JSON.
    #[default]
    Json,
    /// Any text.
    Text,
    /// Text that follows a grammar.
    Grammar {
        /// The language in which the grammar is written, such as `lark` or `regex`.
        syntax: String,
        /// The grammar.
        definition: String,
    },
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
            input: ToolInput::Json,
            defer_loading: false,
        }
    }

    /// Creates the definition of a tool whose input is any text. See [`Toolbox::text_tool`](super::Toolbox::text_tool).
    pub fn text(name: impl Into<String>, description: impl Into<String>) -> Self {
        let mut definition = Self::new(name, description, Value::Null);
        definition.input = ToolInput::Text;
        definition
    }

    /// Creates the definition of a tool whose input is text that follows a grammar. `syntax` is the language of the
    /// grammar, such as `lark` or `regex`.
    pub fn grammar(
        name: impl Into<String>,
        description: impl Into<String>,
        syntax: impl Into<String>,
        definition: impl Into<String>,
    ) -> Self {
        let mut tool = Self::text(name, description);
        tool.input = ToolInput::Grammar {
            syntax: syntax.into(),
            definition: definition.into(),
        };
        tool
    }

    /// Makes the service enforce the schema, which must be strict.
    #[must_use]
    pub fn into_strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Hides the tool from the model until a search for tools finds it, where the service offers one.
    #[must_use]
    pub fn into_deferred(mut self) -> Self {
        self.defer_loading = true;
        self
    }
}
