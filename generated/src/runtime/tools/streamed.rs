//! Conversations whose responses are streamed.

use futures_core::Stream;

use super::{Conversation, ToolCall, ToolSteps};
use crate::runtime::accumulate::{Accumulating, Accumulator};
use crate::runtime::error::Error;
use crate::runtime::wire::transport::BoxFuture;

/// What the events of a streamed response change.
pub type ResponseChanges<C> = <<C as StreamedConversation>::Accumulator as Accumulator>::Change;

/// The steps of a [streamed run](super::ToolRun::stream).
pub type StreamedSteps<C> = ToolSteps<C, ResponseChanges<C>>;

/// A conversation whose responses can be read while they arrive.
pub trait StreamedConversation: Conversation {
    /// Builds a response from its events.
    type Accumulator: Accumulator<Event: Send, Change: Send, Output = Self::Response>
        + Send
        + 'static;
    /// The events of a response.
    type Events: Stream<Item = Result<<Self::Accumulator as Accumulator>::Event, Error>>
        + Send
        + Unpin
        + 'static;

    /// Sends the next request, with everything that has been added, and returns the stream of the response.
    fn stream(&mut self) -> BoxFuture<'static, Result<Opened<Self>, Error>>;

    /// Returns the tool call that a change completed. It is executed without waiting for the rest of the response, so
    /// its arguments must be complete. By default there is none.
    fn completed_call(
        change: &ResponseChanges<Self>,
        response: &Self::Response,
    ) -> Option<ToolCall> {
        let _ = (change, response);
        None
    }
}

/// The stream of a response.
pub type Opened<C> =
    Accumulating<<C as StreamedConversation>::Accumulator, <C as StreamedConversation>::Events>;
