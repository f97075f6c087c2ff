//! Opening the byte streams that underlie WebSockets: TCP and TLS, or a custom transport.

use std::fmt;
use std::sync::{Arc, OnceLock};

use reqwest::Url;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::WebSocketStream;

use super::connect::Connect;
use super::proxy;
use crate::runtime::error::{BoxError, Error};
use crate::runtime::wire::tls;
use crate::runtime::wire::transport::BoxFuture;

/// A bidirectional stream of bytes.
pub trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for T {}

/// A WebSocket over any byte stream.
pub(crate) type WebSocket = WebSocketStream<Box<dyn ByteStream>>;

/// The server to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// A host name or an IP address. An IPv6 address has no brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether TLS is used. TLS is added by the runtime, on top of the stream returned by the connector.
    pub secure: bool,
}

/// Opens the byte streams that underlie WebSockets. Implement it for proxies, or to test without a network.
///
/// The trait is implemented for async closures that take a [`Target`] and return a stream.
pub trait Connector: Send + Sync + 'static {
    /// Opens a stream. Dropping the future cancels the attempt.
    fn connect(&self, target: Target) -> BoxFuture<'static, Result<Box<dyn ByteStream>, BoxError>>;
}

impl<F, Fut, S> Connector for F
where
    F: Fn(Target) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<S, BoxError>> + Send + 'static,
    S: ByteStream + 'static,
{
    fn connect(&self, target: Target) -> BoxFuture<'static, Result<Box<dyn ByteStream>, BoxError>> {
        let stream = self(target);
        Box::pin(async move { Ok(Box::new(stream.await?) as Box<dyn ByteStream>) })
    }
}

impl<C> Connect<C> {
    /// Sets how the underlying byte streams are opened. By default they are TCP connections, through the proxy that the
    /// environment sets for the URL (`HTTPS_PROXY` for `wss`, `HTTP_PROXY` for `ws`, `ALL_PROXY`, `NO_PROXY`), with HTTP
    /// `CONNECT` or SOCKS. A proxy that is itself reached over TLS is an error.
    pub fn connector(mut self, connector: impl Connector) -> Self {
        self.options.network.connector = Arc::new(connector);
        self
    }

    /// Sets the TLS configuration. By default, the root certificates of the platform are trusted.
    pub fn tls(mut self, config: impl Into<Arc<ClientConfig>>) -> Self {
        self.options.network.tls = Some(config.into());
        self
    }
}

/// Opens TCP connections, through the proxies of the environment.
#[derive(Debug)]
pub(crate) struct TcpConnector;

impl Connector for TcpConnector {
    fn connect(&self, target: Target) -> BoxFuture<'static, Result<Box<dyn ByteStream>, BoxError>> {
        Box::pin(async move {
            let stream = proxy::connect(&target).await?;
            // Events are small and latency matters.
            stream.set_nodelay(true)?;
            Ok(Box::new(stream) as Box<dyn ByteStream>)
        })
    }
}

/// Returns the server of a URL.
pub(crate) fn target(url: &Url) -> Result<Target, Error> {
    let host = url.host_str().unwrap_or_default();
    match url.port_or_known_default() {
        Some(port) if !host.is_empty() => Ok(Target {
            host: host.trim_matches(['[', ']']).to_owned(),
            port,
            secure: url.scheme() == "wss",
        }),
        _ => Err(Error::request("the URL has no host")),
    }
}

/// Opens a stream, with TLS if the target is secure.
pub(crate) async fn open_stream(
    connector: &dyn Connector,
    target: Target,
    config: Option<Arc<ClientConfig>>,
) -> Result<Box<dyn ByteStream>, BoxError> {
    let stream = connector.connect(target.clone()).await?;
    if !target.secure {
        return Ok(stream);
    }
    let config = match config {
        Some(config) => config,
        None => default_tls()?,
    };
    let name = ServerName::try_from(target.host)?;
    let stream = TlsConnector::from(config).connect(name, stream).await?;
    Ok(Box::new(stream))
}

/// The default TLS configuration. All connections share it, since loading the platform's root certificates is slow.
fn default_tls() -> Result<Arc<ClientConfig>, BoxError> {
    static SHARED: OnceLock<Result<Arc<ClientConfig>, rustls::Error>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| tls::config(&[b"http/1.1"]).map(Arc::new));
    shared.clone().map_err(Into::into)
}

impl fmt::Debug for dyn Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}
