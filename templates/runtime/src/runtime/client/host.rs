//! Hosts other than the service's own: regions, and hosts that find some things elsewhere.
//!
//! In: the names of regions and hosts, and what the user knows of their own. Out: a builder that is set to them, and the
//! path that a call has there.
//! Must not know: any host; all of it is data of the service.

use std::borrow::Cow;

use super::super::error::{Error, ErrorKind};
use super::super::request::{RequestBody, fill_path};
#[cfg(feature = "sigv4")]
use super::super::sigv4::AwsCredentials;
use super::super::spec::{HostSpec, OperationSpec, Place};
use super::builder::{Base, ClientBuilder, service_headers};
use super::config::{Config, parse_base_url};
use super::credentials::Credential;

/// What stands for the deployment's name in the path of a host.
const NAME: &str = "name";

impl ClientBuilder {
    /// The service's host that keeps data in this region, instead of its usual one; of a [`host`](Self::host) that has
    /// an endpoint for each region, the one of this region.
    ///
    /// It excludes another base URL, and beats one from the environment. On a host that takes signed requests it may
    /// stand beside an endpoint: it is the region that signatures name.
    pub fn region(mut self, region: &str) -> Self {
        if let Some(host) = self.config.host.filter(|host| host.has_regions()) {
            return self.region_of(host, region);
        }
        let regions = self.config.service.regions;
        let Some((_, url)) = regions.iter().find(|(name, _)| *name == region) else {
            let known: Vec<_> = regions.iter().map(|(name, _)| *name).collect();
            let message = format!("there is no region `{region}`, only {}", known.join(", "));
            return self.fail(Error::request(message));
        };
        if self.base == Base::Given || self.config.host.is_some() {
            return self.fail(excluded());
        }
        self.config.base_url = parse_base_url(url);
        self.base = Base::Region;
        self
    }

    fn region_of(mut self, host: &HostSpec, region: &str) -> Self {
        if !HostSpec::is_region(region) {
            return self.fail(Error::request(format!("`{region}` is no region")));
        }
        if self.base == Base::Given && host.signing.is_some() {
            // The endpoint stays what it is; signatures still name a region.
            self.config.region = Some(region.to_owned());
            return self;
        }
        if self.base == Base::Given {
            return self.fail(excluded());
        }
        let mut this = self.endpoint(host.endpoint.replace(HostSpec::REGION, region));
        this.base = Base::Region;
        this
    }

    /// Another host that serves the same API, by its name in the service's description.
    ///
    /// Start with it: keys, headers, query and base URL that were set before are meant for the service's own host and
    /// are dropped. From now on [`environment`](Self::environment) reads the host's variables and none of the service's.
    pub fn host(mut self, name: &str) -> Self {
        let service = self.config.service;
        let Some(host) = service.hosts.iter().find(|host| host.name == name) else {
            return self.fail(Error::request(format!("the service has no host `{name}`")));
        };
        let env = [host.endpoint_env, host.region_env].concat().join(" or ");
        let needed = match host.has_regions() {
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
            "the host `{name}` needs {needed} (environment: {env})"
        ));
        if !host.endpoint.is_empty() && !host.has_regions() {
            self = self.endpoint(host.endpoint);
        }
        self.base = Base::Own;
        self
    }

    /// Where the host is: scheme and name. The path under which it serves the API is added if it is not there.
    pub fn endpoint(mut self, url: impl AsRef<str>) -> Self {
        let path = self.config.host.map_or("", |host| host.path);
        self.config.base_url = parse_base_url(url.as_ref()).map(|mut url| {
            let given = url.path().trim_end_matches('/').to_owned();
            if !given.ends_with(path) {
                url.set_path(&format!("{given}{path}"));
            }
            url
        });
        self.config.note_region();
        self.base = Base::Given;
        self
    }

    /// The version of the API that the host is asked for.
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        let name = self.config.host.map_or("", |host| host.version_query);
        if name.is_empty() {
            return self.fail(Error::request("the host has no versions of its API"));
        }
        self.config.query.retain(|(given, _)| given != name);
        self.query(name, version)
    }

    /// One deployment for all calls that are served by one, instead of the one that each body names.
    pub fn deployment(mut self, name: impl Into<String>) -> Self {
        self.config.deployment = Some(name.into());
        self
    }

    /// A bearer token for the service's first security scheme, in the place of a key, wherever keys of the host go.
    pub fn token(self, token: impl Into<Credential>) -> Self {
        self.api_key(token.into().placed(Place::Bearer))
    }

    /// What a host's variables say, as far as it was not set already.
    pub(super) fn host_environment(
        mut self,
        host: &HostSpec,
        lookup: impl Fn(&[&str]) -> Option<String>,
    ) -> Result<Self, Error> {
        if self.base == Base::Own
            && let Some(endpoint) = lookup(host.endpoint_env)
        {
            self = self.endpoint(endpoint);
        }
        let is_signed_for = host.signing.is_some() && self.config.region.is_none();
        if (self.base == Base::Own || is_signed_for)
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
        if !self.config.credentials.is_empty() {
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
        let mut variables = [host.key_env, host.token_env].concat();
        if cfg!(feature = "sigv4") {
            variables.extend(host.signing.iter().flat_map(|signing| signing.id_env));
        }
        Err(Error::new(
            ErrorKind::Authentication,
            format!(
                "there is no credential for {}: set {}",
                host.name,
                variables.join(" or ")
            ),
        ))
    }
}

/// The error of a region beside another base URL.
pub(super) fn excluded() -> Error {
    Error::request("a region and another base URL exclude each other")
}

impl Config {
    /// What a host needs and was not told.
    pub(crate) fn check_host(&self) -> Result<(), Error> {
        match self.host {
            Some(host) if !self.has_version(host) => Err(Error::request(format!(
                "the host `{}` needs a version of the API (environment: {})",
                host.name,
                host.version_env.join(" or ")
            ))),
            _ => Ok(()),
        }
    }

    /// Notes the region whose endpoint the base URL is, if the host has one for each.
    pub(super) fn note_region(&mut self) {
        let (Some(host), Ok(url)) = (self.host, &self.base_url) else {
            return;
        };
        let origin = url.origin().ascii_serialization();
        if let Some(region) = host.region_of(&origin) {
            self.region = Some(region.to_owned());
        }
    }

    fn has_version(&self, host: &HostSpec) -> bool {
        let name = host.version_query;
        let in_url = |url: &reqwest::Url| url.query_pairs().any(|(given, _)| given == name);
        name.is_empty()
            || self.query.iter().any(|(given, _)| given == name)
            || self.base_url.as_ref().is_ok_and(in_url)
    }

    /// The path of the deployment below which this call is served; empty on hosts without deployments, for operations
    /// that are not served by one, and where the base URL names it already.
    pub(crate) fn deployment_path(
        &self,
        operation: &OperationSpec,
        body: &RequestBody,
    ) -> Result<String, Error> {
        let (Some(host), Some(member)) = (self.host, operation.deployment) else {
            return Ok(String::new());
        };
        let start = host.deployments.split('{').next().unwrap_or_default();
        let base = format!("{}/", self.base_url()?.path());
        if start.is_empty() || base.contains(start) {
            return Ok(String::new());
        }
        let name = match &self.deployment {
            Some(name) => Some(Cow::Borrowed(name.as_str())),
            None => body.text(member).map(Cow::Owned),
        };
        let name = name.ok_or_else(|| {
            Error::request(format!(
                "the body needs `{member}`: it names the deployment"
            ))
        })?;
        fill_path(host.deployments, &[(NAME.to_owned(), name.into_owned())])
    }
}
