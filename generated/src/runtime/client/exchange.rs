//! Keys that are got for tokens of an identity provider: OAuth 2.0 token exchange, RFC 8693.
//!
//! In: a token endpoint, a credential that fetches the subject's token (or none, where the certificate of the connection
//! proves the subject), parameters. Out: a provider of keys that keeps one as long as it is good, asks for the next one
//! before it ends, and asks once however many calls wait for it.
//! Must not know: which identity provider or service it is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, header};
use percent_encoding::utf8_percent_encode;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::clock::{Instant, timeout};
use super::super::error::{BoxError, ErrorBody, excerpt};
use super::super::request::UNRESERVED;
use super::super::spec::ExchangeSpec;
use super::super::wire::body::Body;
use super::super::wire::http_transport::HttpTransport;
use super::super::wire::transport::{BoxFuture, Transport};
use super::config::{CONNECT_TIMEOUT, parse_base_url};
use super::credentials::{Credential, CredentialProvider};

/// How long one exchange may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long before its end a key is replaced, unless told otherwise.
const EARLY: Duration = Duration::from_secs(1200);
/// How long a key is good for, if the answer does not say.
const LIFETIME: u64 = 3600;
/// The longest answer that is read.
const LONGEST: usize = 1 << 20;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
/// A JSON Web Token, the usual thing to exchange.
const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";

/// Exchanges tokens of an identity provider for keys. Give it to a client as a [`Credential`].
pub struct TokenExchange {
    endpoint: String,
    json: bool,
    /// What fetches the subject's token; none if the certificate of the connection proves the subject.
    subject: Option<Credential>,
    subject_type: String,
    parameters: Vec<(String, String)>,
    early: Duration,
    transport: Arc<dyn Transport>,
    key: Mutex<Option<Key>>,
    /// Held while a key is asked for: whoever comes meanwhile waits for it.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Key {
    key: SecretString,
    replace: Instant,
    end: Instant,
}

impl TokenExchange {
    /// Exchanges what this credential fetches (a token, by default a JWT) at this endpoint.
    pub fn new(endpoint: impl Into<String>, subject: impl Into<Credential>) -> Self {
        Self::with_subject(endpoint.into(), Some(subject.into()), JWT)
    }

    /// Gets keys from this endpoint for the certificate that the [`transport`](Self::transport) shows there: no token is
    /// sent, and the certificate is called by this URN.
    pub fn by_certificate(endpoint: impl Into<String>, urn: impl AsRef<str>) -> Self {
        Self::with_subject(endpoint.into(), None, urn.as_ref())
    }

    fn with_subject(endpoint: String, subject: Option<Credential>, urn: &str) -> Self {
        Self {
            endpoint,
            json: false,
            subject,
            subject_type: urn.to_owned(),
            parameters: Vec::new(),
            early: EARLY,
            transport: Arc::new(HttpTransport::new(CONNECT_TIMEOUT, None)),
            key: Mutex::new(None),
            asking: tokio::sync::Mutex::new(()),
        }
    }

    /// Exchanges it as a service describes.
    pub(super) fn by_spec(self, spec: &ExchangeSpec) -> Self {
        Self {
            json: spec.json,
            early: Duration::from_secs(spec.early),
            ..self
        }
    }

    /// What kind of token the subject's is, by its URN.
    #[must_use]
    pub fn subject_token_type(mut self, urn: impl Into<String>) -> Self {
        self.subject_type = urn.into();
        self
    }

    /// A further parameter of the exchange.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the parameters as JSON, not as a form.
    #[must_use]
    pub fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// How long before its end a key is replaced, but for half its lifetime at most. 1200 seconds unless set.
    #[must_use]
    pub fn early(mut self, early: Duration) -> Self {
        self.early = early;
        self
    }

