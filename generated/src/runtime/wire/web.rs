//! The `fetch` function of a JavaScript host.
//!
//! `fetch` connects, encrypts and follows redirects by itself. As its [standard] requires, it does not send
//! `Authorization` to another origin, but it sends all other headers: a request with a secret in one of them is not
//! sent. The body is read entirely before it is sent. JavaScript values stay in their thread, so futures and bodies
//! with such values are wrapped in `SendWrapper`.
//!
//! [standard]: https://fetch.spec.whatwg.org/#http-redirect-fetch

use std::time::Duration;

use reqwest::Url;
use send_wrapper::SendWrapper;

use super::body::Body;
use super::http_transport::{Configure, transport_error};
use super::transport::{Exchange, TransportError, TransportErrorKind};
use crate::runtime::error::chain;

/// Creates an HTTP client. `fetch` has no timeout for connecting.
pub(super) fn client(
    _: Duration,
    configure: Option<&Configure>,
) -> Result<reqwest::Client, String> {
    let builder = reqwest::Client::builder();
    let builder = match configure {
        None => builder,
        Some(configure) => configure(builder),
    };
    builder.build().map_err(|error| chain(&error))
}

/// Sends a request and receives the head of its response. Dropping the future, or the body of the response, aborts it.
pub(super) fn exchange(client: reqwest::Client, request: http::Request<Body>) -> Exchange {
    Box::pin(SendWrapper::new(async move {
        let rejected = |source| TransportError::new(TransportErrorKind::Request, source);
        let (mut parts, body) = request.into_parts();
        if let Some(name) = redirected_secret(&parts.headers) {
            let message = format!(
                "the header `{name}` contains a secret, which `fetch` would send after a redirect"
            );
            return Err(rejected(message.into()));
        }
        let body = body.collect().await.map_err(rejected)?;
        let url = match parts.extensions.remove::<Url>() {
            Some(url) if parts.uri == *url.as_str() => url,
            _ => Url::parse(&parts.uri.to_string()).map_err(|error| rejected(error.into()))?,
        };
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        if !body.is_empty() {
            *request.body_mut() = Some(body.into());
        }
        let mut response = client.execute(request).await.map_err(transport_error)?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let chunks = SendWrapper::new(response.bytes_stream());
        let mut converted = http::Response::new(Body::from_stream(chunks));
        (*converted.status_mut(), *converted.headers_mut()) = (status, headers);
        Ok(converted)
    }))
}

/// Returns whether a connection failed for a reason that a retry cannot change. `fetch` does not report it.
pub(crate) fn is_permanent(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// Returns a header with a secret that `fetch` would send to another origin.
fn redirected_secret(headers: &http::HeaderMap) -> Option<&http::HeaderName> {
    let mut secrets = headers.iter().filter(|(_, value)| value.is_sensitive());
    secrets.find_map(|(name, _)| (name != http::header::AUTHORIZATION).then_some(name))
}
