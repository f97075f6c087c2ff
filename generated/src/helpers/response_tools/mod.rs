//! Running responses with tools.

pub(super) mod calls;
mod conversation;
pub(super) mod exchange;
mod outputs;

pub use self::conversation::{ResponseHistory, ResponsesConversation};
use serde_json::json;

use crate::Call;
use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::tools::{ToolDefinition, ToolInput, ToolRun, Toolbox};
use crate::types::{FunctionTool, Tool};

impl Call<CreateResponseCall> {
    /// Sends the request with these tools in addition to its own, executes the function calls of the response, and
    /// continues until there are none.
    ///
    /// The run also ends with a response that is not completed, or that requires an action for which the toolbox has no
    /// handler. A call of a tool of an MCP server is approved by [`ToolRun::approve`], without which the run ends.
    /// A `tool_choice` that forces a call applies to the first request only. Headers, timeout and retries of this call
    /// apply to each request.
    ///
    /// A request refers to the previous response by `previous_response_id`, unless `store` is `false`: see
    /// [`ToolRun::history`]. With `conversation`, the service keeps the history itself.
    #[inline]
    pub fn run_tools(self, tools: &Toolbox) -> ToolRun<ResponsesConversation> {
        ToolRun::new(ResponsesConversation::new(self, tools), tools.clone())
    }
}

impl ToolRun<ResponsesConversation> {
    /// Sets how a request refers to the previous ones.
    #[inline]
    pub fn history(self, history: ResponseHistory) -> Self {
        self.map_conversation(|conversation| conversation.set_history(history))
    }
}

impl From<ToolDefinition> for FunctionTool {
    #[inline]
    fn from(tool: ToolDefinition) -> Self {
        let mut function = Self::new(&tool.name)
            .with_strict(tool.strict)
            .with_parameters(tool.parameters);
        function.description = tool.description;
        function
    }
}

impl From<ToolDefinition> for Tool {
    #[inline]
    fn from(tool: ToolDefinition) -> Self {
        let defer_loading = tool.defer_loading;
        let converted = match custom(&tool) {
            Some(custom) => custom,
            None => FunctionTool::from(tool).into(),
        };
        match defer_loading {
            true => deferred(converted),
            false => converted,
        }
    }
}

/// Returns the definition of a tool whose input is text.
#[inline]
fn custom(tool: &ToolDefinition) -> Option<Tool> {
    let mut custom = json!({ "type": "custom", "name": tool.name });
    match &tool.input {
        ToolInput::Json => return None,
        ToolInput::Text => {}
        ToolInput::Grammar { syntax, definition } => {
            custom["format"] =
                json!({ "type": "grammar", "syntax": syntax, "definition": definition });
        }
    }
    if let Some(description) = &tool.description {
        custom["description"] = json!(description);
    }
    serde_json::from_value(custom).ok()
}

/// Sets `defer_loading`, which not all revisions of the document declare.
#[inline]
fn deferred(tool: Tool) -> Tool {
    let mut json = serde_json::to_value(&tool).unwrap_or_default();
    if let Some(properties) = json.as_object_mut() {
        properties.insert("defer_loading".to_owned(), json!(true));
    }
    serde_json::from_value(json).unwrap_or(tool)
}
