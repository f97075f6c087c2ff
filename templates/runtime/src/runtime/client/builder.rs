//! Setting up a client.
//!
//! In: settings, one by one; a wrong one is remembered and reported by `build`. Out: `Client`.
//! Must not know: what an operation is.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::super::error::Error;
use super::super::spec::ServiceSpec;
use super::super::wire::http_transport::{HttpTransport, Tune};
use super::super::wire::transport::Transport;
use super::Client;
use super::config::{CONNECT_TIMEOUT, Config, MAX_RETRIES, Prepare, TIMEOUT, parse_base_url};
use super::credentials::Credential;
use super::host;

/// Collects the settings of a [`Client`].
#[derive(Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    pub(crate) config: Config,
    pub(super) base: Base,
    connection: Connection,
    failure: Option<Error>,
}

/// Where the base URL comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The service's description, or the client that this one is derived from.
    Own,
    /// The environment.
    Environment,
    /// The user's code.
    Given,
    /// A region.
    Region,
}

/// Where the transport of the new client comes from.
enum Connection {
    /// As the configuration has it.
    Kept,
    /// Connections of its own, with changes to how they are made.
    Own(Option<Tune>),
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Kept => "Kept",
            Self::Own(_) => "Own",
        })
    }
}

impl ClientBuilder {
    /// A client of this service, without credentials so far.
    pub fn new(service: &'static ServiceSpec) -> Self {
        let transport = HttpTransport::new(CONNECT_TIMEOUT, None);
        let config = Config {
            service,
            base_url: parse_base_url(service.base_url),
            transport: Arc::new(transport),
            credentials: Vec::new(),
            anonymous: false,
            headers: service_headers(service),
            query: Vec::new(),
            prepare: Vec::new(),
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            max_retries: MAX_RETRIES,
            strict_answers: false,
            host: None,
            deployment: None,
            region: None,
        };
        Self::of(config)
    }

    /// A client that differs from another one in what is set now.
    pub(crate) fn of(config: Config) -> Self {
        Self {
            config,
            base: Base::Own,
            connection: Connection::Kept,
            failure: None,
        }
    }

    /// The key for the service's first security scheme.
    pub fn api_key(self, key: impl Into<Credential>) -> Self {
        let key = match self.config.host {
            Some(host) => key.into().placed_unless(host.key),
            None => key.into(),
        };
        match self.config.service.schemes.first() {
            Some(scheme) => self.credential(scheme.name, key),
            None => self.fail(Error::request("the service has no security scheme")),
        }
    }

    /// The key for a security scheme, by its name in the document.
    pub fn credential(mut self, scheme: &str, credential: impl Into<Credential>) -> Self {
        if self.config.service.scheme(scheme).is_none() {
            return self.fail(Error::request(format!(
                "the service has no security scheme `{scheme}`"
            )));
        }
        self.config.credentials.retain(|(name, _)| name != scheme);
        self.config
            .credentials
            .push((scheme.to_owned(), credential.into()));
        self
    }

    /// Sends no credentials at all, and does without those the operations ask for.
    pub fn anonymous(mut self) -> Self {
        self.config.credentials.clear();
        self.config.anonymous = true;
        self
    }

