//! Middleware of a client.

use super::ClientBuilder;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::middleware::{ExchangeResult, Middleware, Next};

impl ClientBuilder {
    /// Wraps every exchange in an async function. The last one that is added is the outermost. Configure connections
    /// first.
    ///
    /// It sees each attempt of a call with all its headers, and with [`CallInfo`](crate::transport::CallInfo) as an
    /// extension. It can change the request or the response, send the request several times, or respond itself.
    pub fn middleware<F, Fut>(self, function: F) -> Self
    where
        F: Fn(http::Request<Body>, Next) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ExchangeResult> + Send + 'static,
    {
        self.wrap(|inner| Middleware::new(function, inner))
    }
}
