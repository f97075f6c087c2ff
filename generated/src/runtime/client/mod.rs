//! The client: a cheap handle on settings and connections, from which calls start.
//!
//! In: the settings of a builder. Out: calls.
//! Must not know: any operation; generated code adds the way to them.

mod builder;
mod config;
mod credentials;
mod environment;
mod exchange;
mod host;
mod platform_token;
mod signer;
mod workload;

use std::fmt;
use std::sync::Arc;

use reqwest::Url;

use super::call::{Call, Undocumented};
use super::error::Error;
use super::request::Draft;
use super::spec::{Method, Operation, ServiceSpec};
pub use builder::ClientBuilder;
pub(crate) use builder::header;
pub(crate) use config::Config;
pub use config::Prepare;
pub use credentials::{Credential, CredentialProvider};
pub(crate) use credentials::{Proof, place_key};
pub use exchange::TokenExchange;
pub use platform_token::PlatformToken;
pub(crate) use signer::signature;
pub use signer::{Signer, Unsigned};

/// A client of the service. Cloning it is cheap and shares its connections.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
}

impl Client {
    /// A client of this service with a key for its first security scheme, and everything else as it is by default.
    pub fn for_service(service: &'static ServiceSpec, api_key: impl Into<Credential>) -> Self {
        ClientBuilder::new(service)
            .api_key(api_key)
            .build_unchecked()
    }

    pub(crate) fn of(config: Config) -> Self {
        Self {
            config: Arc::new(config),
        }
    }

    /// A client that differs in some settings. Connections are shared unless their set-up changes.
    pub fn with_options(
        &self,
        change: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, Error> {
        change(ClientBuilder::of(Config::clone(&self.config))).build()
    }

    /// The base URL that the paths of operations are appended to.
    pub fn base_url(&self) -> Result<&Url, Error> {
        self.config.base_url()
    }

    /// A call of an operation, without parameters and body so far.
    pub fn call<O: Operation>(&self) -> Call<O> {
        Call::new(Draft::new(self.clone(), const { &O::SPEC }))
    }

    /// A call of an endpoint that is in no document: path (and query) below the base URL.
    ///
    /// It carries the credential of the service's first security scheme. The answer is JSON of any form, or what
    /// [`send_as`](Call::send_as) names.
    pub fn request(&self, method: Method, path: impl Into<String>) -> Call<Undocumented> {
        let mut draft = Draft::new(self.clone(), const { &<Undocumented as Operation>::SPEC });
        draft.address(method, path.into());
        Call::new(draft)
    }

    /// `GET` of an endpoint that is in no document.
    pub fn get(&self, path: impl Into<String>) -> Call<Undocumented> {
        self.request(Method::GET, path)
    }

    /// `POST` to an endpoint that is in no document.
    pub fn post(&self, path: impl Into<String>) -> Call<Undocumented> {
        self.request(Method::POST, path)
    }

    /// `PUT` to an endpoint that is in no document.
    pub fn put(&self, path: impl Into<String>) -> Call<Undocumented> {
        self.request(Method::PUT, path)
    }

    /// `PATCH` of an endpoint that is in no document.
    pub fn patch(&self, path: impl Into<String>) -> Call<Undocumented> {
        self.request(Method::PATCH, path)
    }

    /// `DELETE` of an endpoint that is in no document.
    pub fn delete(&self, path: impl Into<String>) -> Call<Undocumented> {
        self.request(Method::DELETE, path)
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.config.fmt(f)
    }
}
