//! Interceptors: changes of requests before they are sent.

use super::Request;
use crate::runtime::error::Error;

/// Changes requests before they are sent, for example for a service that serves the same API under other paths.
pub trait RequestInterceptor: Send + Sync + 'static {
    /// Changes the request. Called once for each call, before credentials are added.
    ///
    /// # Errors
    /// An error rejects the request: the call fails with it.
    fn intercept(&self, request: &mut Request) -> Result<(), Error>;
}
