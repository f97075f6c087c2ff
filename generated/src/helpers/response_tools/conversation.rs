//! A conversation that consists of responses.

use std::future::IntoFuture;

use serde_json::Value;

use super::exchange::Exchange;
use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::tools::{Conversation, ToolCall, ToolOutput, Toolbox};
use crate::types::{CreateResponse, Response};
use crate::usage::TokenUsage;
use crate::{BoxFuture, Call, Error};

/// How a request refers to the previous ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseHistory {
    /// By `previous_response_id`. The service must have stored the response.
    PreviousResponse,
    /// By sending all items again. Nothing has to be stored. Reasoning models need their `reasoning` items with
    /// `reasoning.encrypted_content`, which `include` requests.
    AllItems,
}

/// A conversation that consists of
/// [responses](https://platform.openai.com/docs/api-reference/responses/create).
#[derive(Clone, Debug)]
pub struct ResponsesConversation {
    call: Call<CreateResponseCall>,
    exchange: Exchange,
}

impl ResponsesConversation {
    #[inline]
    pub(super) fn new(call: Call<CreateResponseCall>, tools: &Toolbox) -> Result<Self, Error> {
        let exchange = Exchange::new(call.json_body()?, tools);
        Ok(Self { call, exchange })
    }

    #[inline]
    pub(super) fn set_history(mut self, history: ResponseHistory) -> Self {
        self.exchange.history = history;
        self
    }

    /// Returns the next request, which contains the history or refers to it. Add input to continue the conversation.
    #[inline]
    pub fn request(&self) -> &CreateResponse {
        &self.exchange.request
    }

    /// Returns the call that sends the next request.
    #[inline]
    pub(in crate::helpers) fn next_call(&self) -> Call<CreateResponseCall> {
        self.call.clone().replace_json_body(&self.exchange.request)
    }
}

impl Conversation for ResponsesConversation {
    type Response = Response;

    #[inline]
    fn send(&mut self) -> BoxFuture<'static, Result<Response, Error>> {
        Box::pin(self.next_call().into_future())
    }

    #[inline]
    fn tool_calls(&self, response: &Response) -> Vec<ToolCall> {
        self.exchange.tool_calls(response)
    }

    #[inline]
    fn push_response(&mut self, response: &Response) {
        self.exchange.push_response(response);
    }

    #[inline]
    fn push_outputs(&mut self, outputs: Vec<ToolOutput>) {
        self.exchange.push_outputs(outputs);
    }

    #[inline]
    fn provider(&self) -> Option<&'static str> {
        Some(self.call.tracing_provider())
    }

    #[inline]
    fn model(&self) -> Option<String> {
        let model = serde_json::to_value(&self.exchange.request.model).ok()?;
        model.as_str().map(str::to_owned)
    }

    #[inline]
    fn tokens(&self, response: &Response) -> Option<[u64; 2]> {
        let usage = TokenUsage::of(response)?;
        Some([usage.input, usage.output])
    }

    #[inline]
    fn save(&self) -> Result<Value, Error> {
        self.exchange.save()
    }

    #[inline]
    fn restore(&mut self, state: Value) -> Result<(), Error> {
        self.exchange.restore(state)
    }
}
