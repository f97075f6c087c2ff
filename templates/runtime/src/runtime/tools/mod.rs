//! Tools that a model calls, and runs that execute them until the model has finished.

mod approval;
mod arriving;
mod call;
mod checkpoint;
mod conversation;
mod definition;
mod early;
mod error;
mod execution;
mod run;
mod step;
mod steps;
mod streamed;
mod toolbox;

pub use approval::Approval;
pub use call::{ToolCall, ToolOutput};
pub use checkpoint::Checkpoint;
pub use conversation::Conversation;
pub use definition::ToolDefinition;
pub use error::{OnToolError, ToolError};
pub use run::{FinishedRun, ToolRun};
pub use step::ToolStep;
pub use steps::ToolSteps;
pub use streamed::{Opened, ResponseChanges, StreamedConversation, StreamedSteps};
pub use toolbox::Toolbox;
