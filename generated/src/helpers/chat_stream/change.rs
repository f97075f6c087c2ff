//! Changes made by the chunks of a chat completion.

/// A change made by a chunk. `choice` is the `index` of a choice, and `call` is a position in the tool calls of its
/// message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChatChange {
    /// Content was appended.
    Content {
        /// The choice.
        choice: i64,
        /// The appended string.
        delta: String,
    },
    /// The content is complete.
    ContentDone {
        /// The choice.
        choice: i64,
    },
    /// Text was appended to a refusal.
    Refusal {
        /// The choice.
        choice: i64,
        /// The appended string.
        delta: String,
    },
    /// A refusal is complete.
    RefusalDone {
        /// The choice.
        choice: i64,
    },
    /// A tool call started. Its ID and name are known.
    ToolCallStarted {
        /// The choice.
        choice: i64,
        /// The tool call.
        call: usize,
    },
    /// A string was appended to the arguments of a tool call, or to the input of a custom tool call.
    ToolCallDelta {
        /// The choice.
        choice: i64,
        /// The tool call.
        call: usize,
        /// The appended string.
        delta: String,
    },
    /// A tool call is complete: another call started and the arguments are complete JSON, or the choice is finished.
    ToolCallDone {
        /// The choice.
        choice: i64,
        /// The tool call.
        call: usize,
    },
    /// A string was appended to the arguments of a function call, the deprecated form of tool calls.
    FunctionCall {
        /// The choice.
        choice: i64,
        /// The appended string.
        delta: String,
    },
    /// The choice is finished. Its `finish_reason` is set.
    Finished {
        /// The choice.
        choice: i64,
    },
    /// The token usage was received.
    Usage,
}
