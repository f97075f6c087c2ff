//! The transport over real connections: `reqwest`.
//!
//! In: a connect timeout or a client of the user's. Out: a `Transport`.
//! Must not know: operations, retries and credentials.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::body::Body;
use super::platform;
use super::transport::{Exchange, Transport, TransportError, TransportErrorKind};

/// Changes to the builder of the underlying client.
pub(crate) type Tune = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// A transport over `reqwest`; connections are set up when the first request needs them.
pub(crate) struct HttpTransport {
    connect_timeout: Duration,
    tune: Option<Tune>,
    client: OnceLock<Result<reqwest::Client, String>>,
}

impl HttpTransport {
    pub(crate) fn new(connect_timeout: Duration, tune: Option<Tune>) -> Self {
        Self {
            connect_timeout,
            tune,
            client: OnceLock::new(),
        }
    }

    /// A transport over a client that is there already.
    pub(crate) fn of(client: reqwest::Client) -> Self {
        let transport = Self::new(Duration::ZERO, None);
        transport.client.get_or_init(|| Ok(client));
        transport
    }

    /// The client, made on first use: `Err` with the reason when it cannot be made.
    pub(crate) fn client(&self) -> Result<reqwest::Client, String> {
        let make = || platform::client(self.connect_timeout, self.tune.as_ref());
        self.client.get_or_init(make).clone()
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        match self.client() {
            Ok(client) => platform::exchange(client, request),
            Err(reason) => Box::pin(std::future::ready(Err(TransportError::new(
                TransportErrorKind::Request,
                reason,
            )))),
        }
    }
}

/// Sorts an error of `reqwest`, and takes the URL out of it: a query may hold a key.
pub(super) fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Connection
    };
    TransportError::new(kind, error)
}

/// The messages of an error and of all errors behind it.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let more = source.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        next = source.source();
    }
    text
}
