//! The sending end of a connection.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;

use super::channel::Channel;
use super::endpoint::Endpoint;
use super::events::encode_event;
use super::protocol::Utf8Bytes;
use crate::runtime::decode::decode;
use crate::runtime::error::Error;

/// The sending end of a connection: a `Sink` of client events.
pub struct Sender<C> {
    pub(crate) endpoint: Endpoint,
    channel: PhantomData<fn() -> C>,
}

impl<C: Channel> Sender<C> {
    pub(crate) fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            channel: PhantomData,
        }
    }

    /// Sends an event. Waits until there is room in the queue and the event was written to a connection.
    ///
    /// With [`Reconnect`](super::Reconnect), an event that was sent successfully is not lost with the connection: it is
    /// sent again over the next one, or returned by [`take_unsent`](Self::take_unsent). Without it, the event was
    /// passed to the operating system and may be lost with the connection.
    ///
    /// # Errors
    /// Returns an error if the connection is closed, or if it is being reopened and the queue is full.
    pub async fn send(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        let json = encode_event(&event.into())?;
        self.send_encoded(json).await
    }

    /// Sends an event that is already encoded as JSON.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    pub async fn send_json(&mut self, event: impl Into<String>) -> Result<(), Error> {
        self.send_encoded(event.into().into()).await
    }

    async fn send_encoded(&mut self, json: Utf8Bytes) -> Result<(), Error> {
        let mut event = Some(json);
        let endpoint = &self.endpoint;
        poll_fn(|cx| endpoint.poll(cx, |session, cx| session.poll_send(&mut event, cx))).await
    }

    /// Queues an event without waiting until it is written. It is written when any method is awaited next.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    pub async fn feed(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        let mut event = Some(encode_event(&event.into())?);
        let endpoint = &self.endpoint;
        poll_fn(|cx| endpoint.poll(cx, |session, cx| session.poll_feed(&mut event, cx))).await
    }

    /// Sends all queued events, then a close frame. The [`Receiver`](super::Receiver) ends when the server has replied
    /// to it.
    ///
    /// # Errors
    /// Returns an error if the queued events cannot be sent, or if the code or the reason is not allowed in a close
    /// frame.
    pub async fn close(&mut self, code: u16, reason: &str) -> Result<(), Error> {
        let endpoint = &self.endpoint;
        poll_fn(|cx| endpoint.poll(cx, |session, cx| session.poll_close(code, reason, cx))).await
    }

    /// Removes and returns the events that were queued or sent but may not have arrived. Empty while the connection is
    /// open. Leaves out events passed to [`send_json`](Self::send_json) that do not decode as an event of the channel.
    pub fn take_unsent(&mut self) -> Vec<C::Client> {
        let unsent = self.endpoint.session().take_unsent();
        let decoded = unsent.iter().map(|json| decode(json.as_bytes(), false));
        decoded.filter_map(Result::ok).collect()
    }
}

impl<C: Channel> fmt::Debug for Sender<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.endpoint.fmt("Sender", C::SPEC.name(), f)
    }
}
