//! Responses over a WebSocket: several at once on one connection, each its own stream.
//!
//! In: requests. Out: for each the events of its response, until that is over.
//! Must not know: how events travel, and how they are sorted.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::api::responses::ResponsesChannel;
use crate::runtime::{Error, Lane, Lanes};
use crate::types::{ResponseStreamEvent, ResponsesClientEventResponseCreate, ResponsesServerEvent};

impl Lanes<ResponsesChannel> {
    /// Asks for a response in a lane of its own, whose `stream_id` is set.
    ///
    /// # Errors
    /// As of [`Lane::send`].
    #[inline]
    pub async fn create(
        &self,
        request: ResponsesClientEventResponseCreate,
    ) -> Result<ResponseLane, Error> {
        let lane = match &request.stream_id {
            Some(id) => self.open(id)?,
            None => self.open_next()?,
        };
        let mut lane = ResponseLane {
            lane,
            last_id: None,
            over: true,
        };
        lane.create(request).await?;
        Ok(lane)
    }
}

/// A lane of a connection with a response at a time: a `Stream` of its events, which ends with the response.
#[derive(Debug)]
pub struct ResponseLane {
    lane: Lane<ResponsesChannel>,
    last_id: Option<String>,
    over: bool,
}

impl ResponseLane {
    /// The lane's `stream_id`.
    #[inline]
    pub fn stream_id(&self) -> &str {
        self.lane.id()
    }

    /// The `id` of the last response, which the next one may go on from.
    #[inline]
    pub fn response_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The next event; `None` when the response is over: after `response.completed`, `response.failed`,
    /// `response.incomplete` or an error.
    ///
    /// # Errors
    /// As of [`Lane::next`].
    #[inline]
    pub async fn next(&mut self) -> Option<Result<ResponsesServerEvent, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Asks for another response in this lane.
    ///
    /// # Errors
    /// The last one is not over; or as of [`Lane::send`].
    #[inline]
    pub async fn create(
        &mut self,
        request: ResponsesClientEventResponseCreate,
    ) -> Result<(), Error> {
        if !self.over {
            return Err(Error::request("the last response of this lane is not over"));
        }
        self.lane
            .send(request.with_stream_id(self.lane.id()))
            .await?;
        self.over = false;
        Ok(())
    }

    /// Asks for a response that goes on from the last one: its `previous_response_id` is set.
    ///
    /// # Errors
    /// There was no response yet; or as of [`create`](Self::create).
    #[inline]
    pub async fn go_on(
        &mut self,
        request: ResponsesClientEventResponseCreate,
    ) -> Result<(), Error> {
        let Some(id) = self.last_id.clone() else {
            return Err(Error::request("there is no response to go on from"));
        };
        self.create(request.with_previous_response_id(id)).await
    }

    #[inline]
    fn see(&mut self, event: &ResponsesServerEvent) {
        let ResponsesServerEvent::ResponsesWebSocketStreamEvent(event) = event else {
            self.over |= matches!(event, ResponsesServerEvent::ResponseWsError(_));
            return;
        };
        let response = match event {
            ResponseStreamEvent::ResponseCreated(event) => &event.response,
            ResponseStreamEvent::ResponseCompleted(event) => {
                self.over = true;
                &event.response
            }
            ResponseStreamEvent::ResponseFailed(event) => {
                self.over = true;
                &event.response
            }
            ResponseStreamEvent::ResponseIncomplete(event) => {
                self.over = true;
                &event.response
            }
            ResponseStreamEvent::Error(_) => {
                self.over = true;
                return;
            }
            _ => return,
        };
        self.last_id = Some(response.id.clone());
    }
}

impl Stream for ResponseLane {
    type Item = Result<ResponsesServerEvent, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over {
            return Poll::Ready(None);
        }
        let event = ready!(Pin::new(&mut self.lane).poll_next(cx));
        match &event {
            Some(Ok(event)) => self.see(event),
            Some(Err(_)) => {}
            None => self.over = true,
        }
        Poll::Ready(event)
    }
}
