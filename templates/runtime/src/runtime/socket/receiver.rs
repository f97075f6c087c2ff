//! The receiving end of a connection.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::channel::Channel;
use super::close::Close;
use super::endpoint::Endpoint;
use super::events::decode_event;
use super::session::Session;
use crate::runtime::error::Error;

/// The receiving end of a connection: a `Stream` of server events.
///
/// A message that is not JSON is an error, and the stream continues after it. A connection that did not close normally
/// is an error too, as the last item.
pub struct Receiver<C> {
    pub(crate) endpoint: Endpoint,
    channel: PhantomData<fn() -> C>,
}

impl<C: Channel> Receiver<C> {
    pub(crate) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            channel: PhantomData,
        }
    }

    /// Returns the next event, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<C::Server, Error>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<C::Server, Error>>> {
        let message = ready!(self.endpoint.poll(cx, Session::poll_message));
        let strict = self.endpoint.strict;
        Poll::Ready(message.map(|message| message.and_then(|bytes| decode_event(&bytes, strict))))
    }
}

impl<C> Receiver<C> {
    /// Returns how the connection ended, or `None` while it is open.
    pub fn close_reason(&self) -> Option<Close> {
        self.endpoint.session().close().cloned()
    }
}

impl<C: Channel> Stream for Receiver<C> {
    type Item = Result<C::Server, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(cx)
    }
}

impl<C: Channel> fmt::Debug for Receiver<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.endpoint.fmt("Receiver", C::SPEC.name(), f)
    }
}
