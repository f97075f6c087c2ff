//! Services and layers of `tower` around the exchange, and in its place.
//!
//! In: a layer, or a service of HTTP requests. Out: a transport.
//! Must not know: which services there are.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Body as HttpBody;
use tower_layer::Layer;
use tower_service::Service;

use super::super::client::ClientBuilder;
use super::super::error::BoxError;
use super::body::Body;
use super::transport::{Exchange, Transport, TransportError, TransportErrorKind};

/// The exchange as a service, for layers to be put around. It is always ready.
#[derive(Clone)]
pub struct ExchangeService(Arc<dyn Transport>);

impl Service<http::Request<Body>> for ExchangeService {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Exchange;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Exchange {
        self.0.send(request)
    }
}

impl std::fmt::Debug for ExchangeService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ExchangeService")
    }
}

/// A service as a transport. Each exchange has a clone of its own, made ready first.
///
/// Services need not be `Sync`, which transports have to be; the mutex is held for the cloning only.
struct ServiceTransport<S>(Mutex<S>);

impl<S, B> Transport for ServiceTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send + 'static,
    S::Error: Into<BoxError>,
    B: HttpBody<Data = Bytes> + Send + Sync + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let mut service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            std::future::poll_fn(|cx| service.poll_ready(cx))
                .await
                .map_err(failed)?;
            let response = service.call(request).await.map_err(failed)?;
            Ok(response.map(|body| Body::wrap(Box::pin(body))))
        })
    }
}

/// What a service fails with. An error of the transport below goes through layers that leave it alone.
fn failed(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Connection, error),
    }
}

impl ClientBuilder {
    /// Sends requests by this service instead of by connections of its own.
    pub fn service<S, B>(self, service: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
        S::Future: Send + 'static,
        S::Error: Into<BoxError>,
        B: HttpBody<Data = Bytes> + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport(ServiceTransport(Mutex::new(service)))
    }

    /// Puts a layer around every exchange; the last one added is the outermost. Set up connections before.
    pub fn layer<L, B>(self, layer: L) -> Self
    where
        L: Layer<ExchangeService>,
        L::Service:
            Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
        <L::Service as Service<http::Request<Body>>>::Future: Send + 'static,
        <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
        B: HttpBody<Data = Bytes> + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        self.wrap(|inner| ServiceTransport(Mutex::new(layer.layer(ExchangeService(inner)))))
    }
}
