//! Middleware as an async function.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use super::body::Body;
use super::transport::{Exchange, Transport, TransportError};

/// The rest of the exchange: further middleware, and finally the connection.
#[derive(Clone)]
pub struct Next(Arc<dyn Transport>);

impl Next {
    /// Sends the request and returns its response.
    ///
    /// # Errors
    /// Returns the error of the transport, or of further middleware.
    pub async fn run(self, request: http::Request<Body>) -> ExchangeResult {
        self.0.send(request).await
    }
}

impl fmt::Debug for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Next")
    }
}

/// The result of an exchange.
pub type ExchangeResult = Result<http::Response<Body>, TransportError>;

/// An async function as a transport around another one.
pub(crate) struct Middleware<F> {
    function: F,
    next: Next,
}

impl<F> Middleware<F> {
    pub(crate) fn new(function: F, inner: Arc<dyn Transport>) -> Self {
        Self {
            function,
            next: Next(inner),
        }
    }
}

impl<F, Fut> Transport for Middleware<F>
where
    F: Fn(http::Request<Body>, Next) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ExchangeResult> + Send + 'static,
{
    fn send(&self, request: http::Request<Body>) -> Exchange {
        Box::pin((self.function)(request, self.next.clone()))
    }
}
