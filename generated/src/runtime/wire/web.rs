//! The `fetch` of a browser, or of whatever runs WebAssembly beside JavaScript.
//!
//! In: how clients are set up, and requests. Out: clients of `reqwest`, and answers whose bodies are still coming.
//! Must not know: operations, retries and credentials.
//!
//! `fetch` connects, encrypts and follows redirects by itself; by its standard it takes `Authorization` to no other
//! origin. A body is sent whole. Values of JavaScript stay in their thread: what has some inside is wrapped, so that
//! futures and bodies are `Send` as on other platforms.

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
