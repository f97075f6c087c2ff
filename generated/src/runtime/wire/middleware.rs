//! Middleware as an async function.
//!
//! In: a function of a request and of what sends it on. Out: a transport around another one.
//! Must not know: what the function does.

use std::future::Future;
use std::sync::Arc;

use super::super::client::ClientBuilder;
use super::body::Body;
use super::transport::{Exchange, Transport, TransportError};

/// What comes after a middleware: further middleware, and in the end the connection.
#[derive(Clone)]
pub struct Next(Arc<dyn Transport>);

impl Next {
    /// Sends the request on.
    pub async fn run(self, request: http::Request<Body>) -> ExchangeResult {
        self.0.send(request).await
    }
}

impl std::fmt::Debug for Next {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Next")
    }
}

/// How an exchange ends.
pub type ExchangeResult = Result<http::Response<Body>, TransportError>;

struct Middleware<F> {
    function: F,
    next: Next,
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

impl ClientBuilder {
    /// Puts an async function around every exchange; the last one added is the outermost.
    ///
    /// It sees each attempt of a call with all its headers, and what it belongs to as the extension
    /// [`CallInfo`](crate::runtime::CallInfo). It may change the request, look at or change the answer, send it
    /// several times, or answer by itself. Set up connections before.
    pub fn middleware<F, Fut>(self, function: F) -> Self
    where
        F: Fn(http::Request<Body>, Next) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ExchangeResult> + Send + 'static,
    {
        self.wrap(|inner| Middleware {
            function,
            next: Next(inner),
        })
    }
}
