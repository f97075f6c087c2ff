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
/// It has a ledger of the tool calls of the last response. A call with an output is not executed again. One that was
/// started and has no output may have had an effect: it is executed again only if its tool is
/// [repeatable](Toolbox::repeatable), and otherwise reported to the model as interrupted.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    pub(super) conversation: Value,
    pub(super) rounds: u32,
    pub(super) finished: bool,
    calls: Vec<Entry>,
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
    pub(super) fn new(conversation: Value, rounds: u32, executions: &[Execution]) -> Self {
        let entries = executions.iter().map(|execution| match execution {
            Execution::Waiting(call) => entry(call, Progress::Waiting),
            Execution::Announced(call)
            | Execution::Running(call, _)
            | Execution::Interrupted(call) => entry(call, Progress::Started),
            Execution::Finished(output) => {
                let state = match &output.result {
                    Ok(content) => Progress::Output(content.clone()),
                    Err(error) => Progress::Error(error.to_string()),
                };
                entry(&output.call, state)
            }
        });
        Self {
            conversation,
            rounds,
            finished: false,
            calls: entries.collect(),
        }
    }

    /// Returns the number of requests so far.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Returns whether the run has finished: the model called no more tools. A finished run cannot be resumed, one that
    /// failed can be.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Returns the calls as they are continued.
    pub(super) fn executions(&self, tools: &Toolbox) -> Vec<Execution> {
        let executions = self.calls.iter().map(|Entry { call, state }| {
            let result = match state {
                Progress::Waiting => return Execution::Waiting(call.clone()),
                Progress::Started if is_repeatable(call, tools) => {
                    return Execution::Waiting(call.clone());
                }
                Progress::Started => Err(ToolError::Interrupted),
                Progress::Output(content) => Ok(content.clone()),
                Progress::Error(message) => Err(ToolError::Handler(Arc::from(BoxError::from(
                    message.clone(),
                )))),
            };
            Execution::Finished(ToolOutput::new(call.clone(), result))
        });
        executions.collect()
    }

    fn to_json(&self) -> Value {
        let calls = self.calls.iter().map(|Entry { call, state }| {
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
        });
        json!({
            "conversation": self.conversation,
            "rounds": self.rounds,
            "finished": self.finished,
            "calls": calls.collect::<Vec<_>>(),
        })
    }

    fn from_json(mut json: Value) -> Option<Self> {
        let conversation = json.get_mut("conversation")?.take();
        let calls = json.get("calls")?.as_array()?.iter().map(|call| {
            let string = |name: &str| Some(call.get(name)?.as_str()?.to_owned());
            let output = match call.get("output") {
                Some(output) => Some(ToolContent::from_json(output)?),
                None => None,
            };
            let state = match (output, string("error"), call.get("started")) {
                (Some(content), ..) => Progress::Output(content),
                (None, Some(message), _) => Progress::Error(message),
                (None, None, Some(Value::Bool(true))) => Progress::Started,
                (None, None, _) => Progress::Waiting,
            };
            let kind = string("kind")
                .map_or(Some(CallKind::Function), |name| CallKind::from_name(&name))?;
            let call = ToolCall::new(string("id")?, string("name")?, string("arguments")?);
            Some(Entry {
                call: call.with_kind(kind),
                state,
            })
        });
        Some(Self {
            conversation,
            rounds: u32::try_from(json.get("rounds")?.as_u64()?).ok()?,
            finished: json.get("finished")?.as_bool()?,
            calls: calls.collect::<Option<_>>()?,
        })
    }
}

/// Whether a call may be executed again. An approval is only asked for again.
fn is_repeatable(call: &ToolCall, tools: &Toolbox) -> bool {
    call.kind == CallKind::Remote || tools.is_repeatable(call)
}

fn entry(call: &ToolCall, state: Progress) -> Entry {
    Entry {
        call: call.clone(),
        state,
    }
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
