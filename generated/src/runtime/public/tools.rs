//! Tools that a model calls, and runs that call them until the model is done.

pub use crate::runtime::tools::{
    Approval, Checkpoint, Conversation, FinishedRun, OnToolError, Opened, ResponseChanges,
    StreamedConversation, StreamedSteps, ToolCall, ToolDefinition, ToolError, ToolOutput, ToolRun,
    ToolStep, ToolSteps, Toolbox,
};
