//! Signatures over whole requests, in the place of keys.
//!
//! In: a request that is ready but for its signature. Out: the headers that prove where it comes from.
//! Must not know: how a signature is made.

use std::fmt;

use http::{HeaderMap, Method};
use reqwest::Url;

use super::super::error::{BoxError, Error, ErrorKind};
use super::super::wire::transport::BoxFuture;
use super::config::Config;

/// Signs requests. Give it to a client as a [`Credential`](super::Credential), by
/// [`Credential::signer`](super::Credential::signer).
///
/// It is asked for every attempt, redirects to the same host included. Middleware sees the signed request: what the
/// signature covers it must leave as it is. [`prepare`](super::ClientBuilder::prepare) comes before.
pub trait Signer: Send + Sync + 'static {
    /// The headers that prove where the request comes from; they replace those of the same names. Secrets among them
    /// are to be marked as [sensitive](http::HeaderValue::set_sensitive).
    ///
    /// # Errors
    /// Why it cannot be signed. The call fails with it, and is not retried.
    fn sign<'a>(&'a self, request: Unsigned<'a>) -> BoxFuture<'a, Result<HeaderMap, BoxError>>;

    /// The service answered 401 or 403 to what was last signed. `true`: another signature may do better, try once more.
    fn refused(&self) -> bool {
        false
    }
}

/// A request that is ready but for its signature.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Unsigned<'a> {
    /// The method.
    pub method: &'a Method,
    /// The whole URL.
    pub url: &'a Url,
    /// The headers so far. The connection adds some, of which only `Host` is known: it is as the URL says.
    pub headers: &'a HeaderMap,
    /// All of the body.
    pub body: &'a [u8],
    /// The region of the host that the client is for, if it is known.
    pub region: Option<&'a str>,
    /// What that host is called in signatures, if it has such a name.
    pub host_name: Option<&'a str>,
}

impl fmt::Debug for Unsigned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unsigned")
            .field("method", self.method)
            .field("path", &self.url.path())
            .field("region", &self.region)
            .field("host_name", &self.host_name)
            .finish_non_exhaustive()
    }
}

/// The headers that sign a request of this client.
pub(crate) async fn signature(
    config: &Config,
    signer: &dyn Signer,
    (method, url): (&Method, &Url),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<HeaderMap, Error> {
    let signing = config.host.and_then(|host| host.signing);
    let request = Unsigned {
        method,
        url,
        headers,
        body,
        region: config.region.as_deref(),
        host_name: signing.map(|signing| signing.name),
    };
    signer.sign(request).await.map_err(|source| {
        let message = format!("the request could not be signed: {source}");
        Error::new(ErrorKind::Authentication, message).with_source(source)
    })
}
