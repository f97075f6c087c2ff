//! The trait of conversations with a model.

use serde_json::Value;

use super::{ToolCall, ToolOutput};
use crate::runtime::error::Error;
use crate::runtime::wire::transport::BoxFuture;

/// A conversation with a model, whose requests a [`ToolRun`](super::ToolRun) sends one after another.
pub trait Conversation: Send + 'static {
    /// A response from the model.
    type Response: Clone + Send + 'static;

    /// Sends the next request, with everything that has been added.
    fn send(&mut self) -> BoxFuture<'static, Result<Self::Response, Error>>;

    /// Returns the tool calls in a response. If there are none, the response is the last one.
    fn tool_calls(&self, response: &Self::Response) -> Vec<ToolCall>;

    /// Adds a response to the conversation.
    fn push_response(&mut self, response: &Self::Response);

    /// Adds the outputs of all tool calls of the last response, in the order of the calls.
    fn push_outputs(&mut self, outputs: Vec<ToolOutput>);

    /// Returns the name of the provider, for the span of a run. By default it is unknown.
    fn provider(&self) -> Option<&'static str> {
        None
    }

    /// Returns the name of the requested model, for the span of a run. By default it is unknown.
    fn model(&self) -> Option<String> {
        None
    }

    /// Returns the numbers of input and output tokens of a response, for the span of a run. By default they are unknown.
    fn tokens(&self, response: &Self::Response) -> Option<[u64; 2]> {
        let _ = response;
        None
    }

    /// Returns the state of the conversation, for a checkpoint.
    ///
    /// # Errors
    /// Returns an error if the conversation cannot be saved, which is the default.
    fn save(&self) -> Result<Value, Error> {
        Err(Error::request("the conversation cannot be saved"))
    }

    /// Restores a state that [`save`](Self::save) returned.
    ///
    /// # Errors
    /// Returns an error if it is not such a state, or if the conversation cannot be restored, which is the default.
    fn restore(&mut self, state: Value) -> Result<(), Error> {
        let _ = state;
        Err(Error::request("the conversation cannot be restored"))
    }
}
