//! The connections of a client: their configuration, and other transports.

use std::fmt;
use std::sync::Arc;

use super::ClientBuilder;
use crate::runtime::error::Error;
use crate::runtime::wire::http_transport::{Configure, HttpTransport};
use crate::runtime::wire::transport::Transport;

/// Where the transport of the client comes from.
pub(super) enum Connection {
    /// The transport in the configuration is kept.
    Unchanged,
    /// A transport is created, with optional changes to the builder of its connections.
    New(Option<Configure>),
}

impl ClientBuilder {
    /// Configures connections: proxy, TLS roots, connection pool and protocols.
    pub fn http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.connection = Connection::New(Some(Arc::new(configure)));
        self
    }

    /// Uses an existing HTTP client.
    ///
    /// Create it with `redirect::Policy::none()`. With another policy, a redirect to another origin may carry headers
    /// that this client would not send there.
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(HttpTransport::from_client(client))
    }

    /// Uses another transport, for example one that needs no network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.config.transport = Arc::new(transport);
        self.connection = Connection::Unchanged;
        self
    }

    /// Wraps the current transport in another one. Configure connections first.
    ///
    /// The transport sees each attempt, including redirects, with all its headers.
    pub fn wrap<T: Transport>(mut self, wrap: impl FnOnce(Arc<dyn Transport>) -> T) -> Self {
        self = self.apply_connection();
        let inner = self.config.transport.clone();
        self.transport(wrap(inner))
    }

    /// Creates the transport of new connections.
    pub(super) fn apply_connection(mut self) -> Self {
        let connection = std::mem::replace(&mut self.connection, Connection::Unchanged);
        if let Connection::New(configure) = connection {
            let transport = HttpTransport::new(self.config.connect_timeout, configure);
            if let Err(reason) = transport.client() {
                return self.fail(Error::request(format!(
                    "creating the HTTP client failed: {reason}"
                )));
            }
            self.config.transport = Arc::new(transport);
        }
        self
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unchanged => "Unchanged",
            Self::New(_) => "New",
        })
    }
}
