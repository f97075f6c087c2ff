//! What a client is made of.
//!
//! In: the settings a builder collected. Out: the read-only configuration every call looks at.
//! Must not know: operations.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use reqwest::Url;

use super::super::error::Error;
use super::super::request::Request;
use super::super::spec::{HostSpec, ServiceSpec};
use super::super::wire::transport::Transport;
use super::credentials::Credential;

/// How long one attempt may take unless told otherwise.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(600);
/// How long connecting may take unless told otherwise.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a call is retried unless told otherwise.
pub(crate) const MAX_RETRIES: u32 = 2;

/// Changes a request before it is sent: the place for services that keep the same API under other paths.
pub trait Prepare: Send + Sync + 'static {
    /// Changes the request, or refuses it. Called once for each call, before credentials are added.
    fn prepare(&self, request: &mut Request) -> Result<(), Error>;
}

#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) service: &'static ServiceSpec,
    pub(crate) base_url: Result<Url, String>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Vec<(String, Credential)>,
    pub(crate) anonymous: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) prepare: Vec<Arc<dyn Prepare>>,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) strict_answers: bool,
    pub(crate) host: Option<&'static HostSpec>,
    pub(crate) deployment: Option<String>,
    /// The region of the host, as far as it is known: signatures name it.
    pub(crate) region: Option<String>,
}

impl Config {
    /// The base URL, or why there is none.
    pub(crate) fn base_url(&self) -> Result<&Url, Error> {
        self.base_url.as_ref().map_err(Error::request)
    }

    /// The credential for the first of these schemes that has one.
    pub(crate) fn credential(
        &self,
        schemes: &[&'static str],
    ) -> Option<(&'static str, &Credential)> {
        schemes.iter().find_map(|wanted| {
            let found = self.credentials.iter().find(|(name, _)| name == wanted);
            found.map(|(_, credential)| (*wanted, credential))
        })
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(name, _)| name).collect();
        let headers: Vec<_> = self.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("Client")
            .field("service", &self.service.name)
            .field("host", &self.host.map(|host| host.name))
            .field("base_url", &self.base_url.as_ref().map(without_query))
            .field("credentials", &schemes)
            .field("headers", &headers)
            .field("timeout", &self.timeout)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}

/// A URL as it may be shown: a query may hold more than a version.
pub(crate) fn without_query(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.into()
}

/// Reads a base URL: absolute, `http` or `https`, without credentials; a missing slash at its end does not matter.
pub(crate) fn parse_base_url(text: &str) -> Result<Url, String> {
    let url =
        Url::parse(text.trim()).map_err(|error| format!("the base URL is no URL: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(format!(
            "the base URL must start with http:// or https://, not {}:",
            url.scheme()
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the base URL must not contain a user name or password".to_owned());
    }
    if url.fragment().is_some() {
        return Err("the base URL must not have a fragment".to_owned());
    }
    Ok(url)
}
