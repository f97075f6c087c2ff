//! A connection, which owns both ends of a session.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use http::HeaderMap;

use super::channel::Channel;
use super::close::Close;
use super::endpoint::Endpoints;
use super::receiver::Receiver;
use super::sender::Sender;
use super::session::Session;
use crate::runtime::clock::timeout;
use crate::runtime::error::Error;
use crate::runtime::meta::header_str;

/// The time limit for sending the queued events and for the server's close frame.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection of a channel: a `Stream` of server events and a `Sink` of client events.
///
/// It spawns no background task: pings, pongs and reconnecting are handled while one of the methods is awaited. Dropping
/// the connection closes it without a close frame; [`close`](Self::close) sends one.
pub struct Connection<C> {
    pub(crate) sender: Sender<C>,
    pub(crate) receiver: Receiver<C>,
}

impl<C: Channel> Connection<C> {
    pub(crate) fn new(session: Session) -> Self {
        let endpoints = Endpoints::new(session);
        Self {
            sender: Sender::new(endpoints.sender),
            receiver: Receiver::new(endpoints.receiver),
        }
    }

    /// Returns the next event, or `None` at the end.
    ///
    /// # Errors
    /// A message that is not JSON is an error, and the stream continues after it. A connection that did not close
    /// normally is an error too, as the last item.
    pub async fn next(&mut self) -> Option<Result<C::Server, Error>> {
        self.receiver.next().await
    }

    /// Sends an event. Waits until there is room in the queue and the event was written to a connection.
    ///
    /// With [`Reconnect`](super::Reconnect), an event that was sent successfully is not lost with the connection: it is
    /// sent again over the next one, or returned by [`take_unsent`](Self::take_unsent).
    ///
    /// # Errors
    /// Returns an error if the connection is closed, or if it is being reopened and the queue is full.
    pub async fn send(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        self.sender.send(event).await
    }

    /// Sends an event that is already encoded as JSON.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    pub async fn send_json(&mut self, event: impl Into<String>) -> Result<(), Error> {
        self.sender.send_json(event).await
    }

    /// Queues an event without waiting until it is written. It is written when any method is awaited next.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    pub async fn feed(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        self.sender.feed(event).await
    }

    /// Sends all queued events and a close frame, and waits up to 5 seconds for the server's close frame. Events
    /// received in the meantime are dropped. Returns how the connection ended.
    ///
    /// # Errors
    /// Returns an error if the queued events cannot be sent; [`take_unsent`](Self::take_unsent) returns them. Returns
    /// an error without closing if the code is not allowed in a close frame or the reason is longer than 123 bytes.
    pub async fn close(&mut self, code: u16, reason: &str) -> Result<Option<Close>, Error> {
        let closing = async {
            self.sender.close(code, reason).await?;
            while self.receiver.next().await.is_some() {}
            Ok::<_, Error>(())
        };
        match timeout(CLOSE_TIMEOUT, closing).await {
            Ok(closed) => closed?,
            Err(_) => self.sender.endpoint.session().abandon()?,
        }
        Ok(self.close_reason())
    }

    /// Returns the headers of the last handshake response.
    pub fn headers(&self) -> HeaderMap {
        self.receiver.endpoint.session().headers().clone()
    }

    /// Returns the request ID that the service assigned to the handshake.
    pub fn request_id(&self) -> Option<String> {
        let session = self.receiver.endpoint.session();
        let id = header_str(session.headers(), session.request_id_header());
        id.map(str::to_owned)
    }

    /// Returns how the connection ended, or `None` while it is open.
    pub fn close_reason(&self) -> Option<Close> {
        self.receiver.close_reason()
    }

    /// Removes and returns the events that were queued or sent but may not have arrived. Empty while the connection is
    /// open.
    pub fn take_unsent(&mut self) -> Vec<C::Client> {
        self.sender.take_unsent()
    }

    /// Splits the connection into two ends for two tasks.
    ///
    /// The receiver has to be read even if its events are not used: it replies to pings, and a server may stop reading
    /// while its own messages are not read.
    pub fn split(self) -> (Sender<C>, Receiver<C>) {
        self.sender.endpoint.session().set_split(true);
        (self.sender, self.receiver)
    }

    /// Reunites the two ends of a connection.
    ///
    /// # Errors
    /// Returns the two ends if they belong to different connections.
    pub fn reunite(
        sender: Sender<C>,
        receiver: Receiver<C>,
    ) -> Result<Self, (Sender<C>, Receiver<C>)> {
        if !sender.endpoint.is_paired_with(&receiver.endpoint) {
            return Err((sender, receiver));
        }
        sender.endpoint.session().set_split(false);
        Ok(Self { sender, receiver })
    }
}

impl<C: Channel> Stream for Connection<C> {
    type Item = Result<C::Server, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.receiver).poll_next(cx)
    }
}

impl<C: Channel> fmt::Debug for Connection<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.receiver.endpoint.fmt("Connection", C::SPEC.name(), f)
    }
}
