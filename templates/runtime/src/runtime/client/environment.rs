//! Settings from environment variables.
//!
//! In: the names a service gives to its variables, and a way to look them up. Out: a builder with what was found.
//! Must not know: any name of its own.

use super::super::error::{Error, ErrorKind};
use super::super::spec::ServiceSpec;
use super::builder::{ClientBuilder, header};

impl ClientBuilder {
    /// Takes base URL, credentials, settings and further headers from the process environment.
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
        if let Some(url) = first(service.base_url_env) {
            self = self.base_url(url);
        }
        // Custom headers come first: a setting of its own beats a line in the list.
        if let Some(lines) = service.custom_headers_env.and_then(&lookup) {
            self = self.custom_headers(&lines)?;
        }
        for setting in service.settings {
            if let Some(value) = first(setting.env) {
                self = self.setting(setting.name, value);
            }
        }
        for scheme in service.schemes {
            if let Some(key) = first(scheme.env) {
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
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let Some((name, value)) = line.split_once(':') else {
                return Err(Error::request(
                    "a line of custom headers has no colon between name and value",
                ));
            };
            let (name, value) = header(name.trim(), value.trim())?;
            self.config.headers.insert(name, value);
        }
        Ok(self)
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
