//! Connections of the operating system.
//!
//! In: how clients are set up, and requests. Out: clients of `reqwest`, and answers whose bodies are still coming.
//! Must not know: operations, retries and credentials.

use std::time::Duration;

use reqwest::Url;

use super::body::Body;
use super::http_transport::{Tune, chain, failed};
use super::tls;
use super::transport::Exchange;

/// A client with these settings, or why there is none.
pub(super) fn client(
    connect_timeout: Duration,
    tune: Option<&Tune>,
) -> Result<reqwest::Client, String> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none());
    builder = match tune {
        None => {
            builder.tls_backend_preconfigured(tls::config(tls::HTTP).map_err(|e| e.to_string())?)
        }
        Some(tune) => {
            tls::ensure_default_provider();
            // Whatever was tuned, redirects stay with the client, which knows what may go where.
            tune(builder).redirect(reqwest::redirect::Policy::none())
        }
    };
    builder.build().map_err(|error| chain(&error))
}

/// One exchange.
pub(super) fn exchange(client: reqwest::Client, request: http::Request<Body>) -> Exchange {
    Box::pin(async move {
        let request = adapted(request).map_err(failed)?;
        let response = client.execute(request).await.map_err(failed)?;
        Ok(http::Response::from(response).map(Body::wrap))
    })
}

/// The request as `reqwest` takes it. The URL it was made of comes along, to be used unless someone changed it: it was
/// parsed once already.
fn adapted(mut request: http::Request<Body>) -> Result<reqwest::Request, reqwest::Error> {
    let url = request.extensions_mut().remove::<Url>();
    let request = request.map(|body| match body.try_into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(body) => reqwest::Body::wrap(body),
    });
    match url {
        Some(url) if *request.uri() == *url.as_str() => {
            let (parts, body) = request.into_parts();
            let mut adapted = reqwest::Request::new(parts.method, url);
            *adapted.headers_mut() = parts.headers;
            *adapted.body_mut() = Some(body);
            Ok(adapted)
        }
        _ => reqwest::Request::try_from(request),
    }
}
