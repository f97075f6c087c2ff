//! What a conversation of responses sends next.

use serde_json::{Map, Value, json};

use super::conversation::ResponseHistory;
use super::{calls, outputs};
use crate::Error;
use crate::helpers::tool_choice::stop_forcing;
use crate::runtime::codec::is_label;
use crate::tools::{ToolCall, ToolOutput, Toolbox};
use crate::types::{CreateResponse, InputItem, InputParam, Response, ResponseStatus, Tool};

/// The next request of a conversation, independent of how it is sent.
#[derive(Clone, Debug)]
pub(in crate::helpers) struct Exchange {
    pub(in crate::helpers) request: CreateResponse,
    pub(super) history: ResponseHistory,
    /// The programs that made calls of the last response, by the identifier of the call.
    callers: Map<String, Value>,
}

impl Exchange {
    #[inline]
    pub(in crate::helpers) fn new(mut request: CreateResponse, tools: &Toolbox) -> Self {
        tools.add_definitions(&mut request.tools, |tool| match tool {
            Tool::Function(tool) => Some(&tool.name),
            Tool::Custom(tool) => Some(&tool.name),
            _ => None,
        });
        let history = match request.store {
            Some(false) => ResponseHistory::AllItems,
            _ => ResponseHistory::PreviousResponse,
        };
        Self {
            request,
            history,
            callers: Map::new(),
        }
    }

    #[inline]
    pub(in crate::helpers) fn tool_calls(&self, response: &Response) -> Vec<ToolCall> {
        let status = response
            .status
            .as_ref()
            .filter(|status| is_label(status.as_str()));
        if !matches!(status, None | Some(ResponseStatus::Completed)) {
            return Vec::new();
        }
        calls::tool_calls(response)
    }

    #[inline]
    pub(in crate::helpers) fn push_response(&mut self, response: &Response) {
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
    pub(in crate::helpers) fn push_outputs(&mut self, outputs: Vec<ToolOutput>) {
        let callers = std::mem::take(&mut self.callers);
        let items = outputs.into_iter().map(|output| {
            let caller = callers.get(&output.call.id);
            outputs::item(output, caller)
        });
        self.append_input(items);
        stop_forcing(&mut self.request.tool_choice);
    }

    #[inline]
    pub(in crate::helpers) fn save(&self) -> Result<Value, Error> {
        let request = serde_json::to_value(&self.request).map_err(not_saved)?;
        Ok(json!({ "request": request, "callers": self.callers }))
    }

    #[inline]
    pub(in crate::helpers) fn restore(&mut self, mut state: Value) -> Result<(), Error> {
        let mut part = |name: &str| state.get_mut(name).map(Value::take).unwrap_or_default();
        let (request, callers) = (part("request"), part("callers"));
        self.request = serde_json::from_value(request).map_err(not_saved)?;
        self.callers = serde_json::from_value(callers).map_err(not_saved)?;
        Ok(())
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

#[inline]
fn not_saved(error: serde_json::Error) -> Error {
    Error::request("the conversation cannot be saved or restored").with_source(error)
}
