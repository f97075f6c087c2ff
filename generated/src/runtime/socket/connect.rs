//! Configuring and opening a connection.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde::Serialize;

use super::channel::Channel;
use super::connection::Connection;
use super::handshake::open;
use super::heartbeat::KeepAlive;
use super::options::ConnectOptions;
use super::reconnect::Reconnect;
use super::session::Session;
use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::runtime::spec::Style;
use crate::runtime::wire::transport::BoxFuture;

/// Opens a connection: configure it, then await it.
///
/// Base URL, credentials, headers and interceptors are those of the client; the URL scheme becomes `ws` or `wss`. The
/// connections, root certificates and retries configured for the client apply to HTTP only: see
/// [`connector`](Self::connector), [`tls`](Self::tls) and [`reconnect`](Self::reconnect). The proxies of the environment
/// apply to both HTTP and WebSockets. An invalid setting is reported when the connection is opened.
#[must_use = "no connection is opened until this is awaited"]
pub struct Connect<C> {
    pub(super) options: Box<ConnectOptions>,
    channel: PhantomData<fn() -> C>,
}

impl<C: Channel> Connect<C> {
    /// Starts configuring a connection of the channel.
    pub fn new(client: &Client) -> Self {
        let channel = const { &C::SPEC };
        Self {
            options: Box::new(ConnectOptions::new(client, channel)),
            channel: PhantomData,
        }
    }
}

impl<C> Connect<C> {
    /// Sets a query parameter, replacing one with the same name. `None` removes it.
    pub fn query(mut self, name: &str, value: impl Serialize) -> Self {
        self.options.draft.query_param(name, &value, Style::FORM);
        self
    }

    /// Sets a parameter of the path.
    #[doc(hidden)]
    pub fn path(mut self, name: &str, value: &str) -> Self {
        self.options.draft.path(name, value);
        self
    }

    /// Sets a header, replacing one with the same name.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.options.draft.header(name, value.as_ref());
        self
    }

    /// Removes a header that is sent by default.
    pub fn without_header(mut self, name: &str) -> Self {
        self.options.draft.without_header(name);
        self
    }

    /// Sets the security schemes to use instead of those of the channel. With an empty list, no credential is sent.
    pub fn security(mut self, schemes: &'static [&'static str]) -> Self {
        self.options.draft.security(schemes);
        self
    }

    /// Offers a subprotocol. The server must choose one of those offered.
    pub fn subprotocol(mut self, name: impl Into<String>) -> Self {
        self.options.subprotocols.push(name.into());
        self
    }

    /// Passes the credential as a subprotocol instead of a header, as browsers do with ephemeral keys. The subprotocols
    /// of the channel are offered as well. Only for channels that support it. In a browser, this is the default for them.
    pub fn key_as_subprotocol(mut self) -> Self {
        self.options.key_as_subprotocol = true;
        self
    }

    /// Limits the size of a received message, in bytes. The default is 64 MiB. A larger message ends the session with an
    /// error of kind [`ErrorKind::Limit`](crate::ErrorKind::Limit).
    pub fn max_message_size(mut self, bytes: usize) -> Self {
        self.options.max_message_size = bytes;
        self
    }

    /// Limits the total size of pongs that wait to be written, in bytes. The default is 1 MiB. A server that sends
    /// more pings while it reads nothing ends the session with an error of kind
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit).
    pub fn max_write_buffer_size(mut self, bytes: usize) -> Self {
        self.options.max_write_buffer_size = bytes;
        self
    }

    /// Limits the total size of queued events, in bytes. The default is 1 MiB.
    ///
    /// The limit applies to events that have not been sent or confirmed yet. When it is reached, sending waits if the
    /// connection is open, and fails while it is being reopened. The same limit applies to events received while
    /// sending. When that is reached, sending waits for the [`Receiver`](super::Receiver) to be read, and fails on a
    /// [`Connection`], where nothing could read it.
    pub fn queue_limit(mut self, bytes: usize) -> Self {
        self.options.queue_limit = bytes;
        self
    }

    /// Sends a ping after `interval` without a message, and considers the connection lost if no pong arrives within
    /// `timeout`. The default of both is 20 seconds.
    pub fn keep_alive(mut self, interval: Duration, timeout: Duration) -> Self {
        self.options.keep_alive = KeepAlive { interval, timeout };
        self
    }

    /// Sends no pings to keep the connection alive.
    pub fn without_keep_alive(mut self) -> Self {
        self.options.keep_alive = KeepAlive::OFF;
        self
    }

    /// Reopens a lost connection. Off by default. Does not apply to opening the first connection.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.options.reconnect = Some(reconnect);
        self
    }

    /// Limits the time to open a connection, including TLS and the handshake. The default is 30 seconds.
    pub fn handshake_timeout(mut self, timeout: Duration) -> Self {
        self.options.handshake_timeout = timeout;
        self
    }
}

impl<C: Channel> IntoFuture for Connect<C> {
    type Output = Result<Connection<C>, Error>;
    type IntoFuture = Connecting<C>;

    fn into_future(self) -> Connecting<C> {
        let options = self.options;
        let session: BoxFuture<'static, _> = Box::pin(async move {
            let socket = open(&options).await?;
            Ok::<_, Error>(Session::new(options, socket))
        });
        Connecting {
            session,
            channel: PhantomData,
        }
    }
}

/// A future that opens a connection. Dropping it cancels the attempt.
#[must_use = "no connection is opened until this is awaited"]
pub struct Connecting<C> {
    session: BoxFuture<'static, Result<Session, Error>>,
    channel: PhantomData<fn() -> C>,
}

impl<C: Channel> Future for Connecting<C> {
    type Output = Result<Connection<C>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(ready!(self.session.as_mut().poll(cx)).map(Connection::new))
    }
}

impl<C: Channel> fmt::Debug for Connect<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connect")
            .field("channel", &self.options.channel.name())
            .field("reconnect", &self.options.reconnect)
            .finish_non_exhaustive()
    }
}

impl<C> fmt::Debug for Connecting<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connecting").finish_non_exhaustive()
    }
}
