//! Requirements of the client's host, and the paths of its deployments.

use std::borrow::Cow;

use reqwest::Url;

use super::Config;
use crate::runtime::error::Error;
use crate::runtime::request::RequestBody;
use crate::runtime::spec::{HostSpec, OperationSpec};
use crate::runtime::url::{fill_path, segment};

/// The placeholder for the name of a deployment in the path of a host.
const NAME: &str = "name";

impl Config {
    /// Fails if a setting that the host requires is missing.
    pub(crate) fn check_host(&self) -> Result<(), Error> {
        match self.host {
            Some(host) if !self.has_version(host) => Err(Error::request(format!(
                "the host `{}` requires an API version (environment: {})",
                host.name,
                host.version_env.join(" or ")
            ))),
            _ => Ok(()),
        }
    }

    /// Sets the region, if the base URL is the endpoint of one.
    pub(crate) fn detect_region(&mut self) {
        let (Some(host), Ok(url)) = (self.host, &self.base_url) else {
            return;
        };
        let origin = url.origin().ascii_serialization();
        if let Some(region) = host.region_of(&origin) {
            self.region = Some(region.to_owned());
        }
    }

    pub(crate) fn has_version(&self, host: &HostSpec) -> bool {
        let name = host.version_query;
        let is_in_url = |url: &Url| url.query_pairs().any(|(parameter, _)| parameter == name);
        name.is_empty()
            || self.query.iter().any(|(parameter, _)| parameter == name)
            || self.base_url.as_ref().is_ok_and(is_in_url)
    }

    /// Returns the path of the deployment that serves a call.
    ///
    /// Empty for hosts without deployments, for operations that no deployment serves, and if the base URL already names
    /// a deployment.
    pub(crate) fn deployment_path(
        &self,
        operation: &OperationSpec,
        body: &RequestBody,
    ) -> Result<String, Error> {
        let (Some(host), Some(property)) = (self.host, operation.deployment) else {
            return Ok(String::new());
        };
        let prefix = host.deployments.split('{').next().unwrap_or_default();
        let base_path = format!("{}/", self.base_url()?.path());
        if prefix.is_empty() || base_path.contains(prefix) {
            return Ok(String::new());
        }
        let name = match &self.deployment {
            Some(name) => Some(Cow::Borrowed(name.as_str())),
            None => body.property_string(property).map(Cow::Owned),
        };
        let name = name.ok_or_else(|| {
            Error::request(format!(
                "the body requires `{property}`, which names the deployment"
            ))
        })?;
        fill_path(host.deployments, &[(NAME.to_owned(), segment(&name))])
    }
}
