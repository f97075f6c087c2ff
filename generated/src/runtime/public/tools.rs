//! Tools that a model calls, and runs that call them until the model is done.

pub use crate::runtime::tools::{
    Approval, CallKind, Checkpoint, Conversation, FinishedRun, OnToolError, Opened, PartSource,
    ResponseChanges, StreamedConversation, StreamedSteps, ToolCall, ToolContent, ToolDefinition,
    ToolError, ToolFunction, ToolInput, ToolOutput, ToolPart, ToolRun, ToolStep, ToolSteps,
    Toolbox,
};
