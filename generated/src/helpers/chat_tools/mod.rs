//! Running chat completions with tools.

pub(super) mod conversation;
mod outputs;

use serde::de::DeserializeOwned;
use serde_json::json;

pub use self::conversation::ChatConversation;
use crate::Call;
use crate::api::chat::completions::CreateChatCompletion;
use crate::runtime::arguments::{arguments_text, decode_arguments};
use crate::tools::{ToolDefinition, ToolInput, ToolRun, Toolbox};
use crate::types::{
    ChatCompletionMessageToolCallFunction, ChatCompletionTool,
    CreateChatCompletionRequestToolsItem as RequestTool, FunctionObject,
};

impl Call<CreateChatCompletion> {
    /// Sends the request with these tools in addition to its own, executes the function calls of the first choice, and
    /// continues until there are none.
    ///
    /// The run also ends with a response that was truncated, or that calls a custom tool that the toolbox lacks. A `tool_choice` that forces a
    /// call applies to the first request only. Headers, timeout and retries of this call apply to each request.
    #[inline]
    pub fn run_tools(self, tools: &Toolbox) -> ToolRun<ChatConversation> {
        ToolRun::new(ChatConversation::new(self, tools), tools.clone())
    }
}

impl From<ToolDefinition> for ChatCompletionTool {
    #[inline]
    fn from(tool: ToolDefinition) -> Self {
        let mut function = FunctionObject::new(&tool.name)
            .with_strict(tool.strict)
            .with_parameters(tool.parameters);
        function.description = tool.description;
        Self::new(function)
    }
}

impl From<ToolDefinition> for RequestTool {
    #[inline]
    fn from(tool: ToolDefinition) -> Self {
        match custom(&tool) {
            Some(custom) => custom,
            None => ChatCompletionTool::from(tool).into(),
        }
    }
}

/// Returns the definition of a tool whose input is text.
#[inline]
fn custom(tool: &ToolDefinition) -> Option<RequestTool> {
    let mut custom = json!({ "name": tool.name });
    match &tool.input {
        ToolInput::Json => return None,
        ToolInput::Text => {}
        ToolInput::Grammar { syntax, definition } => {
            let grammar = json!({ "syntax": syntax, "definition": definition });
            custom["format"] = json!({ "type": "grammar", "grammar": grammar });
        }
    }
    if let Some(description) = &tool.description {
        custom["description"] = json!(description);
    }
    serde_json::from_value(json!({ "type": "custom", "custom": custom })).ok()
}

impl ChatCompletionMessageToolCallFunction {
    /// Decodes the arguments as JSON. Empty arguments and `null` are read as an object without properties, and JSON that
    /// was encoded twice is decoded twice.
    ///
    /// # Errors
    /// Returns an error if the arguments do not decode as `T`.
    #[inline]
    pub fn arguments_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        decode_arguments(&arguments_text("arguments", &self.arguments, &self.extra))
    }
}
