//! Building a run, its messages and its steps from events.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;

use super::change::AssistantChange;
use super::objects::{Positions, set};
use super::{messages, steps};
use crate::helpers::run_status::FINAL_RUN_STATES;
use crate::runtime::accumulate::complete::string;
use crate::runtime::codec::decode_value;
use crate::stream::Accumulator;
use crate::types::{
    AssistantStreamEvent as Event, MessageObject, MessageStreamEvent, RunObject, RunStepObject,
    RunStepStreamEvent, ThreadObject,
};
use crate::unknown::Unknown;

/// A run with its messages and steps.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AssistantRun {
    /// The thread, if it was created together with the run.
    pub thread: Option<ThreadObject>,
    /// The run.
    pub run: Option<RunObject>,
    /// The messages created by the run.
    pub messages: Vec<MessageObject>,
    /// The steps of the run.
    pub steps: Vec<RunStepObject>,
    /// Received data that none of the other fields can represent: events of another kind, data that is not JSON, and
    /// text that a complete object does not repeat.
    pub unplaced: Vec<Unknown>,
}

impl Serialize for AssistantRun {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut run = to.serialize_struct("AssistantRun", 5)?;
        run.serialize_field("thread", &self.thread)?;
        run.serialize_field("run", &self.run)?;
        run.serialize_field("messages", &self.messages)?;
        run.serialize_field("steps", &self.steps)?;
        run.serialize_field("unplaced", &self.unplaced)?;
        run.end()
    }
}

/// Builds a run, its messages and its steps from events.
///
/// Messages and steps are identified by their `id`. Their parts and tool calls are identified by `id`, or else by
/// `index`. A piece without either continues the previous one.
#[derive(Clone, Debug, Default)]
pub struct AssistantAccumulator {
    output: AssistantRun,
    messages: Positions,
    steps: Positions,
    /// Whether the service marked the end of the stream.
    ended: bool,
}

impl AssistantAccumulator {
    /// Creates an accumulator without events.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    #[inline]
    fn apply(&mut self, event: &Event, lost: &mut Vec<Value>) -> Vec<AssistantChange> {
        match event {
            Event::MessageStreamEvent(MessageStreamEvent::ThreadMessageDelta(event))
                if event.extra.is_empty() =>
            {
                messages::apply(
                    &mut self.output.messages,
                    &mut self.messages,
                    &event.data,
                    lost,
                )
            }
            Event::RunStepStreamEvent(RunStepStreamEvent::ThreadRunStepDelta(event))
                if event.extra.is_empty() =>
            {
                steps::apply(&mut self.output.steps, &mut self.steps, &event.data, lost)
            }
            event => match serde_json::to_value(event) {
                Ok(json) => self.apply_json(json, lost),
                Err(_) => Vec::new(),
            },
        }
    }

    /// Applies an event as JSON, since dozens of event types differ only in their name. An event that cannot be applied
    /// is kept.
    #[inline]
    fn apply_json(&mut self, event: Value, lost: &mut Vec<Value>) -> Vec<AssistantChange> {
        let name = string(&event, "event").unwrap_or_default().to_owned();
        let data = event.get("data").filter(|data| data.is_object());
        let changes = data.and_then(|data| self.apply_data(&name, data, lost));
        changes.unwrap_or_else(|| {
            lost.push(event);
            Vec::new()
        })
    }

    #[inline]
    fn apply_data(
        &mut self,
        name: &str,
        data: &Value,
        lost: &mut Vec<Value>,
    ) -> Option<Vec<AssistantChange>> {
        let output = &mut self.output;
        Some(match name {
            "thread.message.delta" => {
                let delta = decode_value(data).ok()?;
                messages::apply(&mut output.messages, &mut self.messages, &delta, lost)
            }
            "thread.run.step.delta" => {
                let delta = decode_value(data).ok()?;
                steps::apply(&mut output.steps, &mut self.steps, &delta, lost)
            }
            "thread.created" => {
                output.thread = Some(decode_value(data).ok()?);
                vec![AssistantChange::Thread]
            }
            name => vec![self.apply_object(name, data, lost)?],
        })
    }

    /// Applies an event that carries a complete object.
    #[inline]
    fn apply_object(
        &mut self,
        name: &str,
        data: &Value,
        lost: &mut Vec<Value>,
    ) -> Option<AssistantChange> {
        let output = &mut self.output;
        if let Some(state) = name.strip_prefix("thread.run.step.") {
            let step: RunStepObject = decode_value(data).ok()?;
            let step = set(
                &mut output.steps,
                &mut self.steps,
                step,
                |step| &step.id,
                lost,
            );
            return Some(match state {
                "created" | "in_progress" => AssistantChange::Step { step },
                _ => AssistantChange::StepDone { step },
            });
        }
        if let Some(state) = name.strip_prefix("thread.message.") {
            let message: MessageObject = decode_value(data).ok()?;
            let message = set(
                &mut output.messages,
                &mut self.messages,
                message,
                |message| &message.id,
                lost,
            );
            return Some(match state {
                "created" | "in_progress" => AssistantChange::Message { message },
                _ => AssistantChange::MessageDone { message },
            });
        }
        name.strip_prefix("thread.run.")?;
        output.run = Some(decode_value(data).ok()?);
        Some(AssistantChange::Run)
    }
}

impl Accumulator for AssistantAccumulator {
    type Event = Event;
    type Change = AssistantChange;
    type Output = AssistantRun;

    #[inline]
    fn push(&mut self, event: &Event) -> Vec<AssistantChange> {
        let mut lost = Vec::new();
        let changes = self.apply(event, &mut lost);
        debug_assert!(
            !lost.is_empty() || !changes.is_empty() || !carries_text(event),
            "the text of all deltas is in the run"
        );
        let lost = lost.into_iter().map(Unknown::from);
        self.output.unplaced.extend(lost);
        changes
    }

    /// Completes a run of which anything was received. Its status is the last one that was received.
    #[inline]
    fn push_end(&mut self) -> Vec<AssistantChange> {
        let output = &self.output;
        self.ended =
            output.run.is_some() || !output.messages.is_empty() || !output.steps.is_empty();
        Vec::new()
    }

    #[inline]
    fn push_undecoded(&mut self, data: Value) -> bool {
        self.output.unplaced.push(data.into());
        true
    }

    #[inline]
    fn set_request_id(&mut self, id: &str) {
        if let Some(run) = &mut self.output.run {
            run.extra.set_request_id(Some(id));
        }
    }

    #[inline]
    fn snapshot(&self) -> &AssistantRun {
        &self.output
    }

    #[inline]
    fn into_snapshot(self) -> AssistantRun {
        self.output
    }

    /// Returns whether the run has ended or requires tool outputs.
    #[inline]
    fn is_complete(&self) -> bool {
        let run = self.output.run.as_ref();
        self.ended || run.is_some_and(|run| FINAL_RUN_STATES.contains(&run.status.as_str()))
    }
}

/// Whether an event is a delta that contains text.
#[inline]
fn carries_text(event: &Event) -> bool {
    let Ok(json) = serde_json::to_value(event) else {
        return false;
    };
    let content = json
        .pointer("/data/delta/content")
        .and_then(Value::as_array);
    let parts = content.map(Vec::as_slice).unwrap_or_default();
    let mut texts = parts
        .iter()
        .filter_map(|part| part.pointer("/text/value")?.as_str());
    texts.any(|text| !text.is_empty())
}
