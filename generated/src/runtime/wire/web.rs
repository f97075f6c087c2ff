//! The `fetch` of a browser, or of whatever runs WebAssembly beside JavaScript.
//!
//! In: how clients are set up, and requests. Out: clients of `reqwest`, and answers whose bodies are still coming.
//! Must not know: operations, retries and credentials.
//!
//! `fetch` connects, encrypts and follows redirects by itself. By its [standard] it takes `Authorization` to no other
//! origin; any other header would go along, so a request with a secret in one is not sent at all. A body is sent whole.
//! Values of JavaScript stay in their thread: what has some inside is wrapped, so that futures and bodies are `Send` as
//! on other platforms.
//!
//! [standard]: https://fetch.spec.whatwg.org/#http-redirect-fetch

use std::time::Duration;

use reqwest::Url;
use send_wrapper::SendWrapper;

use super::body::Body;
use super::http_transport::{Tune, chain, failed};
use super::transport::{Exchange, TransportError, TransportErrorKind};

/// A client with these settings, or why there is none. Connecting has no timeout of its own here.
pub(super) fn client(_: Duration, tune: Option<&Tune>) -> Result<reqwest::Client, String> {
    let builder = reqwest::Client::builder();
    let builder = match tune {
        None => builder,
        Some(tune) => tune(builder),
    };
    builder.build().map_err(|error| chain(&error))
}

/// One exchange. Dropping it, or the body of its answer, aborts it.
pub(super) fn exchange(client: reqwest::Client, request: http::Request<Body>) -> Exchange {
    Box::pin(SendWrapper::new(async move {
        let refused = |source| TransportError::new(TransportErrorKind::Request, source);
        let (mut parts, body) = request.into_parts();
        if let Some(name) = redirected_secret(&parts.headers) {
            let why = "holds a secret, which `fetch` would take along to wherever it is redirected";
            return Err(refused(format!("the header {name} {why}").into()));
        }
        let body = body.collect().await.map_err(refused)?;
        let url = match parts.extensions.remove::<Url>() {
            Some(url) if parts.uri == *url.as_str() => url,
            _ => Url::parse(&parts.uri.to_string()).map_err(|error| refused(error.into()))?,
        };
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        if !body.is_empty() {
            *request.body_mut() = Some(body.into());
        }
        let mut response = client.execute(request).await.map_err(failed)?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let pieces = SendWrapper::new(response.bytes_stream());
        let mut answer = http::Response::new(Body::from_stream(pieces));
        (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
        Ok(answer)
    }))
}

/// A header with a secret that a redirect to another origin would not be without.
fn redirected_secret(headers: &http::HeaderMap) -> Option<&http::HeaderName> {
    let mut secrets = headers.iter().filter(|(_, value)| value.is_sensitive());
    secrets.find_map(|(name, _)| (name != http::header::AUTHORIZATION).then_some(name))
}
