//! The builder of a client.

use std::sync::Arc;

use http::HeaderMap;

use super::Client;
use super::base_url::of_service;
use super::connection::Connection;
use crate::runtime::config::{Config, MAX_RETRIES, TIMEOUT};
use crate::runtime::error::Error;
use crate::runtime::limits::Limits;
use crate::runtime::request::parse_header;
use crate::runtime::retry::DefaultPolicy;
use crate::runtime::retry::RetryBudget;
use crate::runtime::spec::ServiceSpec;
use crate::runtime::wire::http_transport::{CONNECT_TIMEOUT, HttpTransport};

/// Configures a [`Client`].
///
/// An invalid option is reported by [`build`](Self::build).
#[derive(Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    pub(super) config: Config,
    pub(super) base_url_source: BaseUrlSource,
    pub(super) connection: Connection,
    failure: Option<Error>,
}

/// Where the base URL comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BaseUrlSource {
    /// The constants of the service or host, or the client that this one is derived from.
    Default,
    /// An environment variable.
    Environment,
    /// A method of the builder.
    Explicit,
    /// A region or server, by its name.
    Selected,
}

impl ClientBuilder {
    /// Starts configuring a client of a service, without credentials.
    #[doc(hidden)]
    #[allow(clippy::let_and_return)] // `builder` is used again with the feature `servers`
    pub fn new(service: &'static ServiceSpec) -> Self {
        let transport = HttpTransport::new(CONNECT_TIMEOUT, None);
        let builder = Self::from_config(Config {
            service,
            base_url: of_service(service),
            transport: Arc::new(transport),
            credentials: Vec::new(),
            without_credentials: false,
            headers: service_headers(service),
            query: Vec::new(),
            interceptors: Vec::new(),
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            max_retries: MAX_RETRIES,
            retry_policy: Arc::new(DefaultPolicy),
            retry_budget: RetryBudget::default(),
            strict_decoding: false,
            limits: Limits::DEFAULT,
            host: None,
            deployment: None,
            region: None,
        });
        builder
    }

    /// Starts with the configuration of another client.
    pub(super) fn from_config(config: Config) -> Self {
        Self {
            config,
            base_url_source: BaseUrlSource::Default,
            connection: Connection::Unchanged,
            failure: None,
        }
    }

    /// Creates the client.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Request`](crate::ErrorKind::Request) for the first option that is invalid, or if a setting
    /// that the host requires is missing.
    pub fn build(self) -> Result<Client, Error> {
        let this = self.apply_connection();
        if let Some(failure) = this.failure {
            return Err(failure);
        }
        this.config.base_url()?;
        this.config.check_host()?;
        Ok(Client::from_config(this.config))
    }

    /// Creates the client. An invalid option is reported by its first call.
    pub(crate) fn build_unchecked(self) -> Client {
        Client::from_config(self.apply_connection().config)
    }

    /// Records an invalid option. The first one is reported.
    pub(crate) fn fail(mut self, error: Error) -> Self {
        self.failure.get_or_insert(error);
        self
    }
}

/// Returns the headers of every request to a service. A constant that is not a valid header is left out.
pub(super) fn service_headers(service: &ServiceSpec) -> HeaderMap {
    let agent = Some(("user-agent", service.user_agent)).filter(|(_, agent)| !agent.is_empty());
    let pairs = agent.iter().chain(service.headers);
    pairs
        .filter_map(|(name, value)| parse_header(name, value).ok())
        .collect()
}
