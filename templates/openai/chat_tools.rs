//! Chat completions that call tools, until they call no more.
//!
//! In: a call with its request, and a toolbox. Out: a run, whose dialogue is the request with all messages so far.
//! Must not know: what the tools do, or how runs go on.

use std::future::IntoFuture;

use serde::de::DeserializeOwned;

use crate::api::chat::completions::CreateChatCompletion;
use crate::runtime::tools::{Dialogue, ToolCall, ToolDefinition, ToolOutput, ToolRun, Toolbox};
use crate::runtime::{BoxFuture, Call, Error};
use crate::types::{
    ChatCompletionMessageToolCallFunction, ChatCompletionMessageToolCallsItem as CallItem,
    ChatCompletionRequestAssistantMessage, ChatCompletionRequestAssistantMessageAudio,
    ChatCompletionRequestMessage, ChatCompletionResponseMessage, ChatCompletionTool,
    ChatCompletionToolChoiceOption as Choice, CreateChatCompletionRequest,
    CreateChatCompletionRequestToolsItem as ToolItem, CreateChatCompletionResponse,
    CreateChatCompletionResponseChoicesItemFinishReason as FinishReason, FunctionObject,
};

/// What a run says: [chat completions](https://platform.openai.com/docs/api-reference/chat/create), each with the
/// messages before it.
#[derive(Clone, Debug)]
pub struct ChatDialogue {
    call: Call<CreateChatCompletion>,
    request: CreateChatCompletionRequest,
}

impl Call<CreateChatCompletion> {
    /// Sends the request with these tools beside its own, answers the calls of functions with their outputs, and goes on
    /// until the first choice calls none.
    ///
    /// An answer that is cut off, or calls a custom tool, is the last one as well. A `tool_choice` that forces a call is
    /// for the first round alone. Headers, timeout and retries of this call are those of each round.
    #[inline]
    pub fn run_tools(self, tools: &Toolbox) -> ToolRun<ChatDialogue> {
        let dialogue = self.json_body().map(|request| ChatDialogue {
            request: with_tools(request, tools),
            call: self,
        });
        ToolRun::new(dialogue, tools.clone())
    }
}

impl ChatDialogue {
    /// The request with all messages so far, answers and outputs among them: with one more it is the next question.
    #[inline]
    pub fn request(&self) -> &CreateChatCompletionRequest {
        &self.request
    }
}

impl Dialogue for ChatDialogue {
    type Answer = CreateChatCompletionResponse;

    #[inline]
    fn ask(&mut self) -> BoxFuture<'static, Result<Self::Answer, Error>> {
        let call = self.call.clone().with_json_body(&self.request);
        Box::pin(call.into_future())
    }

    #[inline]
    fn calls(&self, answer: &Self::Answer) -> Vec<ToolCall> {
        let Some(choice) = answer.choices.first() else {
            return Vec::new();
        };
        // Calls that are cut off may say something else than was meant.
        if let FinishReason::Length | FinishReason::ContentFilter = choice.finish_reason {
            return Vec::new();
        }
        let items = choice.message.tool_calls.iter().flatten();
        let calls = items.map(|item| match item {
            CallItem::Function(call) => {
                let function = &call.function;
                Some(ToolCall::new(&call.id, &function.name, &function.arguments))
            }
            _ => None,
        });
        calls.collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    #[inline]
    fn take_answer(&mut self, answer: &Self::Answer) {
        if let Some(choice) = answer.choices.first() {
            self.request.messages.push(said_again(&choice.message));
        }
    }

    #[inline]
    fn take_outputs(&mut self, outputs: &[ToolOutput]) {
        let messages = outputs
            .iter()
            .map(|output| ChatCompletionRequestMessage::tool(output.text(), &output.call.id));
        self.request.messages.extend(messages);
        relax(&mut self.request.tool_choice);
    }
}

/// A tool as chat completions are told of it.
impl From<&ToolDefinition> for ChatCompletionTool {
    #[inline]
    fn from(tool: &ToolDefinition) -> Self {
        let mut function = FunctionObject::new(&tool.name).with_strict(tool.strict);
        if !tool.description.is_empty() {
            function = function.with_description(&tool.description);
        }
        Self::new(function.with_parameters(tool.parameter_members()))
    }
}

impl From<ToolDefinition> for ToolItem {
    #[inline]
    fn from(tool: ToolDefinition) -> Self {
        ChatCompletionTool::from(&tool).into()
    }
}

impl ChatCompletionMessageToolCallFunction {
    /// The arguments as a value of this type.
    ///
    /// # Errors
    /// They are not JSON of this type.
    #[inline]
    pub fn arguments_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.arguments)
    }
}

#[inline]
fn with_tools(
    mut request: CreateChatCompletionRequest,
    tools: &Toolbox,
) -> CreateChatCompletionRequest {
    for tool in tools.definitions() {
        let is_this = |item: &ToolItem| match item {
            ToolItem::Function(known) => known.function.name == tool.name,
            _ => false,
        };
        if !request.tools.iter().flatten().any(is_this) {
            request = request.with_tool(ChatCompletionTool::from(tool));
        }
    }
    request
}

/// The message of an answer as a message of a request.
#[inline]
fn said_again(message: &ChatCompletionResponseMessage) -> ChatCompletionRequestMessage {
    let said = ChatCompletionRequestAssistantMessage::new();
    let mut said = match &message.content {
        Some(text) => said.with_content(text.as_str()),
        None => said.with_content_null(),
    };
    said.refusal.clone_from(&message.refusal);
    said.tool_calls.clone_from(&message.tool_calls);
    let audio = message.audio.as_ref();
    said.audio = audio.map(|audio| ChatCompletionRequestAssistantMessageAudio::new(&audio.id));
    for (name, value) in message.extra.iter() {
        said.extra.insert(name, value.clone());
    }
    said.into()
}

/// Lets the model choose where it had to call something: it would never stop.
#[inline]
fn relax(choice: &mut Option<Choice>) {
    match choice {
        Some(Choice::Required | Choice::Function(_) | Choice::Custom(_)) => *choice = None,
        Some(Choice::AllowedTools(allowed)) => allowed.allowed_tools.mode = "auto".into(),
        _ => {}
    }
}
