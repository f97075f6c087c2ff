//! The client, and the builder that configures it.

mod base_url;
mod builder;
mod connection;
mod endpoint;
mod environment;
mod host;
mod middleware;
mod options;
mod rate_limiter;
#[cfg(feature = "sigv4")]
mod sign;
#[cfg(feature = "tower")]
mod tower;
mod workload;

use std::fmt;
use std::sync::Arc;

use reqwest::Url;

use crate::runtime::auth::Credential;
use crate::runtime::call::Call;
use crate::runtime::config::Config;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::operation::{Operation, Untyped};
use crate::runtime::spec::{Method, ServiceSpec};
pub use builder::ClientBuilder;

/// A client of the service. Clones are cheap and share connections.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
}

impl Client {
    /// Creates a client of a service from a key for its first security scheme.
    #[doc(hidden)]
    pub fn for_service(service: &'static ServiceSpec, api_key: impl Into<Credential>) -> Self {
        ClientBuilder::new(service)
            .api_key(api_key)
            .build_unchecked()
    }

    pub(crate) fn from_config(config: Config) -> Self {
        Self {
            config: Arc::new(config),
        }
    }

    /// Creates a client with some options changed. It shares the connections of this client, unless their configuration
    /// changes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Request`](crate::ErrorKind::Request) if an option is invalid.
    pub fn with_options(
        &self,
        change: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, Error> {
        change(ClientBuilder::from_config(Config::clone(&self.config))).build()
    }

    /// Returns the base URL, to which the paths of operations are appended.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Request`](crate::ErrorKind::Request) if the base URL is invalid or missing.
    pub fn base_url(&self) -> Result<&Url, Error> {
        self.config.base_url()
    }

    /// Creates an untyped call: a request to a path below the base URL, which may include a query.
    ///
    /// It uses the credential that operations use by default. The response is decoded as any JSON value, or as the type
    /// that is passed to [`send_as`](Call::send_as).
    pub fn request(&self, method: Method, path: impl Into<String>) -> Call<Untyped> {
        let mut draft = Draft::new(self.config.clone(), const { &<Untyped as Operation>::SPEC });
        draft.endpoint(method, path.into());
        Call::new(draft)
    }

    /// Creates an untyped call with the method `GET`.
    pub fn get(&self, path: impl Into<String>) -> Call<Untyped> {
        self.request(Method::GET, path)
    }

    /// Creates an untyped call with the method `POST`.
    pub fn post(&self, path: impl Into<String>) -> Call<Untyped> {
        self.request(Method::POST, path)
    }

    /// Creates an untyped call with the method `PUT`.
    pub fn put(&self, path: impl Into<String>) -> Call<Untyped> {
        self.request(Method::PUT, path)
    }

    /// Creates an untyped call with the method `PATCH`.
    pub fn patch(&self, path: impl Into<String>) -> Call<Untyped> {
        self.request(Method::PATCH, path)
    }

    /// Creates an untyped call with the method `DELETE`.
    pub fn delete(&self, path: impl Into<String>) -> Call<Untyped> {
        self.request(Method::DELETE, path)
    }

    /// Creates a call of an operation, without parameters and body.
    #[doc(hidden)]
    pub fn call<O: Operation>(&self) -> Call<O> {
        Call::new(Draft::new(self.config.clone(), const { &O::SPEC }))
    }

    #[cfg(feature = "websocket")]
    pub(crate) fn config(&self) -> &Arc<Config> {
        &self.config
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.config.fmt(f)
    }
}
