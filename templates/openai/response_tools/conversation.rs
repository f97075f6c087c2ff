//! A conversation that consists of responses.

use std::future::IntoFuture;

use serde_json::{Map, Value, json};

use super::{calls, outputs};
use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::helpers::tool_choice::stop_forcing;
use crate::tools::{Conversation, ToolCall, ToolOutput, Toolbox};
use crate::types::{CreateResponse, InputItem, InputParam, Response, ResponseStatus, Tool};
use crate::{BoxFuture, Call, Error};

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
    /// The programs that made calls of the last response, by the identifier of the call.
    callers: Map<String, Value>,
}

impl ResponsesConversation {
    #[inline]
    pub(super) fn new(call: Call<CreateResponseCall>, tools: &Toolbox) -> Result<Self, Error> {
        let mut request: CreateResponse = call.json_body()?;
        tools.add_definitions(&mut request.tools, |tool| match tool {
            Tool::Function(tool) => Some(&tool.name),
            Tool::Custom(tool) => Some(&tool.name),
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
            callers: Map::new(),
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
        calls::tool_calls(response)
    }

    #[inline]
    fn push_response(&mut self, response: &Response) {
        self.callers = response.output.iter().filter_map(outputs::caller).collect();
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
        let callers = std::mem::take(&mut self.callers);
        let items = outputs
            .iter()
            .map(|output| outputs::item(output, callers.get(&output.call.id)));
        self.append_input(items);
        stop_forcing(&mut self.request.tool_choice);
    }

    #[inline]
    fn save(&self) -> Result<Value, Error> {
        let request = serde_json::to_value(&self.request).map_err(not_saved)?;
        Ok(json!({ "request": request, "callers": self.callers }))
    }

    #[inline]
    fn restore(&mut self, mut state: Value) -> Result<(), Error> {
        let mut part = |name: &str| state.get_mut(name).map(Value::take).unwrap_or_default();
        let (request, callers) = (part("request"), part("callers"));
        self.request = serde_json::from_value(request).map_err(not_saved)?;
        self.callers = serde_json::from_value(callers).map_err(not_saved)?;
        Ok(())
    }
}

#[inline]
fn not_saved(error: serde_json::Error) -> Error {
    Error::request("the conversation cannot be saved or restored").with_source(error)
}
