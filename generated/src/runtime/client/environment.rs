//! Configuration from environment variables.

use http::HeaderMap;

use super::ClientBuilder;
use super::builder::{BaseUrlSource, service_headers};
use crate::runtime::config::Config;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::request::parse_header;
use crate::runtime::spec::ServiceSpec;

impl ClientBuilder {
    /// Loads the base URL, credentials, settings and additional headers from environment variables. Options that are
    /// already set are kept.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Authentication`](crate::ErrorKind::Authentication) if there is no credential, and with
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if a variable with additional headers is invalid.
    pub fn load_env(self) -> Result<Self, Error> {
        self.load_env_from(|name| std::env::var(name).ok())
    }

    /// Like [`load_env`](Self::load_env), with another source of variables.
    ///
    /// # Errors
    /// See [`load_env`](Self::load_env).
    pub fn load_env_from(mut self, lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let service = self.config.service;
        let first = |names: &[&str]| names.iter().find_map(|name| non_empty(lookup(name)));
        if let Some(host) = self.config.host {
            return self.load_host_env(host, first);
        }
        if self.base_url_source == BaseUrlSource::Default
            && let Some(url) = first(service.base_url_env)
        {
            self = self.set_base_url(&service.base_url_env.join(" or "), &url);
            self.base_url_source = BaseUrlSource::Environment;
        }
        for setting in service.settings {
            if !self.has_header(setting.header)
                && let Some(value) = first(setting.env)
            {
                self = self.setting(setting.name, value);
            }
        }
        // Settings take precedence over custom headers.
        if let Some(lines) = service.custom_headers_env.and_then(&lookup) {
            self = self.custom_headers(&lines)?;
        }
        for scheme in service.schemes {
            if !self.config.without_credentials
                && self.config.credential(scheme.name).is_none()
                && let Some(key) = first(scheme.env)
            {
                self = self.credential(scheme.name, key);
            }
        }
        let needs_credential = !self.config.without_credentials && service.requires_credential;
        if needs_credential && self.config.credentials.is_empty() {
            return Err(missing_credential(service, &self.config));
        }
        Ok(self)
    }

    /// Adds headers from lines of the form `Name: value`. Empty lines are ignored.
    fn custom_headers(mut self, lines: &str) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let Some((name, value)) = line.split_once(':') else {
                return Err(Error::request(
                    "a line of custom headers has no colon between name and value",
                ));
            };
            let (name, value) = parse_header(name.trim(), value.trim())?;
            if !self.has_header(name.as_str()) {
                headers.insert(name, value);
            }
        }
        self.config.headers.extend(headers);
        Ok(self)
    }

    /// Returns whether a header has a value other than that of the service's constants.
    fn has_header(&self, name: &str) -> bool {
        let value = self.config.headers.get(name);
        value.is_some() && value != service_headers(self.config.service).get(name)
    }
}

fn non_empty(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

fn missing_credential(service: &ServiceSpec, config: &Config) -> Error {
    let schemes = service.schemes.iter();
    let env: Vec<_> = schemes.flat_map(|scheme| scheme.env).copied().collect();
    let env = match env.is_empty() {
        true => "it has no environment variables".to_owned(),
        false => format!("set {}", env.join(" or ")),
    };
    let (name, hint) = (service.name, config.credential_hint());
    let message = format!("no credential for {name}: {env}{hint}");
    Error::new(ErrorKind::Authentication, message)
}
