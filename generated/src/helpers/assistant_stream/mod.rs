//! The events of a streamed run of an assistant, added up to the run, its messages and its steps.
//!
//! In: events, from a stream or one by one. Out: what each changed, and all of it as it stands.
//! Must not know: where events come from.

mod messages;
mod steps;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::Accumulator;
use crate::types::{
    AssistantStreamEvent as Event, MessageObject, MessageStreamEvent, RunObject, RunStepObject,
    RunStepStreamEvent, ThreadObject,
};

/// States of a run after which its stream ends.
const ENDS: &[&str] = &[
    "requires_action",
    "completed",
    "incomplete",
    "failed",
    "cancelled",
    "expired",
];

/// What the events of a run add up to.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AssistantRun {
    /// The thread, if it was made for the run.
    pub thread: Option<ThreadObject>,
    /// The run.
    pub run: Option<RunObject>,
    /// The messages it wrote.
    pub messages: Vec<MessageObject>,
    /// The steps it took.
    pub steps: Vec<RunStepObject>,
}

/// Adds events up to a run, its messages and its steps.
#[derive(Clone, Debug, Default)]
pub struct AssistantAccumulator {
    whole: AssistantRun,
}

/// What an event changed. `message` and `step` are positions among those of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssistantChange {
    /// The thread is there.
    Thread,
    /// The run is in another state.
    Run,
    /// The text of a message goes on.
    Text {
        /// Of which message.
        message: usize,
        /// Which part of its content.
        content: usize,
        /// The new piece.
        delta: String,
    },
    /// A message began or changed in another way.
    Message {
        /// Which message.
        message: usize,
    },
    /// A message is complete, or as complete as it will be.
    MessageDone {
        /// Which message.
        message: usize,
    },
    /// The arguments or the input of a tool call go on.
    ToolCallDelta {
        /// In which step.
        step: usize,
        /// Which call of the step.
        call: usize,
        /// The new piece.
        delta: String,
    },
    /// A step began or changed in another way.
    Step {
        /// Which step.
        step: usize,
    },
    /// A step is over; its status says how.
    StepDone {
        /// Which step.
        step: usize,
    },
}

impl AssistantAccumulator {
    /// Nothing so far.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// An event that carries a whole object, as JSON: dozens of types differ in the name of the event alone.
    #[inline]
    fn whole_object(&mut self, event: &Event) -> Option<AssistantChange> {
        let mut json = serde_json::to_value(event).ok()?;
        let data = json.get_mut("data").map(Value::take)?;
        let name = json.get("event")?.as_str()?;
        let whole = &mut self.whole;
        if name == "thread.created" {
            whole.thread = Some(read(data)?);
            return Some(AssistantChange::Thread);
        }
        if let Some(state) = name.strip_prefix("thread.run.step.") {
            let step: RunStepObject = read(data)?;
            let step = put(&mut whole.steps, step, |step| &step.id);
            return Some(match state {
                "created" | "in_progress" => AssistantChange::Step { step },
                _ => AssistantChange::StepDone { step },
            });
        }
        if let Some(state) = name.strip_prefix("thread.message.") {
            let message: MessageObject = read(data)?;
            let message = put(&mut whole.messages, message, |message| &message.id);
            return Some(match state {
                "created" | "in_progress" => AssistantChange::Message { message },
                _ => AssistantChange::MessageDone { message },
            });
        }
        name.strip_prefix("thread.run.")?;
        whole.run = Some(read(data)?);
        Some(AssistantChange::Run)
    }
}

impl Accumulator for AssistantAccumulator {
    type Event = Event;
    type Change = AssistantChange;
    type Whole = AssistantRun;

    #[inline]
    fn push(&mut self, event: &Event) -> Vec<AssistantChange> {
        match event {
            Event::MessageStreamEvent(MessageStreamEvent::ThreadMessageDelta(event)) => {
                messages::add(&mut self.whole.messages, &event.data)
            }
            Event::RunStepStreamEvent(RunStepStreamEvent::ThreadRunStepDelta(event)) => {
                steps::add(&mut self.whole.steps, &event.data)
            }
            event => self.whole_object(event).into_iter().collect(),
        }
    }

    #[inline]
    fn snapshot(&self) -> &AssistantRun {
        &self.whole
    }

    #[inline]
    fn into_snapshot(self) -> AssistantRun {
        self.whole
    }

    /// Whether the run is over, or waits for the outputs of tools.
    #[inline]
    fn is_complete(&self) -> bool {
        let run = self.whole.run.as_ref();
        run.is_some_and(|run| ENDS.contains(&run.status.as_str()))
    }
}

#[cfg(feature = "client")]
impl crate::runtime::EventStream<Event> {
    /// The changes that the events make, with the run, its messages and its steps as they stand.
    #[inline]
    pub fn accumulate(self) -> crate::runtime::Accumulating<AssistantAccumulator> {
        crate::runtime::Accumulating::new(AssistantAccumulator::new(), self)
    }

    /// What the events add up to. A run that failed is one too: look at its status.
    ///
    /// # Errors
    /// The first error of the stream, or that it was cut short; with what came until then.
    #[inline]
    pub async fn collect_run(
        self,
    ) -> Result<AssistantRun, crate::runtime::Interrupted<AssistantRun>> {
        self.accumulate().finish().await
    }
}

#[inline]
fn read<T: DeserializeOwned>(json: Value) -> Option<T> {
    serde_json::from_value(json).ok()
}

/// Puts an object in the place of the one with its id, or at the end.
#[inline]
fn put<T>(list: &mut Vec<T>, object: T, id: impl Fn(&T) -> &String) -> usize {
    match position(list, id(&object), &id) {
        Some(at) => {
            list[at] = object;
            at
        }
        None => {
            list.push(object);
            list.len() - 1
        }
    }
}

/// Where the object of this id stands.
#[inline]
fn position<T>(list: &[T], wanted: &str, id: impl Fn(&T) -> &String) -> Option<usize> {
    list.iter().rposition(|known| id(known) == wanted)
}
