//! Options of the builder: credentials, base URL, headers, timeouts, retries.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use super::connection::Connection;
use crate::runtime::auth::Credential;
use crate::runtime::error::Error;
use crate::runtime::request::{RequestInterceptor, parse_header};
use crate::runtime::retry::RetryBudget;
use crate::runtime::retry::RetryPolicy;

impl ClientBuilder {
    /// Sets the credential of the first security scheme.
    pub fn api_key(self, key: impl Into<Credential>) -> Self {
        let key = key.into();
        let key = self.with_host_location(key);
        match self.config.service.schemes.first() {
            Some(scheme) => self.credential(scheme.name, key),
            None => self.fail(Error::request("the service has no security scheme")),
        }
    }

    /// Sets the credential of a security scheme, by its name in the OpenAPI document.
    pub fn credential(mut self, scheme: &str, credential: impl Into<Credential>) -> Self {
        let credential = credential.into();
        let message = match self.config.service.scheme(scheme) {
            None => Some(format!("the service has no security scheme `{scheme}`")),
            Some(spec) if credential.is_unusable(spec.location) => Some(format!(
                "a key cannot satisfy the security scheme `{scheme}`: pass `Credential::signer`"
            )),
            Some(_) => None,
        };
        if let Some(message) = message {
            return self.fail(Error::request(message));
        }
        self.config.credentials.retain(|(name, _)| name != scheme);
        self.config
            .credentials
            .push((scheme.to_owned(), credential));
        self
    }

    /// Sends no credentials, even for operations that require one.
    pub fn without_credentials(mut self) -> Self {
        self.config.credentials.clear();
        self.config.without_credentials = true;
        self
    }

    /// Sets a value that the service defines as a setting. It is sent as a header.
    pub fn setting(self, name: &str, value: impl Into<String>) -> Self {
        let settings = self.config.service.settings;
        match settings.iter().find(|setting| setting.name == name) {
            Some(setting) => self.header(setting.header, value.into()),
            None => self.fail(Error::request(format!(
                "the service has no setting `{name}`"
            ))),
        }
    }

    /// Sets a header of every request. It replaces a header with the same name.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        match parse_header(name, value.as_ref()) {
            Ok((name, value)) => {
                self.config.headers.insert(name, value);
                self
            }
            Err(error) => self.fail(error),
        }
    }

    /// Adds a query parameter to every request.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.config.query.push((name.into(), value.into()));
        self
    }

    /// Sets how long one attempt may take. 600 seconds by default.
    ///
    /// For a response that is received chunk by chunk, it limits the time until the response starts, and then the
    /// wait for each chunk.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.config.timeout = timeout;
        self
    }

    /// Sets how long connecting may take. 5 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.config.connect_timeout = timeout;
        if let Connection::Unchanged = self.connection {
            self.connection = Connection::New(None);
        }
        self
    }

    /// Sets how many times a call is retried. 2 by default.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.config.max_retries = retries;
        self
    }

    /// Sets the policy that decides whether and when a failed call is sent again. The default policy is
    /// [`Retry::default_delay`](crate::request::Retry::default_delay).
    pub fn retry_policy(mut self, policy: impl RetryPolicy) -> Self {
        self.config.retry_policy = Arc::new(policy);
        self
    }

    /// Sets the budget from which calls take their retries. Clones of a budget share it. By default, a client and the
    /// clients derived from it share one of 1,000 retries.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.config.retry_budget = budget;
        self
    }

    /// Sets whether a mismatch between a response or event and its type is an error of kind
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode): a required property that is missing or null, or a value of
    /// another JSON type. Off by default: a mismatch is kept in `extra`.
    ///
    /// Unknown values, unknown variants and undeclared properties are never errors.
    pub fn strict_decoding(mut self, strict: bool) -> Self {
        self.config.strict_decoding = strict;
        self
    }

    /// Limits the size of a response that is read into memory, in bytes after decompression. 256 MiB by default.
    ///
    /// A larger response is an error of kind [`ErrorKind::Limit`](crate::ErrorKind::Limit). A
    /// [`Download`](crate::response::Download) has no limit.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.config.limits.response_size = bytes;
        self
    }

    /// Limits the size of an event of a stream, in bytes. 64 MiB by default.
    ///
    /// A larger event ends the stream with an error of kind [`ErrorKind::Limit`](crate::ErrorKind::Limit).
    pub fn max_event_size(mut self, bytes: usize) -> Self {
        self.config.limits.event_size = bytes;
        self
    }

    /// Limits how many times larger a compressed response may become. 256 by default.
    ///
    /// It applies to responses that become larger than 16 MiB. One that exceeds it is an error of kind
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit). A [`Download`](crate::response::Download) has no limit, nor does
    /// a response that another transport or the browser decompresses.
    pub fn max_compression_ratio(mut self, ratio: u32) -> Self {
        self.config.limits.compression_ratio = ratio;
        self
    }

    /// Adds an interceptor, which changes every request before it is sent.
    pub fn interceptor(mut self, interceptor: impl RequestInterceptor) -> Self {
        self.config.interceptors.push(Arc::new(interceptor));
        self
    }
}