    /// Another server that speaks the same API. The path of an operation is appended to it; a query is kept.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        if self.base == Base::Region {
            return self.fail(host::excluded());
        }
        self.config.base_url = parse_base_url(url.as_ref());
        self.config.note_region();
        self.base = Base::Given;
        self
    }

    /// A setting of the service that is sent as a header.
    pub fn setting(self, name: &str, value: impl Into<String>) -> Self {
        let settings = self.config.service.settings;
        match settings.iter().find(|setting| setting.name == name) {
            Some(setting) => self.header(setting.header, value.into()),
            None => self.fail(Error::request(format!(
                "the service has no setting `{name}`"
            ))),
        }
    }

    /// A header for every request; it replaces one of the same name.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        match header(name, value.as_ref()) {
            Ok((name, value)) => {
                self.config.headers.insert(name, value);
                self
            }
            Err(error) => self.fail(error),
        }
    }

    /// A query parameter for every request.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.config.query.push((name.into(), value.into()));
        self
    }

    /// How long one attempt may take: until all of a plain answer is there, until a stream starts, and between two
    /// pieces of a stream. 600 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.config.timeout = timeout;
        self
    }

    /// How long connecting may take. 5 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.config.connect_timeout = timeout;
        if let Connection::Kept = self.connection {
            self.connection = Connection::Own(None);
        }
        self
    }

    /// How often a call is retried. 2 unless set.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.config.max_retries = retries;
        self
    }

    /// Whether it is an error if a required property of an answer or event is missing or `null`, or a value is of
    /// another kind: one of kind `Decode`, with the place. Off unless set: answers are read tolerantly, and what does
    /// not fit is kept in `extra`. Unknown values, unknown cases and undeclared properties are no error either way.
    pub fn strict_answers(mut self, strict: bool) -> Self {
        self.config.strict_answers = strict;
        self
    }

    /// Changes how connections are made: proxy, roots, pool, protocol.
    pub fn http(
        mut self,
        tune: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.connection = Connection::Own(Some(Arc::new(tune)));
        self
    }

    /// Uses an HTTP client that is there already.
    ///
    /// Its redirect policy is its own: give it `redirect::Policy::none()`, or a redirect to another host may take
    /// headers with it that this client would hold back.
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(HttpTransport::of(client))
    }

    /// Uses another transport, for example one that answers without a network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.config.transport = Arc::new(transport);
        self.connection = Connection::Kept;
        self
    }

    /// Puts a transport around the one there is: middleware. Set up connections before.
    ///
    /// It sees each attempt, redirects included, with all its headers.
    pub fn wrap<T: Transport>(mut self, wrap: impl FnOnce(Arc<dyn Transport>) -> T) -> Self {
        self = self.connect();
        let inner = self.config.transport.clone();
        self.transport(wrap(inner))
    }

    /// Changes every request before it is sent.
    pub fn prepare(mut self, prepare: impl Prepare) -> Self {
        self.config.prepare.push(Arc::new(prepare));
        self
    }

    /// The client, or the first setting that was wrong.
    pub fn build(self) -> Result<Client, Error> {
        let this = self.connect();
        if let Some(failure) = this.failure {
            return Err(failure);
        }
        this.config.base_url()?;
        this.config.check_host()?;
        Ok(Client::of(this.config))
    }

    /// The client without the check: a wrong setting shows with the first call.
    pub(crate) fn build_unchecked(self) -> Client {
        Client::of(self.connect().config)
    }

    pub(crate) fn fail(mut self, error: Error) -> Self {
        self.failure.get_or_insert(error);
        self
    }

    pub(super) fn connect(mut self) -> Self {
        if let Connection::Own(tune) = std::mem::replace(&mut self.connection, Connection::Kept) {
            let transport = HttpTransport::new(self.config.connect_timeout, tune);
            if let Err(reason) = transport.client() {
                return self.fail(Error::request(format!(
                    "the HTTP client could not be set up: {reason}"
                )));
            }
            self.config.transport = Arc::new(transport);
        }
        self
    }
}

/// The headers of every request to a service. They are constants of its description: what cannot be sent is left out.
pub(super) fn service_headers(service: &ServiceSpec) -> HeaderMap {
    let agent = Some(("user-agent", service.user_agent)).filter(|(_, agent)| !agent.is_empty());
    let pairs = agent.iter().chain(service.headers);
    pairs
        .filter_map(|(name, value)| header(name, value).ok())
        .collect()
}

/// A header, if its name and value can be one. The value is not shown when it cannot: it may be a secret.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let parsed = HeaderName::try_from(name)
        .map_err(|_| Error::request(format!("`{name}` is no header name")))?;
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| Error::request(format!("the value of header `{name}` cannot be sent")))?;
    value.set_sensitive(matches!(parsed, header::AUTHORIZATION | header::COOKIE));
    Ok((parsed, value))
}
