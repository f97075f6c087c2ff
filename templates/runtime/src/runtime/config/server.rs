//! The server that a client selects, and the servers of operations.

use std::borrow::Cow;

use reqwest::Url;

use super::Config;
use crate::runtime::error::Error;
use crate::runtime::spec::{OperationSpec, ServerSpec, ServerVariable};
use crate::runtime::url::parse_base_url;

/// The server that a client selects.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerChoice {
    /// Whether a base URL was set, to which all requests go.
    pub(crate) is_overridden: bool,
    /// The index of the server in the constants of the service.
    pub(crate) index: usize,
    /// Names and values of variables.
    pub(crate) variables: Vec<(String, String)>,
}

impl ServerChoice {
    /// Returns the URL of a server with its variables filled in.
    ///
    /// # Errors
    /// Returns a message if a variable has no value, or one that the server does not accept.
    pub(crate) fn url(&self, server: &ServerSpec) -> Result<String, String> {
        let mut url = String::new();
        let mut rest = server.url;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            url.push_str(before);
            url.push_str(self.value(server, name, url.is_empty())?);
            rest = after;
        }
        Ok(url + rest)
    }

    /// Returns the value of a variable. Only a variable at the start of a URL may contain a host and a path.
    fn value<'a>(
        &'a self,
        server: &'a ServerSpec,
        name: &str,
        is_start: bool,
    ) -> Result<&'a str, String> {
        let variable = server.variables.iter().find(|it| it.name == name);
        let set = self.variables.iter().find(|(other, _)| other == name);
        let Some((_, value)) = set else {
            let default = variable.and_then(|variable| variable.default);
            let url = server.url;
            return default.ok_or_else(|| {
                format!("the server `{url}` requires the variable `{name}`: call `server_variable`")
            });
        };
        let is_safe = is_start || !value.contains(['/', '\\', '?', '#', '@']);
        match variable.is_none_or(|variable| accepts(variable, value)) && is_safe {
            true => Ok(value),
            false => Err(invalid(name, value, variable)),
        }
    }
}

fn accepts(variable: &ServerVariable, value: &str) -> bool {
    variable.values.is_empty() || variable.values.contains(&value)
}

fn invalid(name: &str, value: &str, variable: Option<&ServerVariable>) -> String {
    let message = format!("invalid value `{value}` of the server variable `{name}`");
    match variable.map_or(&[][..], |variable| variable.values) {
        [] => message,
        values => format!("{message}; expected {}", values.join(" or ")),
    }
}

impl Config {
    /// Sends all requests to the base URL.
    pub(crate) fn override_servers(&mut self) {
        self.server.is_overridden = true;
    }

    /// Returns the URL of the selected server, if it has neither scheme nor host.
    pub(crate) fn relative_server(&self) -> Option<String> {
        let server = self.service.servers.get(self.server.index)?;
        let url = self.server.url(server).ok()?;
        (!url.contains("://")).then_some(url)
    }

    /// Returns the base URL of an operation: that of its server, unless another base URL was set.
    ///
    /// The path of a server without a host is resolved against the base URL.
    pub(crate) fn base_url_of(&self, operation: &OperationSpec) -> Result<Cow<'_, Url>, Error> {
        let servers = self.service.operation_servers;
        let server = operation.server.and_then(|index| servers.get(index));
        let Some(server) = server else {
            return Ok(Cow::Borrowed(self.base_url()?));
        };
        let url = self.server.url(server).map_err(Error::request)?;
        if url.contains("://") {
            return match self.server.is_overridden {
                true => Ok(Cow::Borrowed(self.base_url()?)),
                false => parse_base_url("server", &url)
                    .map(Cow::Owned)
                    .map_err(Error::request),
            };
        }
        let resolved = self.base_url()?.join(&url);
        resolved
            .map(Cow::Owned)
            .map_err(|error| Error::request(format!("invalid server `{url}`: {error}")))
    }
}
