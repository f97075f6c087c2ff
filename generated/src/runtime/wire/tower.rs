//! `tower` services as transports, and transports as `tower` services.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Body as HttpBody;
use tower_service::Service;

use super::body::Body;
use super::transport::{Exchange, Transport, TransportError, TransportErrorKind};
use crate::runtime::error::BoxError;

/// The exchange as a `tower` service, for layers to wrap. It is always ready.
#[derive(Clone)]
pub struct ExchangeService(pub(crate) Arc<dyn Transport>);

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

impl fmt::Debug for ExchangeService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExchangeService")
    }
}

/// A `tower` service as a transport. Each exchange uses its own clone and waits until it is ready.
///
/// Transports are `Sync`, and services need not be: the mutex is only held while the service is cloned.
pub(crate) struct ServiceTransport<S>(Mutex<S>);

impl<S> ServiceTransport<S> {
    pub(crate) fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

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
                .map_err(transport_error)?;
            let response = service.call(request).await.map_err(transport_error)?;
            Ok(response.map(|body| Body::wrap(Box::pin(body))))
        })
    }
}

/// Converts the error of a service. An error of the inner transport is returned unchanged.
fn transport_error(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Connection, error),
    }
}
