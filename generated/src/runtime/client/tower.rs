//! `tower` services and layers of a client.

use bytes::Bytes;
use http_body::Body as HttpBody;
use tower_layer::Layer;
use tower_service::Service;

use super::ClientBuilder;
use crate::runtime::error::BoxError;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::tower::{ExchangeService, ServiceTransport};

impl ClientBuilder {
    /// Sends requests with a `tower` service instead of the client's own connections.
    pub fn service<S, B>(self, service: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
        S::Future: Send + 'static,
        S::Error: Into<BoxError>,
        B: HttpBody<Data = Bytes> + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport(ServiceTransport::new(service))
    }

    /// Wraps every exchange in a `tower` layer. The last one that is added is the outermost. Configure connections
    /// first.
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
        self.wrap(|inner| ServiceTransport::new(layer.layer(ExchangeService(inner))))
    }
}
