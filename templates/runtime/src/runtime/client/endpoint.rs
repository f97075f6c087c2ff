//! Endpoints of hosts, as users paste them: with the path of an operation, of a deployment, or of the API.

use percent_encoding::percent_decode_str;
use reqwest::Url;

use super::ClientBuilder;
use super::builder::BaseUrlSource;
use crate::runtime::spec::{HostSpec, ServiceSpec};
use crate::runtime::url::{parse_base_url, remove_query, strip_suffix};

impl ClientBuilder {
    /// Sets the endpoint of the host: scheme and authority, and the path of a gateway, if any.
    ///
    /// The path of the API is appended. A URL copied from the page of a deployment is accepted too: the paths of the
    /// API, and of an operation or channel, are removed first. The deployment and API version in it are used unless others
    /// are set.
    pub fn endpoint(self, url: impl AsRef<str>) -> Self {
        self.set_endpoint("endpoint", url.as_ref())
    }

    pub(super) fn set_endpoint(mut self, setting: &str, url: &str) -> Self {
        match parse_base_url(setting, url) {
            Err(reason) => self.config.base_url = Err(reason),
            Ok(mut url) => {
                let pasted = normalize(&mut url, self.config.service, self.config.host);
                if self.config.deployment.is_none() {
                    self.config.deployment = pasted.deployment;
                }
                if let (Some(host), Some(version)) = (self.config.host, pasted.version)
                    && !self.config.has_version(host)
                {
                    self.config
                        .query
                        .push((host.version_query.to_owned(), version));
                }
                self.config.base_url = Ok(url);
            }
        }
        self.config.detect_region();
        self.base_url_source = BaseUrlSource::Explicit;
        self
    }
}

/// What a pasted URL contains in addition to the endpoint.
#[derive(Debug, Default, PartialEq)]
struct Pasted {
    deployment: Option<String>,
    version: Option<String>,
}

/// Reduces the URL of an operation or deployment to the base URL of a host.
fn normalize(url: &mut Url, service: &ServiceSpec, host: Option<&HostSpec>) -> Pasted {
    let Some(host) = host else {
        return Pasted::default();
    };
    // The same endpoint may serve several versions of the API, each described as a separate host.
    let related = service.hosts.iter().filter(|other| {
        other.name == host.name
            || (other.endpoint_env == host.endpoint_env && !host.endpoint_env.is_empty())
    });
    let related: Vec<_> = related.collect();
    let mut pasted = Pasted::default();
    if host.version_query.is_empty() && !url.path().contains(host.path) {
        // The version of the other host.
        related.iter().for_each(|other| {
            remove_query(url, other.version_query);
        });
    }
    let mut path = strip_suffix(url.path(), service.operation_paths).to_owned();
    let prefixes = related.iter().map(|other| deployment_prefix(other));
    for prefix in prefixes.filter(|prefix| prefix.len() > 1) {
        if let Some((before, after)) = path.split_once(prefix) {
            let name = after.split('/').next().unwrap_or_default();
            if !host.deployments.is_empty() && !name.is_empty() {
                pasted.deployment = Some(percent_decode_str(name).decode_utf8_lossy().into_owned());
            }
            path = before.to_owned();
            break;
        }
    }
    let deployments = related.iter().map(|other| deployment_prefix(other));
    let deployments: Vec<_> = deployments.map(|it| it.trim_end_matches('/')).collect();
    let path = strip_suffix(&path, &deployments);
    let paths: Vec<_> = related.iter().map(|other| other.path).collect();
    let path = strip_suffix(without_operation(path, &paths, service), &paths).to_owned();
    url.set_path(&format!("{path}{}", host.path));
    for name in related.iter().map(|other| other.deployment_query) {
        let deployment = remove_query(url, name).filter(|_| !name.is_empty());
        if !host.deployments.is_empty() && pasted.deployment.is_none() {
            pasted.deployment = deployment;
        }
    }
    if !host.version_query.is_empty() {
        pasted.version = remove_query(url, host.version_query);
    }
    pasted
}

/// Returns a path without that of an operation or channel: everything after the path of a host, or a path with a single
/// segment, if it starts like the path of one.
fn without_operation<'a>(path: &'a str, hosts: &[&str], service: &ServiceSpec) -> &'a str {
    let is_operation = |path: &str| {
        let root = path.trim_start_matches('/').split('/').next();
        root.is_some_and(|root| service.path_roots.contains(&root))
    };
    let ends = hosts.iter().filter_map(|host| {
        let end = path.rfind(host)? + host.len();
        let rest = path.get(end..)?;
        (rest.starts_with('/') && is_operation(rest)).then_some(end)
    });
    match ends.max() {
        Some(end) => &path[..end],
        None if path.matches('/').count() == 1 && is_operation(path) => "",
        None => path,
    }
}

/// Returns the path of deployments without the placeholder of their name.
fn deployment_prefix(host: &HostSpec) -> &'static str {
    host.deployments.split('{').next().unwrap_or_default()
}
