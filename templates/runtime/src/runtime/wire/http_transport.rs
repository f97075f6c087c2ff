//! The default transport, over `reqwest`.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::body::Body;
use super::platform;
use super::transport::{Exchange, Transport, TransportError, TransportErrorKind};

/// The default timeout for connecting.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Changes the builder of the HTTP client.
pub(crate) type Configure =
    Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// A transport over `reqwest`. Its HTTP client is created for the first request.
pub(crate) struct HttpTransport {
    connect_timeout: Duration,
    configure: Option<Configure>,
    client: OnceLock<Result<reqwest::Client, String>>,
}

impl HttpTransport {
    pub(crate) fn new(connect_timeout: Duration, configure: Option<Configure>) -> Self {
        Self {
            connect_timeout,
            configure,
            client: OnceLock::new(),
        }
    }

    /// Creates a transport over an existing HTTP client.
    pub(crate) fn from_client(client: reqwest::Client) -> Self {
        let transport = Self::new(Duration::ZERO, None);
        transport.client.get_or_init(|| Ok(client));
        transport
    }

    /// Returns the HTTP client, or the reason why it cannot be created.
    pub(crate) fn client(&self) -> Result<reqwest::Client, String> {
        let create = || platform::client(self.connect_timeout, self.configure.as_ref());
        self.client.get_or_init(create).clone()
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

/// Classifies an error of `reqwest` and removes its URL, whose query may contain a key.
pub(super) fn transport_error(error: reqwest::Error) -> TransportError {
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
