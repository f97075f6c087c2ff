//! Other hosts of the same API, and regions.

use super::ClientBuilder;
use super::base_url::conflicting_base_urls;
use super::builder::{BaseUrlSource, service_headers};
#[cfg(feature = "sigv4")]
use crate::runtime::auth::AwsCredentials;
use crate::runtime::auth::Credential;
use crate::runtime::config::Config;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::spec::{CredentialLocation, HostSpec};
use crate::runtime::url::{parse_base_url, remove_query};

impl ClientBuilder {
    /// Selects a region: the endpoint of the service that keeps data there, or the endpoint of a [`host`](Self::host)
    /// there.
    ///
    /// A region cannot be combined with a base URL, and takes precedence over one from the environment. For a host that
    /// accepts signatures, it can be combined with an endpoint: it is then the region in signatures.
    pub fn region(mut self, region: &str) -> Self {
        if let Some(host) = self.config.host.filter(|host| host.has_regions()) {
            return self.host_region(host, region);
        }
        let regions = self.config.service.regions;
        let Some((_, url)) = regions.iter().find(|(name, _)| *name == region) else {
            let known: Vec<_> = regions.iter().map(|(name, _)| *name).collect();
            let message = format!("unknown region `{region}`; known: {}", known.join(", "));
            return self.fail(Error::request(message));
        };
        if self.base_url_source == BaseUrlSource::Explicit || self.config.host.is_some() {
            return self.fail(conflicting_base_urls());
        }
        self.config.base_url = parse_base_url("region", url);
        self.base_url_source = BaseUrlSource::Selected;
        self
    }

    fn host_region(mut self, host: &HostSpec, region: &str) -> Self {
        if !HostSpec::is_region(region) {
            return self.fail(Error::request(format!("invalid region `{region}`")));
        }
        let has_endpoint = self.base_url_source == BaseUrlSource::Explicit;
        if has_endpoint && host.signing.is_some() {
            self.config.region = Some(region.to_owned());
            return self;
        }
        if has_endpoint {
            return self.fail(conflicting_base_urls());
        }
        let mut this = self.endpoint(host.endpoint.replace(HostSpec::REGION, region));
        this.base_url_source = BaseUrlSource::Selected;
        this
    }

    /// Selects another host that serves the same API, by its name.
    ///
    /// Call it first: keys, headers, query and base URL that were set before are for the service's own host and are
    /// discarded. [`load_env`](Self::load_env) then only reads the variables of the host.
    pub fn host(mut self, name: &str) -> Self {
        let service = self.config.service;
        let Some(host) = service.hosts.iter().find(|host| host.name == name) else {
            return self.fail(Error::request(format!("the service has no host `{name}`")));
        };
        let env = [host.endpoint_env, host.region_env].concat().join(" or ");
        let required = match host.has_regions() {
            true => "a region or an endpoint",
            false => "an endpoint",
        };
        self.config.host = Some(host);
        self.config.deployment = None;
        self.config.region = None;
        self.config.credentials.clear();
        self.config.headers = service_headers(service);
        self.config.query.clear();
        self.config.base_url = Err(format!(
            "the host `{name}` requires {required} (environment: {env})"
        ));
        if !host.endpoint.is_empty() && !host.has_regions() {
            self = self.endpoint(host.endpoint);
        }
        self.base_url_source = BaseUrlSource::Default;
        self
    }

    /// Sets the API version of the host.
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        let name = self.config.host.map_or("", |host| host.version_query);
        if name.is_empty() {
            return self.fail(Error::request("the host has no API versions"));
        }
        if let Ok(url) = &mut self.config.base_url {
            remove_query(url, name);
        }
        self.config.query.retain(|(parameter, _)| parameter != name);
        self.query(name, version)
    }

    /// Sets the deployment that serves calls, instead of the one that the body of each call names.
    pub fn deployment(mut self, name: impl Into<String>) -> Self {
        self.config.deployment = Some(name.into());
        self
    }

    /// Sets a bearer token as the credential of the first security scheme, even if the host expects keys elsewhere.
    pub fn token(self, token: impl Into<Credential>) -> Self {
        self.api_key(token.into().location(CredentialLocation::Bearer))
    }

    /// Sets the location where the host expects keys, unless the key has one.
    pub(super) fn with_host_location(&self, key: Credential) -> Credential {
        match self.config.host {
            Some(host) => key.default_location(host.key),
            None => key,
        }
    }

    /// Loads the environment variables of a host. Options that are already set are kept.
    pub(super) fn load_host_env(
        mut self,
        host: &HostSpec,
        lookup: impl Fn(&[&str]) -> Option<String>,
    ) -> Result<Self, Error> {
        if self.base_url_source == BaseUrlSource::Default
            && let Some(endpoint) = lookup(host.endpoint_env)
        {
            let setting = host.endpoint_env.join(" or ");
            self = self.set_endpoint(&setting, &endpoint);
        }
        let needs_region = host.signing.is_some() && self.config.region.is_none();
        if (self.base_url_source == BaseUrlSource::Default || needs_region)
            && host.has_regions()
            && let Some(region) = lookup(host.region_env)
        {
            self = self.region(&region);
        }
        if !self.config.has_version(host)
            && let Some(version) = lookup(host.version_env)
        {
            self = self.api_version(version);
        }
        if !self.config.credentials.is_empty() || self.config.without_credentials {
            return Ok(self);
        }
        if let Some(token) = lookup(host.token_env) {
            return Ok(self.token(token));
        }
        if let Some(key) = lookup(host.key_env) {
            return Ok(self.api_key(key));
        }
        #[cfg(feature = "sigv4")]
        if let Some(signing) = &host.signing
            && let Some(credentials) = AwsCredentials::from_environment(signing, lookup)?
        {
            return Ok(self.sign(credentials));
        }
        Err(missing_credential(host, &self.config))
    }
}

fn missing_credential(host: &HostSpec, config: &Config) -> Error {
    #[allow(unused_mut)] // changed with the feature `sigv4`
    let mut env = [host.key_env, host.token_env].concat();
    #[cfg(feature = "sigv4")]
    env.extend(host.signing.iter().flat_map(|signing| signing.id_env));
    let (env, hint) = (env.join(" or "), config.credential_hint());
    let message = format!("no credential for {}: set {env}{hint}", host.name);
    Error::new(ErrorKind::Authentication, message)
}
