//! Changes made by the events of a run.

/// A change made by an event. `message` and `step` are positions in the messages and steps of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssistantChange {
    /// The thread was created.
    Thread,
    /// The run was created, or its status changed.
    Run,
    /// Text was appended to a message.
    Text {
        /// The message.
        message: usize,
        /// The position in its content.
        content: usize,
        /// The appended string.
        delta: String,
    },
    /// A message was created or changed in another way.
    Message {
        /// The message.
        message: usize,
    },
    /// A message is complete or will not be completed.
    MessageDone {
        /// The message.
        message: usize,
    },
    /// A string was appended to the arguments or the input of a tool call.
    ToolCallDelta {
        /// The step.
        step: usize,
        /// The position in its tool calls.
        call: usize,
        /// The appended string.
        delta: String,
    },
    /// A step was created or changed in another way.
    Step {
        /// The step.
        step: usize,
    },
    /// A step has ended. Its status is the final one.
    StepDone {
        /// The step.
        step: usize,
    },
}
