//! A connection that is not made yet: what callers may adjust.
//!
//! In: a client and settings, one by one. Out: a future of a connection.
//! Must not know: how it is made.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rustls::ClientConfig;
use serde::Serialize;

use super::super::client::Client;
use super::super::error::Error;
use super::super::flatten::ListStyle;
use super::super::request::Draft;
use super::super::wire::transport::BoxFuture;
use super::channel::Channel;
use super::connection::Connection;
use super::dial::{Connector, Tcp};
use super::handshake::{Options, establish};
use super::heartbeat::KeepAlive;
use super::line::Line;
use super::reconnect::Reconnect;

/// How long connecting may take unless told otherwise.
const HANDSHAKE: Duration = Duration::from_secs(30);
/// The largest message unless told otherwise.
const MAX_MESSAGE: usize = 64 << 20;
/// How many bytes of events may wait unless told otherwise.
const QUEUE: usize = 1 << 20;

/// A connection that is not made yet: await it, or adjust it first.
///
/// Base URL, credentials, headers and settings are those of the client; the scheme becomes `ws` or `wss`. The client's
/// proxy, roots and retries belong to HTTP: see [`connector`](Self::connector), [`tls`](Self::tls) and
/// [`reconnect`](Self::reconnect). A mistake in what is set is reported when it is connected.
#[must_use = "a connection is not made until it is awaited"]
pub struct Connect<C> {
    options: Box<Options>,
    channel: PhantomData<fn() -> C>,
}

impl<C: Channel> Connect<C> {
    /// A connection of the channel.
    pub fn new(client: &Client) -> Self {
        let channel = const { &C::SPEC };
        let options = Options {
            channel,
            draft: Draft::new(client.clone(), &channel.request),
            subprotocols: Vec::new(),
            key_as_subprotocol: false,
            max_message: MAX_MESSAGE,
            queue: QUEUE,
            keep_alive: KeepAlive::DEFAULT,
            reconnect: None,
            handshake_timeout: HANDSHAKE,
            connector: Arc::new(Tcp),
            tls: None,
        };
        Self {
            options: Box::new(options),
            channel: PhantomData,
        }
    }
}

impl<C> Connect<C> {
    /// A query parameter; it replaces what was set under this name before, and `None` removes it.
    pub fn query(mut self, name: &str, value: impl Serialize) -> Self {
        self.options.draft.query(name, &value, ListStyle::Brackets);
        self
    }

    /// A header; it replaces one of the same name.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.options.draft.header(name, value.as_ref());
        self
    }

    /// Leaves out a header that would be sent otherwise.
    pub fn without_header(mut self, name: &str) -> Self {
        self.options.draft.without_header(name);
        self
    }

    /// The security schemes to use instead of the channel's; none at all sends no credential.
    pub fn security(mut self, schemes: &'static [&'static str]) -> Self {
        self.options.draft.security(schemes);
        self
    }

    /// Offers a subprotocol. The server must choose one of those that are offered.
    pub fn subprotocol(mut self, name: impl Into<String>) -> Self {
        self.options.subprotocols.push(name.into());
        self
    }

    /// Passes the credential as a subprotocol instead of a header, as browsers have to: for short-lived keys, where
    /// the channel knows of it. The channel's own subprotocols are offered beside it.
    pub fn key_as_subprotocol(mut self) -> Self {
        self.options.key_as_subprotocol = true;
        self
    }

    /// The largest message that is received, in bytes. 64 MiB unless set; a larger one ends the connection.
    pub fn max_message_size(mut self, bytes: usize) -> Self {
        self.options.max_message = bytes;
        self
    }

    /// How many bytes of events may wait to be sent, or for the proof that they arrived. 1 MiB unless set. As long as
    /// there is a connection, sending waits for room; without one, sending more is an error. As many bytes of the
    /// server's events may wait for a reader while something is sent; sending more then waits for who reads the other
    /// end, and is an error where nobody can, since both ends are in one hand.
    pub fn queue_limit(mut self, bytes: usize) -> Self {
        self.options.queue = bytes;
        self
    }

    /// A ping after this time without a message, and how long its answer may take before the connection counts as
    /// lost. 20 seconds each unless set.
    pub fn keep_alive(mut self, every: Duration, patience: Duration) -> Self {
        self.options.keep_alive = KeepAlive { every, patience };
        self
    }

    /// Sends no pings to keep the connection alive.
    pub fn without_keep_alive(mut self) -> Self {
        self.options.keep_alive = KeepAlive::OFF;
        self
    }

    /// Makes a lost connection again. Not done unless set; the first connection is made once in any case.
    pub fn reconnect(mut self, rule: Reconnect) -> Self {
        self.options.reconnect = Some(rule);
        self
    }

    /// How long connecting may take, TLS and handshake included. 30 seconds unless set.
    pub fn handshake_timeout(mut self, timeout: Duration) -> Self {
        self.options.handshake_timeout = timeout;
        self
    }

    /// Makes the connections below the WebSocket: through a proxy, or without a network.
    pub fn connector(mut self, connector: impl Connector) -> Self {
        self.options.connector = Arc::new(connector);
        self
    }

    /// The configuration of TLS, instead of one that trusts what the platform trusts.
    pub fn tls(mut self, config: impl Into<Arc<ClientConfig>>) -> Self {
        self.options.tls = Some(config.into());
        self
    }
}

impl<C: Channel> IntoFuture for Connect<C> {
    type Output = Result<Connection<C>, Error>;
    type IntoFuture = Connecting<C>;

    fn into_future(self) -> Connecting<C> {
        let options = self.options;
        let inner: BoxFuture<'static, _> = Box::pin(async move {
            let opened = establish(&options).await?;
            Ok::<_, Error>(Line::new(options, opened))
        });
        Connecting {
            inner,
            channel: PhantomData,
        }
    }
}

/// A connection that is being made. Dropping it gives it up.
#[must_use = "a connection is not made until it is awaited"]
pub struct Connecting<C> {
    inner: BoxFuture<'static, Result<Line, Error>>,
    channel: PhantomData<fn() -> C>,
}

impl<C: Channel> Future for Connecting<C> {
    type Output = Result<Connection<C>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(ready!(self.inner.as_mut().poll(cx)).map(Connection::new))
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
