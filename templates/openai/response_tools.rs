//! Responses that call functions, until they call no more.
//!
//! In: a call with its request, and a toolbox. Out: a run, whose dialogue is the request of the next round.
//! Must not know: what the tools do, or how runs go on.

use std::future::IntoFuture;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::runtime::tools::{Dialogue, ToolCall, ToolDefinition, ToolOutput, ToolRun, Toolbox};
use crate::runtime::{BoxFuture, Call, Error};
use crate::types::{
    CreateResponse, FunctionTool, FunctionToolCall, InputItem, InputParam, OutputItem, Response,
    ResponseStatus, Tool, ToolChoiceOptions, ToolChoiceParam as Choice,
};

/// Kinds of items that wait for the caller, and that no toolbox answers.
const WAITING: &[&str] = &[
    "apply_patch_call",
    "computer_call",
    "custom_tool_call",
    "local_shell_call",
    "mcp_approval_request",
];

/// How a round tells the model what was said before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseHistory {
    /// By `previous_response_id`: the service has kept the response.
    Linked,
    /// All items are sent again: nothing needs to be kept. Models that reason want their `reasoning` items with
    /// `reasoning.encrypted_content`, which `include` asks for.
    Items,
}

/// What a run says: [responses](https://platform.openai.com/docs/api-reference/responses/create), each with what was
/// said before it.
#[derive(Clone, Debug)]
pub struct ResponseDialogue {
    call: Call<CreateResponseCall>,
    request: CreateResponse,
    history: ResponseHistory,
    /// The calls of the last answer.
    calls: Vec<FunctionToolCall>,
}

impl Call<CreateResponseCall> {
    /// Sends the request with these tools beside its own, answers the calls of functions with their outputs, and goes on
    /// until the response calls none.
    ///
    /// A response that is not completed, or waits for something that is no function, is the last one as well. A
    /// `tool_choice` that forces a call is for the first round alone. What was said is told by `previous_response_id`,
    /// unless `store` is off: see [`ToolRun::history`]. A `conversation` keeps it by itself.
    #[inline]
    pub fn run_tools(self, tools: &Toolbox) -> ToolRun<ResponseDialogue> {
        let dialogue = self.json_body().map(|request: CreateResponse| {
            let history = match request.store {
                Some(false) => ResponseHistory::Items,
                _ => ResponseHistory::Linked,
            };
            ResponseDialogue {
                request: with_tools(request, tools),
                call: self,
                history,
                calls: Vec::new(),
            }
        });
        ToolRun::new(dialogue, tools.clone())
    }
}

impl ToolRun<ResponseDialogue> {
    /// How a round tells the model what was said before it.
    #[inline]
    pub fn history(self, history: ResponseHistory) -> Self {
        self.with_dialogue(|dialogue| ResponseDialogue {
            history,
            ..dialogue
        })
    }
}

impl ResponseDialogue {
    /// The request of the next round: what was said is in its input, or linked. With more input it is the next question.
    #[inline]
    pub fn request(&self) -> &CreateResponse {
        &self.request
    }

    #[inline]
    fn add_input(&mut self, items: impl Iterator<Item = InputItem>) {
        let mut input = match self.request.input.take() {
            Some(InputParam::InputItemList(items)) => items,
            Some(InputParam::Text(text)) => vec![InputItem::user(text)],
            Some(InputParam::Unknown(unknown)) => vec![InputItem::Unknown(unknown)],
            None => Vec::new(),
        };
        input.extend(items);
        self.request.input = Some(input.into());
    }
}

impl Dialogue for ResponseDialogue {
    type Answer = Response;