    /// Exchanges over this transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Arc::new(transport);
        self
    }

    async fn current(&self) -> Result<SecretString, BoxError> {
        if let Some(key) = self.fresh() {
            return Ok(key);
        }
        let _asking = self.asking.lock().await;
        // Who waited finds what the one before asked for.
        if let Some(key) = self.fresh() {
            return Ok(key);
        }
        match self.exchange().await {
            Ok(key) => Ok(self.held().insert(key).key.clone()),
            // It was too early to give up on the old one.
            Err(error) => {
                let held = self.held().clone().filter(|key| Instant::now() < key.end);
                held.map(|key| key.key).ok_or(error)
            }
        }
    }

    fn fresh(&self) -> Option<SecretString> {
        let held = self.held();
        let fresh = held.as_ref().filter(|key| Instant::now() < key.replace);
        fresh.map(|key| key.key.clone())
    }

    fn held(&self) -> MutexGuard<'_, Option<Key>> {
        self.key.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn exchange(&self) -> Result<Key, BoxError> {
        let subject = match &self.subject {
            Some(subject) => Some(subject.fetch().await?),
            None => None,
        };
        let request = self.request(subject.as_ref().map(ExposeSecret::expose_secret))?;
        let asked = Instant::now();
        let body = answer_of(&*self.transport, request).await?;
        // What is wrong is not shown: it may hold the key.
        let granted = serde_json::from_slice(&body).map(Granted::of);
        let Granted { key, lifetime } = granted
            .ok()
            .flatten()
            .ok_or("the answer of the token endpoint holds no access token")?;
        let early = self.early.min(lifetime / 2);
        Ok(Key {
            key,
            replace: asked + (lifetime - early),
            end: asked + lifetime,
        })
    }

    fn request(&self, subject: Option<&str>) -> Result<Request<Body>, BoxError> {
        let url = parse_base_url(&self.endpoint)?;
        let subject = subject.map(|token| ("subject_token", token));
        let own = [("grant_type", GRANT)].into_iter().chain(subject);
        let own = own.chain([("subject_token_type", self.subject_type.as_str())]);
        let further = self
            .parameters
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()));
        let pairs = own.chain(further);
        let (content_type, body) = if self.json {
            let members = pairs.map(|(name, value)| (name.to_owned(), Value::from(value)));
            let members = Value::Object(Map::from_iter(members));
            ("application/json", members.to_string())
        } else {
            let encoded = |text| utf8_percent_encode(text, UNRESERVED);
            let pairs = pairs.map(|(n, v)| format!("{}={}", encoded(n), encoded(v)));
            let text = pairs.collect::<Vec<_>>().join("&");
            ("application/x-www-form-urlencoded", text)
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

/// What an endpoint for tokens answers.
///
/// # Errors
/// No answer in time, or one that is no success.
pub(super) async fn answer_of(
    transport: &dyn Transport,
    request: Request<Body>,
) -> Result<Bytes, BoxError> {
    let exchange = async {
        let answer = transport.send(request).await?;
        let (parts, body) = answer.into_parts();
        Ok::<_, BoxError>((parts.status, body.collect_up_to(LONGEST).await?))
    };
    let (status, body) = timeout(TIMEOUT, exchange)
        .await
        .map_err(|_| format!("no answer of the token endpoint within {TIMEOUT:?}"))??;
    if status.is_success() {
        return Ok(body);
    }
    let message = ErrorBody::read(&body).message;
    let said = message.unwrap_or_else(|| excerpt(&body));
    Err(format!("the token endpoint refused ({}): {said}", status.as_u16()).into())
}

impl CredentialProvider for TokenExchange {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(self.current())
    }

    fn refused(&self) -> bool {
        self.held().take().is_some()
    }
}

impl std::fmt::Debug for TokenExchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenExchange").finish_non_exhaustive()
    }
}

impl From<TokenExchange> for Credential {
    fn from(exchange: TokenExchange) -> Self {
        Self::provider(exchange)
    }
}

/// What the token endpoint grants.
struct Granted {
    key: SecretString,
    lifetime: Duration,
}

impl Granted {
    fn of(answer: Value) -> Option<Self> {
        let key = String::deserialize(answer.get("access_token")?).ok()?;
        let lifetime = answer.get("expires_in").and_then(Value::as_u64);
        // A day is as long as any token is good for.
        let lifetime = lifetime.unwrap_or(LIFETIME).min(24 * LIFETIME);
        Some(Self {
            key: key.into(),
            lifetime: Duration::from_secs(lifetime),
        })
    }
}
