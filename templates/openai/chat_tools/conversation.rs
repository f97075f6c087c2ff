//! A conversation that consists of chat completions.

use std::future::IntoFuture;

use serde_json::Value;

use super::outputs;
use crate::api::chat::completions::CreateChatCompletion;
use crate::helpers::tool_choice::stop_forcing;
use crate::runtime::arguments::arguments_text;
use crate::tools::{CallKind, Conversation, ToolCall, ToolOutput, Toolbox};
use crate::types::{
    ChatCompletionMessageToolCallsItem as CallItem, ChatCompletionResponseMessage,
    CreateChatCompletionRequest, CreateChatCompletionRequestToolsItem as RequestTool,
    CreateChatCompletionResponse,
    CreateChatCompletionResponseChoicesItemFinishReason as FinishReason,
};
use crate::usage::TokenUsage;
use crate::{BoxFuture, Call, Error};

/// A conversation that consists of
/// [chat completions](https://platform.openai.com/docs/api-reference/chat/create). Each request contains all previous
/// messages.
#[derive(Clone, Debug)]
pub struct ChatConversation {
    call: Call<CreateChatCompletion>,
    request: CreateChatCompletionRequest,
}

impl ChatConversation {
    #[inline]
    pub(super) fn new(call: Call<CreateChatCompletion>, tools: &Toolbox) -> Result<Self, Error> {
        let mut request: CreateChatCompletionRequest = call.json_body()?;
        tools.add_definitions(&mut request.tools, |tool| match tool {
            RequestTool::Function(tool) => Some(&tool.function.name),
            RequestTool::Custom(tool) => Some(&tool.custom.name),
            RequestTool::Unknown(_) => None,
        });
        Ok(Self { call, request })
    }

    /// Returns the request with all messages so far. Add a message to continue the conversation.
    #[inline]
    pub fn request(&self) -> &CreateChatCompletionRequest {
        &self.request
    }

    /// Returns the call that sends the next request.
    #[inline]
    pub(in crate::helpers) fn next_call(&self) -> Call<CreateChatCompletion> {
        self.call.clone().replace_json_body(&self.request)
    }
}

impl Conversation for ChatConversation {
    type Response = CreateChatCompletionResponse;

    #[inline]
    fn send(&mut self) -> BoxFuture<'static, Result<Self::Response, Error>> {
        Box::pin(self.next_call().into_future())
    }

    #[inline]
    fn tool_calls(&self, response: &Self::Response) -> Vec<ToolCall> {
        let Some(choice) = response.choices.first() else {
            return Vec::new();
        };
        // The arguments of a truncated call may be incomplete.
        if let FinishReason::Length | FinishReason::ContentFilter = choice.finish_reason {
            return Vec::new();
        }
        let message = &choice.message;
        let single = single_call(message);
        let items = message.tool_calls.iter().flatten().chain(&single);
        let calls = items.map(tool_call);
        calls.collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    #[inline]
    fn push_response(&mut self, response: &Self::Response) {
        if let Some(choice) = response.choices.first() {
            self.request.messages.push((&choice.message).into());
        }
    }

    #[inline]
    fn push_outputs(&mut self, outputs: &[ToolOutput]) {
        self.request.messages.extend(outputs::messages(outputs));
        stop_forcing(&mut self.request.tool_choice);
    }

    #[inline]
    fn provider(&self) -> Option<&'static str> {
        Some(self.call.tracing_provider())
    }

    #[inline]
    fn model(&self) -> Option<String> {
        let model = serde_json::to_value(&self.request.model).ok()?;
        model.as_str().map(str::to_owned)
    }

    #[inline]
    fn tokens(&self, response: &Self::Response) -> Option<[u64; 2]> {
        let usage = TokenUsage::of(response)?;
        Some([usage.input, usage.output])
    }

    #[inline]
    fn save(&self) -> Result<Value, Error> {
        serde_json::to_value(&self.request).map_err(not_saved)
    }

    #[inline]
    fn restore(&mut self, state: Value) -> Result<(), Error> {
        self.request = serde_json::from_value(state).map_err(not_saved)?;
        Ok(())
    }
}

#[inline]
fn not_saved(error: serde_json::Error) -> Error {
    Error::request("the conversation cannot be saved or restored").with_source(error)
}

/// Returns the call of a message that has an object in place of the list of calls.
#[inline]
fn single_call(message: &ChatCompletionResponseMessage) -> Option<CallItem> {
    let call = message.extra.mismatch("tool_calls")?.json();
    call.is_object()
        .then(|| CallItem::Unknown(call.clone().into()))
}

/// Returns the call in an item of the tool calls of a message.
#[inline]
pub(in crate::helpers) fn tool_call(item: &CallItem) -> Option<ToolCall> {
    match item {
        CallItem::Function(call) => {
            let function = &call.function;
            let arguments = arguments_text("arguments", &function.arguments, &function.extra);
            Some(ToolCall::new(&call.id, &function.name, arguments))
        }
        // Some servers leave out the type, or number their calls.
        CallItem::Unknown(call) => unmatched_call(call.json()),
        CallItem::Custom(call) => {
            let (id, custom) = (&call.id, &call.custom);
            Some(ToolCall::new(id, &custom.name, &custom.input).with_kind(CallKind::Text))
        }
    }
}

/// Reads a function call that does not match its type.
#[inline]
fn unmatched_call(call: &Value) -> Option<ToolCall> {
    let call_type = call.get("type").and_then(Value::as_str).unwrap_or_default();
    if !["", "function"].contains(&call_type) {
        return None;
    }
    let name = call.pointer("/function/name")?.as_str()?;
    let arguments = match call.pointer("/function/arguments") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(arguments)) => arguments.clone(),
        Some(arguments) => arguments.to_string(),
    };
    let id = match call.get("id") {
        Some(Value::Number(number)) => number.to_string(),
        id => id.and_then(Value::as_str).unwrap_or_default().to_owned(),
    };
    Some(ToolCall::new(id, name, arguments))
}
