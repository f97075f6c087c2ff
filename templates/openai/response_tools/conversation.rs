//! A conversation that consists of responses.

use std::future::IntoFuture;

use serde_json::{Value, json};

use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::helpers::tool_choice::stop_forcing;
use crate::runtime::arguments::arguments_text;
use crate::tools::{Conversation, ToolCall, ToolOutput, Toolbox};
use crate::types::{
    CreateResponse, FunctionToolCall, InputItem, InputParam, OutputItem, Response, ResponseStatus,
    Tool,
};
use crate::{BoxFuture, Call, Error};

/// Types of items that require an action of the caller other than a function call.
const OTHER_ACTIONS: &[&str] = &[
    "apply_patch_call",
    "computer_call",
    "custom_tool_call",
    "local_shell_call",
    "mcp_approval_request",
];

/// How a request refers to the previous ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseHistory {
    /// By `previous_response_id`. The service must have stored the response.
    PreviousResponse,
    /// By sending all items again. Nothing has to be stored. Reasoning models need their `reasoning` items with
    /// `reasoning.encrypted_content`, which `include` requests.
    AllItems,
}

/// A conversation that consists of
/// [responses](https://platform.openai.com/docs/api-reference/responses/create).
#[derive(Clone, Debug)]
pub struct ResponsesConversation {
    call: Call<CreateResponseCall>,
    request: CreateResponse,
    history: ResponseHistory,
    /// The function calls of the last response.
    calls: Vec<FunctionToolCall>,
}

impl ResponsesConversation {
    #[inline]
    pub(super) fn new(call: Call<CreateResponseCall>, tools: &Toolbox) -> Result<Self, Error> {
        let mut request: CreateResponse = call.json_body()?;
        tools.add_definitions(&mut request.tools, |tool| match tool {
            Tool::Function(tool) => Some(&tool.name),
            _ => None,
        });
        let history = match request.store {
            Some(false) => ResponseHistory::AllItems,
            _ => ResponseHistory::PreviousResponse,
        };
        Ok(Self {
            call,
            request,
            history,
            calls: Vec::new(),
        })
    }

    #[inline]
    pub(super) fn set_history(mut self, history: ResponseHistory) -> Self {
        self.history = history;
        self
    }

    /// Returns the next request, which contains the history or refers to it. Add input to continue the conversation.
    #[inline]
    pub fn request(&self) -> &CreateResponse {
        &self.request
    }

    /// Returns the call that sends the next request.
    #[inline]
    pub(in crate::helpers) fn next_call(&self) -> Call<CreateResponseCall> {
        self.call.clone().replace_json_body(&self.request)
    }

    #[inline]
    fn append_input(&mut self, items: impl Iterator<Item = InputItem>) {
        let mut input = match self.request.input.take() {
            Some(InputParam::InputItemList(items)) => items,
            Some(InputParam::Text(text)) => vec![InputItem::user(text)],
            Some(InputParam::Unknown(unknown)) => vec![InputItem::Unknown(unknown)],
            None => Vec::new(),
        };
        input.extend(items);
        self.request.input = Some(input.into());
    }

    #[inline]
    fn clear_input(&mut self) {
        self.request.input = Some(Vec::new().into());
    }
}

impl Conversation for ResponsesConversation {
    type Response = Response;

