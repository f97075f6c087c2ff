//! Running responses with tools.

pub(super) mod conversation;

pub use self::conversation::{ResponseHistory, ResponsesConversation};
use crate::Call;
use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::tools::{ToolDefinition, ToolRun, Toolbox};
use crate::types::{FunctionTool, Tool};

impl Call<CreateResponseCall> {
    /// Sends the request with these tools in addition to its own, executes the function calls of the response, and
    /// continues until there are none.
    ///
    /// The run also ends with a response that is not completed, or that requires an action other than a function call.
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
        FunctionTool::from(tool).into()
    }
}
