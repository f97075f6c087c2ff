//! A conversation that consists of chat completions.

use std::future::IntoFuture;

use serde_json::Value;

use super::outputs;
use crate::api::chat::completions::CreateChatCompletion;
use crate::helpers::tool_choice::stop_forcing;
use crate::runtime::arguments::{arguments_in, arguments_text, listed, parse_property};
use crate::tools::{CallKind, Conversation, ToolCall, ToolOutput, Toolbox};
use crate::types::{
    ChatCompletionMessageToolCall, ChatCompletionMessageToolCallsItem as CallItem,
    ChatCompletionRequestMessage as RequestMessage, ChatCompletionResponseMessage,
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
        if is_truncated(&choice.finish_reason) {
            return Vec::new();
        }
        let message = &choice.message;
        let items = call_items(message);
        match legacy_call(message) {
            Some(call) if items.is_empty() => vec![call],
            _ => {
                let calls = items.iter().map(tool_call);
                calls.collect::<Option<Vec<_>>>().unwrap_or_default()
            }
        }
    }

    #[inline]
    fn push_response(&mut self, response: &Self::Response) {
        if let Some(choice) = response.choices.first() {
            self.request.messages.push((&choice.message).into());
        }
    }

    #[inline]
    fn push_outputs(&mut self, outputs: Vec<ToolOutput>) {
        let messages = match self.request.messages.last().is_some_and(has_legacy_call) {
            true => outputs::legacy_messages(&outputs),
            false => outputs::messages(&outputs),
        };
        self.request.messages.extend(messages);
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

/// Returns whether a response was cut off. Servers have several names for the reasons.
#[inline]
fn is_truncated(reason: &FinishReason) -> bool {
    let reason = reason.as_str().to_ascii_lowercase();
    let is_contained = |part: &&str| reason.contains(part);
    [
        "length",
        "max_tokens",
        "max_output_tokens",
        "content_filter",
    ]
    .iter()
    .any(is_contained)
}

/// Returns the calls of a message. The list, or an item of it, may have another form than declared.
#[inline]
fn call_items(message: &ChatCompletionResponseMessage) -> Vec<CallItem> {
    let unknown = |calls: Vec<Value>| calls.into_iter().map(|it| CallItem::Unknown(it.into()));
    let mut items = Vec::new();
    for item in message.tool_calls.iter().flatten() {
        match item {
            CallItem::Unknown(json) if json.json().is_null() => {}
            CallItem::Unknown(json) if !json.json().is_object() => match listed(json.json()) {
                Some(calls) => items.extend(unknown(calls)),
                None => items.push(item.clone()),
            },
            item => items.push(item.clone()),
        }
    }
    if let Some(list) = message.extra.mismatch("tool_calls") {
        items.extend(listed(list.json()).into_iter().flat_map(unknown));
    }
    items
}

/// Returns the call in an item of the tool calls of a message.
#[inline]
pub(in crate::helpers) fn tool_call(item: &CallItem) -> Option<ToolCall> {
    match item {
        // Some servers send the name or the arguments in other places.
        CallItem::Function(call) if !call.extra.is_empty() || !call.function.extra.is_empty() => {
            let json = serde_json::to_value(item).unwrap_or_default();
            unmatched_call(&json).or_else(|| Some(declared_call(call)))
        }
        CallItem::Function(call) => Some(declared_call(call)),
        // Some servers leave out the type, or number their calls.
        CallItem::Unknown(call) => unmatched_call(call.json()),
        CallItem::Custom(call) => {
            let (id, custom) = (&call.id, &call.custom);
            Some(ToolCall::new(id, &custom.name, &custom.input).with_kind(CallKind::Text))
        }
    }
}

#[inline]
fn declared_call(call: &ChatCompletionMessageToolCall) -> ToolCall {
    let function = &call.function;
    let arguments = arguments_text("arguments", &function.arguments, &function.extra);
    ToolCall::new(&call.id, &function.name, arguments)
}

/// Reads a function call that does not match its type: the name and the arguments may be next to the ID, and the arguments
/// and the ID may have other names.
#[inline]
fn unmatched_call(call: &Value) -> Option<ToolCall> {
    let call_type = call.get("type").and_then(Value::as_str).unwrap_or_default();
    if !CALL_TYPES.contains(&call_type) {
        return None;
    }
    let mut parsed = call.clone();
    if let Some(properties) = parsed.as_object_mut() {
        parse_property(properties, "function");
    }
    let call = &parsed;
    let nested = call.get("function").filter(|it| it.get("name").is_some());
    let function = nested.unwrap_or(call);
    let name = function.get("name")?.as_str()?;
    let arguments = arguments_in(function).unwrap_or_default();
    let id = first_of(call, &["id", "call_id", "tool_call_id"]);
    Some(ToolCall::new(id, name, arguments))
}

/// The types of function calls.
const CALL_TYPES: [&str; 5] = ["", "function", "function_call", "tool_call", "tool_use"];

/// Returns the first property with a value, as a string or as JSON.
#[inline]
fn first_of(object: &Value, names: &[&str]) -> String {
    let texts = names.iter().filter_map(|name| match object.get(*name)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    });
    let mut texts = texts.filter(|text| !text.is_empty());
    texts.next().unwrap_or_default()
}

/// Returns the call of a message in the deprecated form, `function_call`.
#[inline]
fn legacy_call(message: &ChatCompletionResponseMessage) -> Option<ToolCall> {
    let call = match &message.function_call {
        Some(call) => serde_json::to_value(call).ok()?,
        None => message.extra.mismatch("function_call")?.json().clone(),
    };
    unmatched_call(&call)
}

/// Returns whether a message has a call in the deprecated form and no other.
#[inline]
fn has_legacy_call(message: &RequestMessage) -> bool {
    let json = serde_json::to_value(message).unwrap_or_default();
    let is_present = |name: &str| json.get(name).is_some_and(|value| !value.is_null());
    is_present("function_call") && !is_present("tool_calls")
}
