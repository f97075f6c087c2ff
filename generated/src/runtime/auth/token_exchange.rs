//! OAuth 2.0 token exchange ([RFC 8693](https://www.rfc-editor.org/rfc/rfc8693)).
//!
//! A key is cached until shortly before it expires.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Method, Request, header};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use super::token_cache::{AccessToken, TokenCache};
use super::token_endpoint::{fetch, form_body};
use super::{Credential, CredentialProvider};
use crate::runtime::error::BoxError;
use crate::runtime::spec::ExchangeSpec;
use crate::runtime::url::parse_base_url;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::http_transport::{CONNECT_TIMEOUT, HttpTransport};
use crate::runtime::wire::transport::{BoxFuture, Transport};

/// How long before its expiry a key is replaced by default.
const REFRESH_BEFORE: Duration = Duration::from_secs(1200);

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";

/// Exchanges tokens of an identity provider for keys. Pass it to a client as a [`Credential`].
pub struct TokenExchange {
    endpoint: String,
    json: bool,
    /// Fetches the subject token. `None` if the certificate of the connection identifies the subject.
    subject: Option<Credential>,
    subject_token_type: String,
    parameters: Vec<(String, String)>,
    refresh_before: Duration,
    transport: Arc<dyn Transport>,
    cache: TokenCache,
}

impl TokenExchange {
    /// Exchanges the token that `subject` fetches, by default a JSON Web Token, at a token endpoint.
    pub fn new(endpoint: impl Into<String>, subject: impl Into<Credential>) -> Self {
        Self::with_subject(endpoint.into(), Some(subject.into()), JWT)
    }

    /// Gets keys for the TLS certificate that the [`transport`](Self::transport) presents to a token endpoint.
    ///
    /// No token is sent. `token_type` is the URN that identifies the certificate.
    pub fn from_certificate(endpoint: impl Into<String>, token_type: impl AsRef<str>) -> Self {
        Self::with_subject(endpoint.into(), None, token_type.as_ref())
    }

    fn with_subject(endpoint: String, subject: Option<Credential>, token_type: &str) -> Self {
        Self {
            endpoint,
            json: false,
            subject,
            subject_token_type: token_type.to_owned(),
            parameters: Vec::new(),
            refresh_before: REFRESH_BEFORE,
            transport: Arc::new(HttpTransport::new(CONNECT_TIMEOUT, None)),
            cache: TokenCache::default(),
        }
    }

    /// Applies the encoding and timing of a service.
    pub(crate) fn with_spec(self, spec: &ExchangeSpec) -> Self {
        Self {
            json: spec.json,
            refresh_before: spec.refresh_before,
            ..self
        }
    }

    /// Sets the type of the subject token, a URN.
    #[must_use]
    pub fn subject_token_type(mut self, urn: impl Into<String>) -> Self {
        self.subject_token_type = urn.into();
        self
    }

    /// Adds a parameter to the exchange.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the parameters as JSON instead of a form.
    #[must_use]
    pub fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// Sets how long before its expiry a key is replaced, up to half its lifetime. 1200 seconds by default.
    #[must_use]
    pub fn refresh_before(mut self, duration: Duration) -> Self {
        self.refresh_before = duration;
        self
    }

    /// Sets the transport of the exchange.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Arc::new(transport);
        self
    }

    async fn exchange(&self) -> Result<AccessToken, BoxError> {
        let subject = match &self.subject {
            Some(subject) => Some(subject.key().await?),
            None => None,
        };
        let request = self.request(subject.as_ref().map(ExposeSecret::expose_secret))?;
        AccessToken::parse(&fetch(&*self.transport, request).await?)
    }

    fn request(&self, subject: Option<&str>) -> Result<Request<Body>, BoxError> {
        let url = parse_base_url("endpoint", &self.endpoint)?;
        let subject = subject.map(|token| ("subject_token", token));
        let standard = [("grant_type", GRANT_TYPE)].into_iter().chain(subject);
        let standard = standard.chain([("subject_token_type", self.subject_token_type.as_str())]);
        let additional = self.parameters.iter();
        let parameters =
            standard.chain(additional.map(|(name, value)| (name.as_str(), value.as_str())));
        let (content_type, body) = match self.json {
            true => ("application/json", json_body(parameters)),
            false => ("application/x-www-form-urlencoded", form_body(parameters)),
        };
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url.as_str().parse()?;
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        Ok(request)
    }
}

fn json_body<'a>(parameters: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let properties = parameters.map(|(name, value)| (name.to_owned(), Value::from(value)));
    Value::Object(Map::from_iter(properties)).to_string()
}

impl CredentialProvider for TokenExchange {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(self.cache.get(self.refresh_before, self.exchange()))
    }

    fn on_rejected(&self) -> bool {
        self.cache.clear()
    }
}

impl From<TokenExchange> for Credential {
    fn from(exchange: TokenExchange) -> Self {
        Self::provider(exchange)
    }
}

impl fmt::Debug for TokenExchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenExchange").finish_non_exhaustive()
    }
}
