//! The transport over real connections: `reqwest`.
//!
//! In: a connect timeout or a client of the user's. Out: a `Transport`.
//! Must not know: operations, retries and credentials.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::Url;

use super::body::Body;
use super::tls;
use super::transport::{Exchange, Transport, TransportError, TransportErrorKind};

/// Changes to the builder of the underlying client.
pub(crate) type Tune = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// A transport over `reqwest`; connections are set up when the first request needs them.
pub(crate) struct HttpTransport {
    connect_timeout: Duration,
    tune: Option<Tune>,
    client: OnceLock<Result<reqwest::Client, String>>,
}

impl HttpTransport {
    pub(crate) fn new(connect_timeout: Duration, tune: Option<Tune>) -> Self {
        Self {
            connect_timeout,
            tune,
            client: OnceLock::new(),
        }
    }

    /// A transport over a client that is there already.
    pub(crate) fn of(client: reqwest::Client) -> Self {
        let transport = Self::new(Duration::ZERO, None);
        transport.client.get_or_init(|| Ok(client));
        transport
    }

    /// The client, made on first use: `Err` with the reason when it cannot be made.
    pub(crate) fn client(&self) -> Result<reqwest::Client, String> {
        self.client.get_or_init(|| self.make()).clone()
    }

    fn make(&self) -> Result<reqwest::Client, String> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(reqwest::redirect::Policy::none());
        builder = match &self.tune {
            None => builder
                .tls_backend_preconfigured(tls::config(tls::HTTP).map_err(|e| e.to_string())?),
            Some(tune) => {
                tls::ensure_default_provider();
                // Whatever was tuned, redirects stay with the client, which knows what may go where.
                tune(builder).redirect(reqwest::redirect::Policy::none())
            }
        };
        builder.build().map_err(|error| chain(&error))
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let client = self.client();
        Box::pin(async move {
            let refused = |reason| TransportError::new(TransportErrorKind::Request, reason);
            let client = client.map_err(refused)?;
            let request = adapted(request).map_err(failed)?;
            let response = client.execute(request).await.map_err(failed)?;
            Ok(http::Response::from(response).map(Body::wrap))
        })
    }
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

/// Sorts an error of `reqwest`, and takes the URL out of it: a query may hold a key.
fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Connection
    };
    TransportError::new(kind, error)
}

/// The messages of an error and of all errors behind it.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let more = source.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        next = source.source();
    }
    text
}