    #[inline]
    fn send(&mut self) -> BoxFuture<'static, Result<Response, Error>> {
        Box::pin(self.next_call().into_future())
    }

    #[inline]
    fn tool_calls(&self, response: &Response) -> Vec<ToolCall> {
        // Some servers send an empty status.
        let status = response
            .status
            .as_ref()
            .filter(|status| !status.as_str().is_empty());
        if !matches!(status, None | Some(ResponseStatus::Completed)) {
            return Vec::new();
        }
        let calls = response.output.iter().filter_map(tool_call);
        let calls: Vec<ToolCall> = calls.collect();
        if !calls.is_empty() && response.output.iter().any(requires_other_action) {
            return Vec::new();
        }
        calls
    }

    #[inline]
    fn push_response(&mut self, response: &Response) {
        self.calls = response.function_calls().cloned().collect();
        if self.request.conversation.is_some() {
            return self.clear_input();
        }
        match self.history {
            ResponseHistory::PreviousResponse => {
                self.request.previous_response_id = Some(response.id.clone());
                self.clear_input();
            }
            ResponseHistory::AllItems => {
                self.append_input(response.output.iter().map(InputItem::from));
            }
        }
    }

    #[inline]
    fn push_outputs(&mut self, outputs: &[ToolOutput]) {
        let calls = std::mem::take(&mut self.calls);
        let items = outputs.iter().map(|output| {
            let id = &output.call.id;
            let item = InputItem::function_call_output(id, output.content());
            let call = calls.iter().find(|call| call.call_id == *id);
            match call.and_then(caller) {
                Some(caller) => with_caller(item, caller),
                None => item,
            }
        });
        self.append_input(items);
        stop_forcing(&mut self.request.tool_choice);
    }

    #[inline]
    fn save(&self) -> Result<Value, Error> {
        let request = serde_json::to_value(&self.request).map_err(not_saved)?;
        let calls = serde_json::to_value(&self.calls).map_err(not_saved)?;
        Ok(json!({ "request": request, "calls": calls }))
    }

    #[inline]
    fn restore(&mut self, mut state: Value) -> Result<(), Error> {
        let mut part = |name: &str| state.get_mut(name).map(Value::take).unwrap_or_default();
        let (request, calls) = (part("request"), part("calls"));
        self.request = serde_json::from_value(request).map_err(not_saved)?;
        self.calls = serde_json::from_value(calls).map_err(not_saved)?;
        Ok(())
    }
}

#[inline]
fn not_saved(error: serde_json::Error) -> Error {
    Error::request("the conversation cannot be saved or restored").with_source(error)
}

/// Returns the function call in an item. If its arguments are not a string, the item does not match its type.
#[inline]
pub(in crate::helpers) fn tool_call(item: &OutputItem) -> Option<ToolCall> {
    let json = match item {
        OutputItem::FunctionCall(call) => {
            let arguments = arguments_text("arguments", &call.arguments, &call.extra);
            return Some(ToolCall::new(&call.call_id, &call.name, arguments));
        }
        OutputItem::Unknown(unknown) => unknown.json(),
        _ => return None,
    };
    let string = |name: &str| json.get(name).and_then(Value::as_str);
    // Some servers number their calls.
    let identifier = |name: &str| match json.get(name)? {
        Value::Number(number) => Some(number.to_string()),
        id => id.as_str().map(str::to_owned),
    };
    let arguments = match json.get("arguments")? {
        Value::String(arguments) => arguments.clone(),
        arguments => arguments.to_string(),
    };
    let id = identifier("call_id").or_else(|| identifier("id"));
    let is_call = string("type").is_none_or(|item_type| ["", "function_call"].contains(&item_type));
    let name = string("name").filter(|_| is_call)?;
    Some(ToolCall::new(id.unwrap_or_default(), name, arguments))
}

#[inline]
fn requires_other_action(item: &OutputItem) -> bool {
    let json = serde_json::to_value(item).unwrap_or_default();
    let item_type = json.get("type").and_then(Value::as_str);
    item_type.is_some_and(|item_type| OTHER_ACTIONS.contains(&item_type))
}

/// Returns the program that made a function call, if the model did not make it directly. Not all revisions of the
/// document declare the property.
#[inline]
fn caller(call: &FunctionToolCall) -> Option<Value> {
    let mut call = serde_json::to_value(call).ok()?;
    let caller = call.get_mut("caller").map(Value::take)?;
    (!caller.is_null()).then_some(caller)
}

/// Addresses an output to the program that made the call.
#[inline]
fn with_caller(item: InputItem, caller: Value) -> InputItem {
    let mut json = serde_json::to_value(&item).unwrap_or_default();
    if let Some(properties) = json.as_object_mut() {
        properties.insert("caller".to_owned(), caller);
    }
    serde_json::from_value(json).unwrap_or(item)
}
