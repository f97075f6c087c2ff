//! [Responses](https://platform.openai.com/docs/api-reference/responses) over a WebSocket, several of
//! them concurrently.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::Error;
use crate::api::responses::ResponsesChannel;
use crate::types::{ResponseStreamEvent, ResponsesClientEventResponseCreate, ResponsesServerEvent};
use crate::websocket::{Lane, Lanes};

impl Lanes<ResponsesChannel> {
    /// Requests a response in a new lane. The lane has the `stream_id` of the request, or a generated one.
    ///
    /// # Errors
    /// Returns an error if a lane with this ID is open. See also [`Lane::send`].
    #[inline]
    pub async fn create(
        &self,
        request: ResponsesClientEventResponseCreate,
    ) -> Result<ResponseLane, Error> {
        let lane = match &request.stream_id {
            Some(id) => self.open(id)?,
            None => self.open_new()?,
        };
        let mut lane = ResponseLane::idle(lane);
        lane.create(request).await?;
        Ok(lane)
    }
}

/// A lane with one response at a time: a `Stream` of its events, which ends with the response.
///
/// After that, another response can be requested in the same lane.
#[derive(Debug)]
pub struct ResponseLane {
    lane: Lane<ResponsesChannel>,
    last_response_id: Option<String>,
    in_progress: bool,
}

impl ResponseLane {
    /// Creates a lane in which no response was requested.
    #[inline]
    pub(super) fn idle(lane: Lane<ResponsesChannel>) -> Self {
        Self {
            lane,
            last_response_id: None,
            in_progress: false,
        }
    }

    /// Returns the `stream_id` of the lane.
    #[inline]
    pub fn stream_id(&self) -> &str {
        self.lane.id()
    }

    /// Returns the ID of the last response, or `None` if no response was received yet.
    #[inline]
    pub fn response_id(&self) -> Option<&str> {
        self.last_response_id.as_deref()
    }

    /// Returns the next event, or `None` at the end of the response: after `response.completed`, `response.failed`,
    /// `response.incomplete` or an error.
    ///
    /// # Errors
    /// See [`Lane::next`].
    #[inline]
    pub async fn next(&mut self) -> Option<Result<ResponsesServerEvent, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Requests another response in this lane.
    ///
    /// # Errors
    /// Returns an error if the last response is still in progress. See also [`Lane::send`].
    #[inline]
    pub async fn create(
        &mut self,
        request: ResponsesClientEventResponseCreate,
    ) -> Result<(), Error> {
        if self.in_progress {
            return Err(Error::request(
                "the last response of this lane is still in progress",
            ));
        }
        self.lane
            .send(request.with_stream_id(self.lane.id()))
            .await?;
        self.in_progress = true;
        Ok(())
    }

    /// Requests a response that continues the last one, by setting `previous_response_id`.
    ///
    /// # Errors
    /// Returns an error if no response has been received on this connection. Also returns the errors of
    /// [`create`](Self::create).
    #[inline]
    pub async fn create_next(
        &mut self,
        request: ResponsesClientEventResponseCreate,
    ) -> Result<(), Error> {
        let Some(id) = self.last_response_id.clone() else {
            return Err(Error::request("there is no response to be continued"));
        };
        self.create(request.with_previous_response_id(id)).await
    }

    /// Updates the state after an event.
    #[inline]
    fn update(&mut self, event: &ResponsesServerEvent) {
        let ResponsesServerEvent::ResponsesWebSocketStreamEvent(event) = event else {
            if let ResponsesServerEvent::ResponseWsError(_) = event {
                self.in_progress = false;
            }
            return;
        };
        let (response, ended) = match event {
            ResponseStreamEvent::ResponseCreated(event) => (&event.response, false),
            ResponseStreamEvent::ResponseCompleted(event) => (&event.response, true),
            ResponseStreamEvent::ResponseFailed(event) => (&event.response, true),
            ResponseStreamEvent::ResponseIncomplete(event) => (&event.response, true),
            ResponseStreamEvent::Error(_) => {
                self.in_progress = false;
                return;
            }
            _ => return,
        };
        self.in_progress &= !ended;
        self.last_response_id = Some(response.id.clone());
    }
}

impl Stream for ResponseLane {
    type Item = Result<ResponsesServerEvent, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.in_progress {
            return Poll::Ready(None);
        }
        let event = ready!(Pin::new(&mut self.lane).poll_next(cx));
        match &event {
            Some(Ok(event)) => self.update(event),
            Some(Err(_)) => {}
            None => self.in_progress = false,
        }
        Poll::Ready(event)
    }
}
