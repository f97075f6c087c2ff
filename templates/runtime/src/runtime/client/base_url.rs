//! The base URL, as users paste it: with the path of an operation, or without the path of the API.

use reqwest::Url;

use super::ClientBuilder;
use super::builder::BaseUrlSource;
use crate::runtime::error::Error;
use crate::runtime::spec::ServiceSpec;
#[cfg(feature = "hosts")]
use crate::runtime::url::remove_query;
use crate::runtime::url::{parse_base_url, strip_suffix};

impl ClientBuilder {
    /// Sets the base URL, for another server with the same API. Paths of operations are appended to it, and its query is
    /// kept. If it ends with the path of an operation, such as the URL of an example, that path is removed.
    ///
    /// The service's own URL without its path is completed.
    ///
    /// All requests go there with their credentials, including those of operations with their own server. If the
    /// server in the description of the API is only a path, and the URL has no path, that path is appended.
    ///
    /// A URL that is not absolute is reported by [`build`](Self::build).
    pub fn base_url(self, url: impl AsRef<str>) -> Self {
        self.set_base_url("base_url", url.as_ref())
    }

    pub(super) fn set_base_url(mut self, setting: &str, url: &str) -> Self {
        if self.base_url_source == BaseUrlSource::Selected {
            return self.fail(conflicting_base_urls());
        }
        let service = self.config.service;
        #[cfg(feature = "servers")]
        let server = self.config.relative_server();
        #[cfg(feature = "servers")]
        let relative = server.as_deref().or_else(|| relative_path(service));
        #[cfg(not(feature = "servers"))]
        let relative = relative_path(service);
        self.config.base_url = parse_base_url(setting, url).map(|mut url| {
            let path = strip_suffix(url.path(), service.operation_paths).to_owned();
            if path != url.path().trim_end_matches('/') {
                url.set_path(&path);
            }
            // A version that was set takes precedence.
            #[cfg(feature = "hosts")]
            if let Some(host) = self.config.host
                && self
                    .config
                    .query
                    .iter()
                    .any(|(name, _)| name == host.version_query)
            {
                remove_query(&mut url, host.version_query);
            }
            match relative.or_else(|| own_path(service, &url)) {
                Some(path) if url.path() == "/" => below(&url, path),
                _ => url,
            }
        });
        #[cfg(feature = "hosts")]
        self.config.detect_region();
        #[cfg(feature = "servers")]
        self.config.override_servers();
        self.base_url_source = BaseUrlSource::Explicit;
        self
    }
}

/// Returns the base URL in the description of a service.
///
/// # Errors
/// Returns a message that names `base_url` if the service has no base URL, or only a path.
pub(super) fn of_service(service: &ServiceSpec) -> Result<Url, String> {
    match service.base_url {
        url if is_relative(url) => Err(missing_base_url(service, url)),
        url => parse_base_url("base_url", url),
    }
}

/// Returns the message about a missing base URL. `path` is the server in the description of the service, or empty.
pub(super) fn missing_base_url(service: &ServiceSpec, path: &str) -> String {
    let reason = match path {
        "" => "its description has no server".to_owned(),
        path => format!("its description specifies only the path `{path}` for its server"),
    };
    let env = match service.base_url_env {
        [] => String::new(),
        names => format!(" (environment: {})", names.join(" or ")),
    };
    format!(
        "the client of {} requires `base_url`{env}: {reason}",
        service.name
    )
}

/// Returns whether the URL of a server has no scheme and host.
pub(crate) fn is_relative(url: &str) -> bool {
    !url.contains("://")
}

/// Returns the URL in the description of a service if it is only a path.
fn relative_path(service: &ServiceSpec) -> Option<&'static str> {
    Some(service.base_url).filter(|url| is_relative(url))
}

/// Returns the base URL of a service if another URL has its origin.
fn own_path(service: &ServiceSpec, url: &Url) -> Option<&'static str> {
    #[allow(unused_mut)] // changed with the feature `hosts`
    let mut own = vec![service.base_url];
    #[cfg(feature = "hosts")]
    own.extend(service.regions.iter().map(|(_, url)| *url));
    let is_own = |own: &&str| Url::parse(own).is_ok_and(|own| own.origin() == url.origin());
    own.into_iter().find(is_own)
}

/// Resolves the path of a server against a base URL.
fn below(url: &Url, path: &str) -> Url {
    let mut resolved = url.join(path).unwrap_or_else(|_| url.clone());
    resolved.set_query(url.query());
    resolved
}

/// Returns the error for a region or server that is combined with a base URL.
pub(super) fn conflicting_base_urls() -> Error {
    Error::request("a region or server cannot be combined with a base URL")
}
