//! Tools that a model calls: what they are called, who answers their calls, and the rounds of asking and answering.
//!
//! In: definitions with handlers, and a dialogue, which knows how a service is asked. Out: each step, and the last answer.
//! Must not know: any service, or what a call of a tool looks like on the wire.

mod call;
mod definition;
mod run;
mod steps;
mod toolbox;

use super::error::Error;
use super::wire::transport::BoxFuture;

pub use call::{ToolCall, ToolFailure, ToolOutput};
pub use definition::ToolDefinition;
pub use run::{Finished, ToolRun};
pub use steps::{OnFailure, Step, Steps};
pub use toolbox::Toolbox;

/// What is said to a model and what it answers, round after round.
pub trait Dialogue: Send + 'static {
    /// An answer of the model.
    type Answer: Clone + Send + 'static;

    /// Asks the model, with all that was said so far.
    fn ask(&mut self) -> BoxFuture<'static, Result<Self::Answer, Error>>;

    /// The calls in an answer; none if it is the last one.
    fn calls(&self, answer: &Self::Answer) -> Vec<ToolCall>;

    /// Adds an answer to what was said.
    fn take_answer(&mut self, answer: &Self::Answer);

    /// Adds what came of the calls of the last answer, in the order of the calls.
    fn take_outputs(&mut self, outputs: &[ToolOutput]);
}
