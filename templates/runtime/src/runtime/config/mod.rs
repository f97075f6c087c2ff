//! The configuration of a client, which its calls share.

#[cfg(feature = "hosts")]
mod host;
#[cfg(feature = "servers")]
mod server;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName};
use reqwest::Url;

use crate::runtime::auth::Credential;
use crate::runtime::error::Error;
use crate::runtime::limits::Limits;
use crate::runtime::request::RequestInterceptor;
#[cfg(feature = "retry-budget")]
use crate::runtime::retry::RetryBudget;
use crate::runtime::retry::RetryPolicy;
#[cfg(feature = "hosts")]
use crate::runtime::spec::HostSpec;
use crate::runtime::spec::{CredentialLocation, SchemeSpec, SecurityRequirement, ServiceSpec};
use crate::runtime::url::{is_local, without_query};
use crate::runtime::wire::transport::Transport;
#[cfg(feature = "servers")]
pub(crate) use server::ServerChoice;

/// The default timeout of an attempt.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(600);
/// The default number of retries.
pub(crate) const MAX_RETRIES: u32 = 2;

#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) service: &'static ServiceSpec,
    /// The base URL, or why there is none.
    pub(crate) base_url: Result<Url, String>,
    pub(crate) transport: Arc<dyn Transport>,
    /// Credentials by the names of their security schemes.
    pub(crate) credentials: Vec<(String, Credential)>,
    pub(crate) without_credentials: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) interceptors: Vec<Arc<dyn RequestInterceptor>>,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) retry_policy: Arc<dyn RetryPolicy>,
    #[cfg(feature = "retry-budget")]
    pub(crate) retry_budget: RetryBudget,
    pub(crate) strict_decoding: bool,
    pub(crate) limits: Limits,
    #[cfg(feature = "hosts")]
    pub(crate) host: Option<&'static HostSpec>,
    #[cfg(feature = "hosts")]
    pub(crate) deployment: Option<String>,
    /// The region of the host, for signatures.
    #[cfg(feature = "hosts")]
    pub(crate) region: Option<String>,
    #[cfg(feature = "servers")]
    pub(crate) server: ServerChoice,
}

/// A credential and its security scheme.
pub(crate) struct SchemeCredential<'a> {
    pub(crate) scheme: &'static SchemeSpec,
    pub(crate) credential: &'a Credential,
}

impl Config {
    /// Returns the base URL.
    pub(crate) fn base_url(&self) -> Result<&Url, Error> {
        self.base_url.as_ref().map_err(Error::request)
    }

    /// Returns the name of the provider in spans.
    #[cfg(feature = "token-usage")]
    pub(crate) fn tracing_provider(&self) -> &'static str {
        #[cfg(feature = "hosts")]
        let host = self.host.map(|host| host.name);
        #[cfg(not(feature = "hosts"))]
        let host = None;
        self.service.tracing.provider(host)
    }

    /// Returns what a message about a missing credential adds for a local server, which often needs none.
    pub(crate) fn credential_hint(&self) -> &'static str {
        match self.base_url.as_ref().is_ok_and(is_local) {
            true => "; for a local server that needs none, call `.without_credentials()`",
            false => "",
        }
    }

    /// Returns the credential of a scheme.
    pub(crate) fn credential(&self, scheme: &str) -> Option<&Credential> {
        let found = self.credentials.iter().find(|(name, _)| name == scheme);
        found.map(|(_, credential)| credential)
    }

    /// Returns the credentials of the first alternative that the client can satisfy.
    ///
    /// An alternative that needs no credential comes last, as does one with a scheme that the client does not
    /// implement: the caller takes care of it.
    pub(crate) fn credentials_for(
        &self,
        alternatives: &[SecurityRequirement],
    ) -> Option<Vec<SchemeCredential<'_>>> {
        let own = alternatives.iter().filter(|names| !names.is_empty());
        let own = own.map(|names| self.credentials_of(names.iter().copied()));
        let left_out = alternatives.iter().map(|names| {
            self.credentials_of(names.iter().copied().filter(|name| !self.leaves(name)))
        });
        own.chain(left_out).flatten().next()
    }

    fn credentials_of<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<Vec<SchemeCredential<'_>>> {
        names
            .map(|name| {
                Some(SchemeCredential {
                    scheme: self.service.scheme(name)?,
                    credential: self.credential(name)?,
                })
            })
            .collect()
    }

    /// Returns whether the client leaves a scheme to its caller: it neither implements it nor has a signer for it.
    fn leaves(&self, name: &str) -> bool {
        let scheme = self.service.scheme(name);
        scheme.is_some_and(|scheme| scheme.location == CredentialLocation::Signer)
            && self.credential(name).is_none()
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(name, _)| name).collect();
        let headers: Vec<_> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Client")
            .field("service", &self.service.name)
            .field("base_url", &self.base_url.as_ref().map(without_query))
            .field("credentials", &schemes)
            .field("headers", &headers)
            .field("timeout", &self.timeout)
            .field("max_retries", &self.max_retries)
            .finish_non_exhaustive()
    }
}
