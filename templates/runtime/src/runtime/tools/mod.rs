//! Tools that a model calls, and runs that execute them until the model has finished.

mod approval;
mod call;
mod checkpoint;
mod conversation;
mod definition;
mod error;
mod execution;
mod run;
mod steps;
mod toolbox;

pub use approval::Approval;
pub use call::{ToolCall, ToolOutput};
pub use checkpoint::Checkpoint;
pub use conversation::Conversation;
pub use definition::ToolDefinition;
pub use error::{OnToolError, ToolError};
pub use run::{FinishedRun, ToolRun};
pub use steps::{ToolStep, ToolSteps};
pub use toolbox::Toolbox;