    #[inline]
    fn ask(&mut self) -> BoxFuture<'static, Result<Response, Error>> {
        let call = self.call.clone().with_json_body(&self.request);
        Box::pin(call.into_future())
    }

    #[inline]
    fn calls(&self, answer: &Response) -> Vec<ToolCall> {
        if !matches!(&answer.status, None | Some(ResponseStatus::Completed)) {
            return Vec::new();
        }
        let calls: Vec<ToolCall> = functions(answer)
            .map(|call| ToolCall::new(&call.call_id, &call.name, &call.arguments))
            .collect();
        if !calls.is_empty() && answer.output.iter().any(waits) {
            return Vec::new();
        }
        calls
    }

    #[inline]
    fn take_answer(&mut self, answer: &Response) {
        self.calls = functions(answer).cloned().collect();
        if self.request.conversation.is_some() {
            self.request.input = Some(Vec::new().into());
            return;
        }
        match self.history {
            ResponseHistory::Linked => {
                self.request.previous_response_id = Some(answer.id.clone());
                self.request.input = Some(Vec::new().into());
            }
            ResponseHistory::Items => self.add_input(answer.output.iter().filter_map(said_again)),
        }
    }

    #[inline]
    fn take_outputs(&mut self, outputs: &[ToolOutput]) {
        let calls = std::mem::take(&mut self.calls);
        let caller = |output: &ToolOutput| {
            let call = calls.iter().find(|call| call.call_id == output.call.id)?;
            let call = serde_json::to_value(call).ok()?;
            call.get("caller")
                .filter(|caller| !caller.is_null())
                .cloned()
        };
        let items = outputs.iter().map(|output| {
            let item = InputItem::function_call_output(&output.call.id, output.text());
            match caller(output) {
                Some(caller) => called_by(item, caller),
                None => item,
            }
        });
        self.add_input(items);
        relax(&mut self.request.tool_choice);
    }
}

/// A tool as responses are told of it.
impl From<&ToolDefinition> for FunctionTool {
    #[inline]
    fn from(tool: &ToolDefinition) -> Self {
        let mut function = Self::new(&tool.name).with_strict(tool.strict);
        if !tool.description.is_empty() {
            function = function.with_description(&tool.description);
        }
        function.with_parameters(tool.parameter_members())
    }
}

impl From<ToolDefinition> for Tool {
    #[inline]
    fn from(tool: ToolDefinition) -> Self {
        FunctionTool::from(&tool).into()
    }
}

impl FunctionToolCall {
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
fn with_tools(mut request: CreateResponse, tools: &Toolbox) -> CreateResponse {
    for tool in tools.definitions() {
        let is_this =
            |item: &Tool| matches!(item, Tool::Function(known) if known.name == tool.name);
        if !request.tools.iter().flatten().any(is_this) {
            request = request.with_tool(FunctionTool::from(tool));
        }
    }
    request
}

#[inline]
fn functions(answer: &Response) -> impl Iterator<Item = &FunctionToolCall> {
    answer.output.iter().filter_map(|item| match item {
        OutputItem::FunctionCall(call) => Some(call),
        _ => None,
    })
}

#[inline]
fn waits(item: &OutputItem) -> bool {
    let item = serde_json::to_value(item).unwrap_or_default();
    let kind = item.get("type").and_then(Value::as_str);
    kind.is_some_and(|kind| WAITING.contains(&kind))
}

/// An item of an output as one of an input. They are the same on the wire.
#[inline]
fn said_again(item: &OutputItem) -> Option<InputItem> {
    serde_json::from_value(serde_json::to_value(item).ok()?).ok()
}

/// An output for the program that called the function.
#[inline]
fn called_by(item: InputItem, caller: Value) -> InputItem {
    let mut json = serde_json::to_value(&item).unwrap_or_default();
    if let Some(members) = json.as_object_mut() {
        members.insert("caller".to_owned(), caller);
    }
    serde_json::from_value(json).unwrap_or(item)
}

/// Lets the model choose where it had to call something: it would never stop.
#[inline]
fn relax(choice: &mut Option<Choice>) {
    match choice {
        None
        | Some(Choice::ToolChoiceOptions(ToolChoiceOptions::None | ToolChoiceOptions::Auto)) => {}
        Some(Choice::AllowedTools(allowed)) => allowed.mode = "auto".into(),
        Some(_) => *choice = None,
    }
}
