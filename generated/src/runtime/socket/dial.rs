//! The bytes below a WebSocket: TCP and TLS, or whatever stands in for them.
//!
//! In: host, port, and whether TLS is spoken. Out: a stream of bytes in both directions.
//! Must not know: WebSockets.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::super::error::BoxError;
use super::super::wire::tls;
use super::super::wire::transport::BoxFuture;

/// Bytes in both directions.
pub trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for T {}

/// Where a connection goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// A name or an address; an IPv6 address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether TLS is spoken with it. The runtime does that, over the bytes that the connector gives.
    pub secure: bool,
}

/// Makes the connections below WebSockets: the place for proxies, and for tests (a pair of pipes).
pub trait Connector: Send + Sync + 'static {
    /// Connects; dropping the future gives it up.
    fn connect(&self, target: Target) -> BoxFuture<'static, Result<Box<dyn ByteStream>, BoxError>>;
}

impl<F, Fut, S> Connector for F
where
    F: Fn(Target) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<S, BoxError>> + Send + 'static,
    S: ByteStream + 'static,
{
    fn connect(&self, target: Target) -> BoxFuture<'static, Result<Box<dyn ByteStream>, BoxError>> {
        let connecting = self(target);
        Box::pin(async move { Ok(Box::new(connecting.await?) as Box<dyn ByteStream>) })
    }
}

/// TCP.
#[derive(Debug)]
pub(crate) struct Tcp;

impl Connector for Tcp {
    fn connect(&self, target: Target) -> BoxFuture<'static, Result<Box<dyn ByteStream>, BoxError>> {
        Box::pin(async move {
            let stream = TcpStream::connect((target.host.as_str(), target.port)).await?;
            // Events are small and people wait for them.
            stream.set_nodelay(true)?;
            Ok(Box::new(stream) as Box<dyn ByteStream>)
        })
    }
}

/// Connects, and speaks TLS where the target asks for it.
pub(crate) async fn dial(
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
        None => platform()?,
    };
    let name = ServerName::try_from(target.host)?;
    let stream = TlsConnector::from(config).connect(name, stream).await?;
    Ok(Box::new(stream))
}

/// The configuration of rustls that all connections share: reading the platform's roots takes time.
fn platform() -> Result<Arc<ClientConfig>, BoxError> {
    static SHARED: OnceLock<Result<Arc<ClientConfig>, rustls::Error>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| tls::config(&[b"http/1.1"]).map(Arc::new));
    shared.clone().map_err(Into::into)
}

impl fmt::Debug for dyn Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}
