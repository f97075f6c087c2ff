//! Signers of requests.

use std::fmt;

use http::{HeaderMap, Method};
use reqwest::Url;

use crate::runtime::error::BoxError;
use crate::runtime::wire::transport::BoxFuture;

/// Signs requests. Pass it to a client as a [`Credential`](super::Credential) with
/// [`Credential::signer`](super::Credential::signer).
///
/// It is called for every attempt, including redirects to the same origin. Middleware sees the signed request and must
/// not change what the signature covers. An [`interceptor`](crate::ClientBuilder::interceptor) runs before signing.
pub trait Signer: Send + Sync + 'static {
    /// Returns the headers that authorize the request. They replace headers with the same names. Mark headers with
    /// secrets as [sensitive](http::HeaderValue::set_sensitive).
    ///
    /// # Errors
    /// Any error fails the call with [`ErrorKind::Authentication`](crate::ErrorKind::Authentication). It is not retried.
    fn sign<'a>(
        &'a self,
        request: UnsignedRequest<'a>,
    ) -> BoxFuture<'a, Result<HeaderMap, BoxError>>;

    /// Called when the service rejected the last signature with status 401 or 403. Return `true` to sign and send the
    /// request again.
    fn on_rejected(&self) -> bool {
        false
    }
}

/// A request without its signature.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct UnsignedRequest<'a> {
    /// The method.
    pub method: &'a Method,
    /// The URL.
    pub url: &'a Url,
    /// The headers. The connection adds others, of which only `Host` is known: it follows from the URL.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a [u8],
    /// The region of the client's host, if it is known.
    #[cfg(feature = "hosts")]
    pub region: Option<&'a str>,
    /// The name of the host's service in signatures, if it has one.
    #[cfg(feature = "hosts")]
    pub host_name: Option<&'a str>,
}

impl fmt::Debug for UnsignedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnsignedRequest")
            .field("method", self.method)
            .field("path", &self.url.path())
            .finish_non_exhaustive()
    }
}
