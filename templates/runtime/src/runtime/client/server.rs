//! The servers of a service, and the variables of their URLs.

use super::ClientBuilder;
use super::base_url::{conflicting_base_urls, is_relative, missing_base_url};
use super::builder::BaseUrlSource;
use crate::runtime::error::Error;
use crate::runtime::url::parse_base_url;

impl ClientBuilder {
    /// Selects a server of the service, by its name or URL. The first one is the default.
    ///
    /// It takes precedence over a base URL from the environment, and cannot be combined with
    /// [`base_url`](Self::base_url).
    pub fn server(mut self, server: &str) -> Self {
        let servers = self.config.service.servers;
        let found = servers
            .iter()
            .position(|it| it.name == server || it.url == server);
        let Some(index) = found else {
            let known: Vec<_> = servers.iter().map(|server| server.name).collect();
            let message = format!("unknown server `{server}`; known: {}", known.join(", "));
            return self.fail(Error::request(message));
        };
        if self.base_url_source == BaseUrlSource::Explicit {
            return self.fail(conflicting_base_urls());
        }
        self.config.server.is_overridden = false;
        self.config.server.index = index;
        self.base_url_source = match is_relative(servers[index].url) {
            true => BaseUrlSource::Default,
            false => BaseUrlSource::Selected,
        };
        self.apply_server()
    }

    /// Sets a variable in the URLs of servers.
    ///
    /// [`build`](Self::build) fails if the server does not accept the value. It has no effect on a
    /// [`base_url`](Self::base_url).
    pub fn server_variable(mut self, name: &str, value: impl Into<String>) -> Self {
        let service = self.config.service;
        let servers = service.servers.iter().chain(service.operation_servers);
        let variables = servers.flat_map(|server| server.variables);
        let mut known: Vec<_> = variables.map(|variable| variable.name).collect();
        if !known.contains(&name) {
            known.sort_unstable();
            known.dedup();
            let known = known.join(", ");
            let message = format!("unknown server variable `{name}`; known: {known}");
            return self.fail(Error::request(message));
        }
        let variables = &mut self.config.server.variables;
        variables.retain(|(other, _)| other != name);
        variables.push((name.to_owned(), value.into()));
        self.apply_server()
    }

    /// Sets the base URL to that of the selected server, unless another one was set.
    pub(super) fn apply_server(mut self) -> Self {
        let service = self.config.service;
        if let Some(server) = service.servers.get(self.config.server.index)
            && !self.config.server.is_overridden
        {
            let url = self.config.server.url(server);
            self.config.base_url = url.and_then(|url| match is_relative(&url) {
                true => Err(missing_base_url(service, &url)),
                false => parse_base_url("server", &url),
            });
        }
        self
    }
}
