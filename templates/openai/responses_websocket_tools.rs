//! Tool runs of responses over a WebSocket.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::Serialize;
use serde_json::{Value, json};

use super::response_tools::exchange::Exchange;
use super::response_tools_stream::completed_call;
use crate::api::responses::ResponsesChannel;
use crate::client::SERVICE;
use crate::stream::{Accumulating, ResponseAccumulator, ResponseChange};
use crate::tools::{
    Conversation, Opened, StreamedConversation, ToolCall, ToolOutput, ToolRun, Toolbox,
};
use crate::types::{
    CreateResponse, Response, ResponseStreamEvent, ResponsesClientEventResponseCreate,
    ResponsesServerEvent,
};
use crate::usage::TokenUsage;
use crate::websocket::{Lanes, ResponseLane};
use crate::{BoxFuture, Error, ErrorKind};

impl Lanes<ResponsesChannel> {
    /// Runs tools as [`Call::run_tools`](crate::Call::run_tools) does, in a new lane of the connection. Other lanes can
    /// be used at the same time.
    #[inline]
    pub fn run_tools(&self, request: CreateResponse, tools: &Toolbox) -> ToolRun<LaneConversation> {
        let conversation = self.open_new().map(|lane| LaneConversation {
            exchange: Exchange::new(request, tools),
            lane: Arc::new(Mutex::new(Some(ResponseLane::idle(lane)))),
        });
        ToolRun::new(conversation, tools.clone())
    }
}

/// A conversation that consists of responses in one lane of a WebSocket.
#[derive(Debug)]
pub struct LaneConversation {
    exchange: Exchange,
    lane: SharedLane,
}

/// The lane while no response arrives.
type SharedLane = Arc<Mutex<Option<ResponseLane>>>;

impl LaneConversation {
    /// Returns the next request, which contains the history or refers to it.
    #[inline]
    pub fn request(&self) -> &CreateResponse {
        &self.exchange.request
    }
}

impl Conversation for LaneConversation {
    type Response = Response;

    #[inline]
    fn send(&mut self) -> BoxFuture<'static, Result<Response, Error>> {
        let opened = self.stream();
        Box::pin(async move { Ok(opened.await?.finish().await?) })
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
        Some(SERVICE.tracing.provider)
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

impl StreamedConversation for LaneConversation {
    type Accumulator = ResponseAccumulator;
    type Events = LaneEvents;

    #[inline]
    fn stream(&mut self) -> BoxFuture<'static, Result<Opened<Self>, Error>> {
        let event = create_event(&self.exchange.request);
        Box::pin(open(event, self.lane.clone()))
    }

    #[inline]
    fn completed_call(change: &ResponseChange, response: &Response) -> Option<ToolCall> {
        completed_call(change, response)
    }
}

#[inline]
fn create_event(request: &CreateResponse) -> Result<ResponsesClientEventResponseCreate, Error> {
    let invalid =
        |error| Error::request("the request cannot be sent over a WebSocket").with_source(error);
    let mut event = serde_json::to_value(request).map_err(invalid)?;
    event["type"] = json!("response.create");
    serde_json::from_value(event).map_err(invalid)
}

#[inline]
async fn open(
    event: Result<ResponsesClientEventResponseCreate, Error>,
    shared: SharedLane,
) -> Result<Opened<LaneConversation>, Error> {
    let lane = take(&shared);
    let Some(mut lane) = lane else {
        return Err(Error::request("the lane is in use"));
    };
    lane.create(event?).await?;
    let events = LaneEvents {
        lane: Some(lane),
        shared,
    };
    Ok(Accumulating::new(ResponseAccumulator::new(), events))
}

#[inline]
fn take(shared: &SharedLane) -> Option<ResponseLane> {
    shared.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// The events of a response in a lane. Dropping them frees the lane for the next response.
#[derive(Debug)]
pub struct LaneEvents {
    lane: Option<ResponseLane>,
    shared: SharedLane,
}

impl Stream for LaneEvents {
    type Item = Result<ResponseStreamEvent, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(lane) = &mut self.lane else {
            return Poll::Ready(None);
        };
        loop {
            let event = match ready!(Pin::new(&mut *lane).poll_next(cx)) {
                Some(Ok(event)) => event,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            match event {
                ResponsesServerEvent::ResponsesWebSocketStreamEvent(
                    ResponseStreamEvent::Error(error),
                ) => return Poll::Ready(Some(Err(failure(&error.message)))),
                ResponsesServerEvent::ResponsesWebSocketStreamEvent(event) => {
                    return Poll::Ready(Some(Ok(event)));
                }
                ResponsesServerEvent::ResponseWsError(error) => {
                    return Poll::Ready(Some(Err(failure(&error.error.message))));
                }
                _ => {}
            }
        }
    }
}

impl Drop for LaneEvents {
    #[inline]
    fn drop(&mut self) {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        *shared = self.lane.take();
    }
}

/// The error that an event reports. Not all revisions of the document require its message.
#[inline]
fn failure(message: &impl Serialize) -> Error {
    let message = serde_json::to_value(message).unwrap_or_default();
    Error::new(
        ErrorKind::Stream,
        message.as_str().unwrap_or("the response failed"),
    )
}
