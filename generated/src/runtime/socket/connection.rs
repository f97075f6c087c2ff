//! A connection: both ends of a line in one hand.
//!
//! In: events of the client. Out: events of the server.
//! Must not know: how a line works.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use http::HeaderMap;
use tokio::time::timeout;

use super::super::error::Error;
use super::super::meta::header_text;
use super::channel::Channel;
use super::close::Close;
use super::lanes::Lanes;
use super::line::Line;
use super::shared::{Receiver, Sender, ends};

/// How long the server may take to answer a close frame.
const FAREWELL: Duration = Duration::from_secs(5);

/// A connection of a channel: a `Stream` of the server's events and a `Sink` of the client's.
///
/// There is no task behind it: it works (answers pings, sends its own, connects again) while one of its methods is
/// awaited. Dropping it drops the connection; [`close`](Self::close) takes leave.
pub struct Connection<C> {
    pub(crate) sender: Sender<C>,
    pub(crate) receiver: Receiver<C>,
}

impl<C: Channel> Connection<C> {
    pub(crate) fn new(line: Line) -> Self {
        let (sender, receiver) = ends(line);
        Self { sender, receiver }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// An event that is no JSON at all, after which the stream goes on; or that the connection did not end as it
    /// should, which is the last item.
    pub async fn next(&mut self) -> Option<Result<C::Server, Error>> {
        self.receiver.next().await
    }

    /// Sends an event: waits until there is room for it and until it is written to a connection.
    ///
    /// With [`Reconnect`](super::Reconnect) an event whose sending succeeded is not lost when the connection is: it is
    /// sent again, or given back at the end.
    ///
    /// # Errors
    /// The connection is closed; or it is lost, is to be made again, and too many events wait for that.
    pub async fn send(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        self.sender.send(event).await
    }

    /// Sends an event that is JSON already, as it is.
    ///
    /// # Errors
    /// As of [`send`](Self::send).
    pub async fn send_json(&mut self, event: impl Into<String>) -> Result<(), Error> {
        self.sender.send_json(event).await
    }

    /// Accepts an event without waiting until it is written: the next thing that is awaited takes it along.
    ///
    /// # Errors
    /// As of [`send`](Self::send).
    pub async fn feed(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        self.sender.feed(event).await
    }

    /// Sends all accepted events, then a close frame, and waits for the server's, 5 seconds at most. Events that
    /// come until then are not kept.
    ///
    /// # Errors
    /// The accepted events could not be sent; they can be taken out by [`take_unsent`](Self::take_unsent). Or the code
    /// is none that may be sent, or the reason has more than 123 bytes; then nothing happens.
    pub async fn close(&mut self, code: u16, reason: &str) -> Result<Option<Close>, Error> {
        let leaving = async {
            self.sender.close(code, reason).await?;
            while self.receiver.next().await.is_some() {}
            Ok::<_, Error>(())
        };
        match timeout(FAREWELL, leaving).await {
            Ok(left) => left?,
            Err(_) => self.sender.end.line().abandon()?,
        }
        Ok(self.close_reason())
    }

    /// The headers of the answer that opened the connection; of the last one, if it was made again.
    pub fn headers(&self) -> HeaderMap {
        self.receiver.end.line().headers().clone()
    }

    /// The service's identifier of the request that opened the connection.
    pub fn request_id(&self) -> Option<String> {
        let line = self.receiver.end.line();
        let id = header_text(line.headers(), line.request_id_header());
        id.map(str::to_owned)
    }

    /// How the connection ended; `None` as long as it lasts.
    pub fn close_reason(&self) -> Option<Close> {
        self.receiver.close_reason()
    }

    /// Takes out the events that were accepted and may not have arrived. Empty as long as the connection lasts.
    pub fn take_unsent(&mut self) -> Vec<C::Client> {
        self.sender.take_unsent()
    }

    /// The two ends, for two tasks. The receiving end has to be read as long as the connection lasts, also by who only
    /// sends: pings are answered by it, and a server to which nobody listens stops listening at some time.
    pub fn split(self) -> (Sender<C>, Receiver<C>) {
        self.sender.end.line().set_alone(false);
        (self.sender, self.receiver)
    }

    /// Both ends again; `Err` if they are not of one connection.
    ///
    /// # Errors
    /// The two ends as they were.
    pub fn join(
        sender: Sender<C>,
        receiver: Receiver<C>,
    ) -> Result<Self, (Sender<C>, Receiver<C>)> {
        if !sender.end.is_of(&receiver.end) {
            return Err((sender, receiver));
        }
        sender.end.line().set_alone(true);
        Ok(Self { sender, receiver })
    }

    /// Several conversations at once over this connection, each with a stream of its own.
    pub fn lanes(self) -> Lanes<C> {
        self.sender.end.line().set_alone(false);
        Lanes::new(self)
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
        f.debug_struct("Connection")
            .field("channel", &C::SPEC.name())
            .field("close", &self.close_reason())
            .finish_non_exhaustive()
    }
}
