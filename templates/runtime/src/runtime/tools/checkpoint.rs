//! Checkpoints of runs.

use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::execution::Execution;
use super::{CallKind, ToolCall, ToolContent, ToolError, ToolOutput, Toolbox};
use crate::runtime::error::BoxError;

/// The state of a run between two steps, which can be saved as JSON and resumed after a crash: see
/// [`ToolRun::resume`](super::ToolRun::resume).
///
/// It contains a ledger of the tool calls of the last response. A call with an output is not executed again. One that
/// was started and has no output may have had an effect: it is executed again only if its tool is
/// [repeatable](Toolbox::repeatable), and otherwise reported to the model as interrupted.
///
/// A checkpoint in the middle of a streamed response contains the calls that were started early. The response is
/// requested again, and a call of the same tool with the same arguments counts as the call that was started.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    pub(super) conversation: Value,
    pub(super) rounds: u32,
    pub(super) finished: bool,
    calls: Vec<Entry>,
    /// The calls that were started before their response was complete.
    early: Vec<Entry>,
}

/// A tool call in the ledger.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    call: ToolCall,
    state: Progress,
}

#[derive(Clone, Debug, PartialEq)]
enum Progress {
    Waiting,
    Started,
    Output(ToolContent),
    Error(String),
}

impl Checkpoint {
    pub(super) fn new<'a>(
        conversation: Value,
        rounds: u32,
        calls: impl IntoIterator<Item = &'a Execution>,
        early: impl IntoIterator<Item = &'a Execution>,
    ) -> Self {
        Self {
            conversation,
            rounds,
            finished: false,
            calls: calls.into_iter().map(Entry::of).collect(),
            early: early.into_iter().map(Entry::of).collect(),
        }
    }

    /// Returns the number of requests so far.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Returns whether the run has finished: the model called no more tools. A finished run cannot be resumed, but one
    /// that failed can.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Returns the calls in the state in which a resumed run continues them.
    pub(super) fn executions(&self, tools: &Toolbox) -> Vec<Execution> {
        let calls = self.calls.iter();
        calls.map(|entry| entry.execution(tools)).collect()
    }

    /// Returns the calls that were started before their response was complete, except those that may be repeated.
    pub(super) fn early(&self, tools: &Toolbox) -> Vec<Execution> {
        let calls = self.early.iter().map(|entry| entry.execution(tools));
        let executed = calls.filter(|call| matches!(call, Execution::Finished(_)));
        executed.collect()
    }

    fn to_json(&self) -> Value {
        let list = |entries: &[Entry]| entries.iter().map(Entry::to_json).collect::<Value>();
        let mut json = json!({
            "conversation": self.conversation,
            "rounds": self.rounds,
            "finished": self.finished,
            "calls": list(&self.calls),
        });
        if !self.early.is_empty() {
            json["early"] = list(&self.early);
        }
        json
    }

    fn from_json(mut json: Value) -> Option<Self> {
        let conversation = json.get_mut("conversation")?.take();
        let list = |entries: &Value| -> Option<Vec<Entry>> {
            entries.as_array()?.iter().map(Entry::from_json).collect()
        };
        Some(Self {
            conversation,
            rounds: u32::try_from(json.get("rounds")?.as_u64()?).ok()?,
            finished: json.get("finished")?.as_bool()?,
            calls: list(json.get("calls")?)?,
            early: match json.get("early") {
                Some(early) => list(early)?,
                None => Vec::new(),
            },
        })
    }
}

impl Entry {
    fn of(execution: &Execution) -> Self {
        let (call, state) = match execution {
            Execution::Waiting(call) => (call, Progress::Waiting),
            Execution::Announced(call)
            | Execution::Running(call, _)
            | Execution::Interrupted(call) => (call, Progress::Started),
            Execution::Finished(output) => {
                let state = match &output.result {
                    Ok(content) => Progress::Output(content.clone()),
                    Err(error) => Progress::Error(error.to_string()),
                };
                (&output.call, state)
            }
        };
        Self {
            call: call.clone(),
            state,
        }
    }

    /// Returns the call in the state in which a resumed run continues it.
    fn execution(&self, tools: &Toolbox) -> Execution {
        let call = self.call.clone();
        let result = match &self.state {
            Progress::Waiting => return Execution::Waiting(call),
            Progress::Started if is_repeatable(&call, tools) => return Execution::Waiting(call),
            Progress::Started => Err(ToolError::Interrupted),
            Progress::Output(content) => Ok(content.clone()),
            Progress::Error(message) => {
                let error = BoxError::from(message.clone());
                Err(ToolError::Handler(Arc::from(error)))
            }
        };
        Execution::Finished(ToolOutput::new(call, result))
    }

    fn to_json(&self) -> Value {
        let Self { call, state } = self;
        let mut json = json!({ "id": call.id, "name": call.name, "arguments": call.arguments });
        if call.kind != CallKind::Function {
            json["kind"] = Value::from(call.kind.name());
        }
        let (name, value) = match state {
            Progress::Waiting => return json,
            Progress::Started => ("started", Value::Bool(true)),
            Progress::Output(content) => ("output", json!(content)),
            Progress::Error(message) => ("error", Value::from(message.as_str())),
        };
        json[name] = value;
        json
    }

    fn from_json(json: &Value) -> Option<Self> {
        let string = |name: &str| Some(json.get(name)?.as_str()?.to_owned());
        let output = match json.get("output") {
            Some(output) => Some(ToolContent::from_json(output)?),
            None => None,
        };
        let state = match (output, string("error"), json.get("started")) {
            (Some(content), ..) => Progress::Output(content),
            (None, Some(message), _) => Progress::Error(message),
            (None, None, Some(Value::Bool(true))) => Progress::Started,
            (None, None, _) => Progress::Waiting,
        };
        let kind =
            string("kind").map_or(Some(CallKind::Function), |name| CallKind::from_name(&name))?;
        let call = ToolCall::new(string("id")?, string("name")?, string("arguments")?);
        Some(Self {
            call: call.with_kind(kind),
            state,
        })
    }
}

/// Returns whether a call may be executed again. For a remote call, only the approval is requested again.
fn is_repeatable(call: &ToolCall, tools: &Toolbox) -> bool {
    call.kind == CallKind::Remote || tools.is_repeatable(call)
}

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        Self::from_json(json).ok_or_else(|| D::Error::custom("not a checkpoint of a run"))
    }
}
