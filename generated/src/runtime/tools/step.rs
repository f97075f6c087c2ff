//! Steps of a run.

use std::convert::Infallible;

use super::ToolOutput;

/// A step of a run. `E` is the type of the events that a [streamed run](super::ToolRun::stream) returns while a
/// response arrives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ToolStep<R, E = Infallible> {
    /// The model responded.
    Response(R),
    /// A tool call finished or failed. Calls of one response run concurrently, and their outputs are returned in the
    /// order in which they finish. In a streamed run, that may be before the response is complete.
    Output(ToolOutput),
    /// A part of a response arrived.
    Event(E),
}

impl<R> ToolStep<R> {
    /// Returns the step as one of a run that also returns events.
    pub(super) fn with_events<E>(self) -> ToolStep<R, E> {
        match self {
            Self::Response(response) => ToolStep::Response(response),
            Self::Output(output) => ToolStep::Output(output),
            Self::Event(event) => match event {},
        }
    }
}
