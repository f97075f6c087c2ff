//! What carries a request to the service and its answer back.
//!
//! In: an HTTP request, complete with credentials. Out: an HTTP answer, or why there is none.
//! Must not know: operations, retries, redirects; one exchange is one exchange.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::super::error::BoxError;
use super::super::spec::OperationSpec;
use super::body::Body;

/// A boxed future, as traits that are used as objects need it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a transport hands out.
pub type Exchange = BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

/// Carries requests. The place for middleware (wrap another transport) and for tests (answer without a network).
///
/// A transport must not follow redirects: the client does, and keeps credentials from other hosts.
pub trait Transport: Send + Sync + 'static {
    /// One exchange. Dropping the future gives it up.
    fn send(&self, request: http::Request<Body>) -> Exchange;
}

impl Transport for Arc<dyn Transport> {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        (**self).send(request)
    }
}

/// What a request to a transport belongs to: one of its extensions, for middleware that wants to know.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallInfo {
    /// The operation; its `id` is empty for an endpoint that is in no document.
    pub operation: &'static OperationSpec,
    /// How often the call was retried so far.
    pub retries: u32,
}

/// Why there is no answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// The ways in which an exchange fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection, or it broke.
    Connection,
    /// It took too long.
    Timeout,
    /// The exchange was given up, for example because the runtime shuts down.
    Cancelled,
    /// The request cannot be sent as it is, by whatever connection.
    Request,
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// What kind of error it is.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The error behind it.
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
