//! A lane of a connection.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::hub::Hub;
use super::wakers::LaneKey;
use crate::runtime::error::Error;
use crate::runtime::socket::channel::Channel;
use crate::runtime::socket::events::{decode_event, encode_event};

/// A lane: a `Stream` of the events with its ID, and of the events without a lane ID.
///
/// A lane that is not read should be dropped: it fails when more than 16 MiB of events are queued for it.
pub struct Lane<C> {
    hub: Arc<Hub<C>>,
    id: String,
    key: LaneKey,
}

impl<C: Channel> Lane<C> {
    pub(super) fn open(hub: &Arc<Hub<C>>, id: String) -> Result<Self, Error> {
        let key = hub.open(&id)?;
        Ok(Self {
            hub: hub.clone(),
            id,
            key,
        })
    }

    /// Returns the ID, which the events to be sent must contain.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Sends an event, which must contain the ID of the lane.
    ///
    /// # Errors
    /// See [`Connection::send`](crate::websocket::Connection::send).
    pub async fn send(&self, event: impl Into<C::Client>) -> Result<(), Error> {
        let mut event = Some(encode_event(&event.into())?);
        let (hub, key) = (&self.hub, self.key);
        poll_fn(|cx| hub.poll_send(key, cx, |session, cx| session.poll_send(&mut event, cx))).await
    }

    /// Returns the next event, or `None` when the connection was closed.
    ///
    /// # Errors
    /// See [`Connection::next`](crate::websocket::Connection::next).
    pub async fn next(&mut self) -> Option<Result<C::Server, Error>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<C::Server, Error>>> {
        let message = ready!(self.hub.poll_message(&self.id, self.key, cx));
        let strict = self.hub.is_strict();
        Poll::Ready(message.map(|message| message.and_then(|bytes| decode_event(&bytes, strict))))
    }
}

impl<C: Channel> Stream for Lane<C> {
    type Item = Result<C::Server, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(cx)
    }
}

impl<C> Drop for Lane<C> {
    fn drop(&mut self) {
        self.hub.close_lane(&self.id, self.key);
    }
}

impl<C: Channel> fmt::Debug for Lane<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lane")
            .field("channel", &C::SPEC.name())
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
