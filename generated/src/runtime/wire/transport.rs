//! Transports: what carries a request to the service and brings back its response.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::body::Body;
use crate::runtime::error::BoxError;
use crate::runtime::spec::OperationSpec;

/// A boxed future, for traits that are used as trait objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The future of an exchange.
pub type Exchange = BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

/// Carries requests to the service.
///
/// Implement it for another HTTP stack, for middleware that wraps another transport, or for tests without a network.
///
/// A transport must not follow redirects. The client does so, without sending credentials to other origins.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and returns its response. Dropping the future cancels the exchange.
    fn send(&self, request: http::Request<Body>) -> Exchange;
}

impl Transport for Arc<dyn Transport> {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        (**self).send(request)
    }
}

/// The call that a request belongs to. Each request has it as an extension.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallInfo {
    /// The operation. Its `id` is empty for an untyped call.
    pub operation: &'static OperationSpec,
    /// How many times the call has been retried.
    pub retries: u32,
    /// How many times larger the response may become when it is decompressed. `None` if it is not kept in memory.
    #[allow(dead_code)] // some platforms decompress by themselves
    pub(crate) max_ratio: Option<u32>,
}

/// Why an exchange failed.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// The kind of a [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection could not be established, or it broke.
    Connection,
    /// The exchange took too long.
    Timeout,
    /// The exchange was cancelled, for example because the async runtime is shutting down.
    Cancelled,
    /// The request is invalid.
    Request,
}

impl TransportError {
    /// Creates an error with its cause.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Returns the cause.
    pub fn into_source(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}
