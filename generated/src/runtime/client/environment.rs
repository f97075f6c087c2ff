//! Settings from environment variables.
//!
//! In: the names a service gives to its variables, and a way to look them up. Out: a builder with what was found.
//! Must not know: any name of its own.

use http::HeaderMap;

use super::super::error::{Error, ErrorKind};
use super::super::spec::ServiceSpec;
use super::builder::{Base, ClientBuilder, header, service_headers};

impl ClientBuilder {
    /// Takes base URL, credentials, settings and further headers from the process environment, as far as they were not
    /// set before.
    ///
    /// For a [`host`](Self::host) these are the host's variables alone: a key of the service is none of its business.
    ///
    /// It is an error when there is no credential at all.
    pub fn environment(self) -> Result<Self, Error> {
        self.environment_from(|name| std::env::var(name).ok())
    }

    /// Like [`environment`](Self::environment), with another place to look variables up.
    pub fn environment_from(
        mut self,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Error> {
        let service = self.config.service;
        let first = |names: &[&str]| names.iter().find_map(|name| present(lookup(name)));
        if let Some(host) = self.config.host {
            return self.host_environment(host, first);
        }
        if self.base == Base::Own
            && let Some(url) = first(service.base_url_env)
        {
            self = self.base_url(url);
            self.base = Base::Environment;
        }
        for setting in service.settings {
            if !self.has_header(setting.header)
                && let Some(value) = first(setting.env)
            {
                self = self.setting(setting.name, value);
            }
        }
        // Custom headers come last: a setting of its own beats a line in the list.
        if let Some(lines) = service.custom_headers_env.and_then(&lookup) {
            self = self.custom_headers(&lines)?;
        }
        for scheme in service.schemes {
            if self.config.credential(&[scheme.name]).is_none()
                && let Some(key) = first(scheme.env)
            {
                self = self.credential(scheme.name, key);
            }
        }
        if self.config.credentials.is_empty() && !service.schemes.is_empty() {
            return Err(no_credential(service));
        }
        Ok(self)
    }

    /// Lines `Name: value`; empty lines are passed over.
    fn custom_headers(mut self, lines: &str) -> Result<Self, Error> {
        let mut read = HeaderMap::new();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let Some((name, value)) = line.split_once(':') else {
                return Err(Error::request(
                    "a line of custom headers has no colon between name and value",
                ));
            };
            let (name, value) = header(name.trim(), value.trim())?;
            if !self.has_header(name.as_str()) {
                read.insert(name, value);
            }
        }
        self.config.headers.extend(read);
        Ok(self)
    }

    /// Whether a header was set, and not only by the service's description.
    fn has_header(&self, name: &str) -> bool {
        let set = self.config.headers.get(name);
        set.is_some() && set != service_headers(self.config.service).get(name)
    }
}

fn present(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

fn no_credential(service: &ServiceSpec) -> Error {
    let names: Vec<_> = service
        .schemes
        .iter()
        .flat_map(|s| s.env)
        .copied()
        .collect();
    let message = format!(
        "there is no credential for {}: set {}",
        service.name,
        names.join(" or ")
    );
    Error::new(ErrorKind::Authentication, message)
}
