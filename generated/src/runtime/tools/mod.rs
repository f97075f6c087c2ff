//! Tools that a model calls, and runs that execute them until the model has finished.

mod approval;
mod arriving;
mod call;
mod checkpoint;
mod content;
mod conversation;
mod definition;
mod early;
mod error;
mod execution;
mod handler;
mod run;
mod spans;
mod step;
mod steps;
mod streamed;
mod toolbox;

pub use approval::Approval;
pub use call::{CallKind, ToolCall, ToolOutput};
pub use checkpoint::Checkpoint;
pub use content::{PartSource, ToolContent, ToolPart};
pub use conversation::Conversation;
pub use definition::{ToolDefinition, ToolInput};
pub use error::{OnToolError, ToolError};
pub use run::{FinishedRun, ToolRun};
pub use step::ToolStep;
pub use steps::ToolSteps;
pub use streamed::{Opened, ResponseChanges, StreamedConversation, StreamedSteps};
pub use toolbox::{ToolFunction, Toolbox};
