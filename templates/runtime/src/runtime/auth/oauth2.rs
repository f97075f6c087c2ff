//! OAuth 2.0 access tokens by client credentials or a refresh token ([RFC 6749](https://www.rfc-editor.org/rfc/rfc6749)).
//!
//! Each of these grants is one request. A crate for them would bring in a second HTTP client, or need an adapter of the
//! same length.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderValue, Method, Request, header};
use percent_encoding::utf8_percent_encode;
use secrecy::{ExposeSecret, SecretString};

use super::token_cache::{AccessToken, TokenCache};
use super::token_endpoint::{fetch, form_body};
use super::{Credential, CredentialProvider};
use crate::runtime::base64::encode_base64;
use crate::runtime::error::BoxError;
use crate::runtime::url::{UNRESERVED, parse_base_url};
use crate::runtime::wire::body::Body;
use crate::runtime::wire::http_transport::{CONNECT_TIMEOUT, HttpTransport};
use crate::runtime::wire::transport::{BoxFuture, Transport};

/// How long before its expiry a token is replaced, up to half its lifetime.
const REFRESH_BEFORE: Duration = Duration::from_secs(60);

/// Gets OAuth 2.0 access tokens from a token endpoint. Pass it to a client as a [`Credential`].
///
/// A token is kept until shortly before it expires, or until the service rejects it. The client secret is only sent to
/// the token endpoint.
///
/// ```no_run
/// use crate_name::auth::{Credential, OAuth2};
///
/// let tokens = OAuth2::client_credentials("https://auth.example.com/token", "id", "secret")
///     .scope("read")
///     .parameter("audience", "https://api.example.com");
/// let credential = Credential::from(tokens);
/// ```
pub struct OAuth2 {
    token_url: String,
    client_id: String,
    client_secret: Option<SecretString>,
    secret_in_body: bool,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    /// `None` for client credentials.
    refresh_token: Mutex<Option<SecretString>>,
    on_rotation: Option<Box<OnRotation>>,
    transport: Option<Arc<dyn Transport>>,
    cache: TokenCache,
}

type OnRotation = dyn Fn(&SecretString) + Send + Sync;

impl OAuth2 {
    /// Gets tokens for the client itself
    /// ([RFC 6749, 4.4](https://www.rfc-editor.org/rfc/rfc6749#section-4.4)).
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        let secret = Some(client_secret.into());
        Self::with_grant(token_url.into(), client_id.into(), secret, None)
    }

    /// Gets tokens for the user who authorized the client
    /// ([RFC 6749, 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)). A public client has no secret: see
    /// [`client_secret`](Self::client_secret).
    pub fn refresh_token(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<SecretString>,
    ) -> Self {
        let token = Some(refresh_token.into());
        Self::with_grant(token_url.into(), client_id.into(), None, token)
    }

    fn with_grant(
        token_url: String,
        client_id: String,
        client_secret: Option<SecretString>,
        refresh_token: Option<SecretString>,
    ) -> Self {
        Self {
            token_url,
            client_id,
            client_secret,
            secret_in_body: false,
            scopes: Vec::new(),
            parameters: Vec::new(),
            refresh_token: Mutex::new(refresh_token),
            on_rotation: None,
            transport: None,
            cache: TokenCache::default(),
        }
    }

    /// Sets the client secret.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<SecretString>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Sets the client secret, if there is one.
    #[doc(hidden)]
    #[must_use]
    pub fn secret(mut self, secret: Option<&str>) -> Self {
        self.client_secret = secret.map(SecretString::from);
        self
    }

    /// Sends the client ID and the client secret as parameters instead of in the `Authorization` header, for servers
    /// that do not support the header.
    #[must_use]
    pub fn secret_in_body(mut self) -> Self {
        self.secret_in_body = true;
        self
    }

    /// Requests a scope. Without any scope, the server decides.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Requests several scopes.
    #[must_use]
    pub fn scopes(mut self, scopes: &[&str]) -> Self {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned());
        self.scopes.extend(scopes);
        self
    }

    /// Adds a parameter to the request, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sets a function that stores the new refresh token each time the server replaces it.
    #[must_use]
    pub fn on_rotation(mut self, store: impl Fn(&SecretString) + Send + Sync + 'static) -> Self {
        self.on_rotation = Some(Box::new(store));
        self
    }

    /// Sets the transport of requests to the token endpoint.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the transport, unless one is already set.
    pub(crate) fn default_transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport.get_or_insert(transport);
        self
    }

    /// Returns a mutable reference to the URL of the token endpoint.
    pub(crate) fn token_url_mut(&mut self) -> &mut String {
        &mut self.token_url
    }

    async fn request_token(&self) -> Result<AccessToken, BoxError> {
        let request = self.request()?;
        let body = match &self.transport {
            Some(transport) => fetch(&**transport, request).await?,
            None => fetch(&HttpTransport::new(CONNECT_TIMEOUT, None), request).await?,
        };
        let token = AccessToken::parse(&body)?;
        if let Some(new) = &token.refresh_token
            && let Some(current) = &mut *self.current_refresh_token()
        {
            *current = new.clone();
            if let Some(store) = &self.on_rotation {
                store(new);
            }
        }
        Ok(token)
    }

    fn request(&self) -> Result<Request<Body>, BoxError> {
        let url = parse_base_url("token URL", &self.token_url)?;
        let refresh_token = self.current_refresh_token().clone();
        let scopes = self.scopes.join(" ");
        let secret = self.client_secret.as_ref().map(ExposeSecret::expose_secret);
        let mut parameters = match &refresh_token {
            None => vec![("grant_type", "client_credentials")],
            Some(token) => vec![
                ("grant_type", "refresh_token"),
                ("refresh_token", token.expose_secret()),
            ],
        };
        if !scopes.is_empty() {
            parameters.push(("scope", &scopes));
        }
        let in_header = secret.filter(|_| !self.secret_in_body);
        if in_header.is_none() {
            parameters.push(("client_id", &self.client_id));
            parameters.extend(secret.map(|secret| ("client_secret", secret)));
        }
        let additional = self.parameters.iter();
        parameters.extend(additional.map(|(name, value)| (name.as_str(), value.as_str())));
        let mut request = Request::new(Body::from(form_body(parameters.into_iter())));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url.as_str().parse()?;
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form);
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(secret) = in_header {
            // Both are form-encoded first: RFC 6749, 2.3.1.
            let encode = |part| utf8_percent_encode(part, UNRESERVED);
            let pair = format!("{}:{}", encode(&self.client_id), encode(secret));
            let mut value = HeaderValue::try_from(format!("Basic {}", encode_base64(pair)))?;
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        Ok(request)
    }

    fn current_refresh_token(&self) -> MutexGuard<'_, Option<SecretString>> {
        let lock = self.refresh_token.lock();
        lock.unwrap_or_else(PoisonError::into_inner)
    }
}

impl CredentialProvider for OAuth2 {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(self.cache.get(REFRESH_BEFORE, self.request_token()))
    }

    fn on_rejected(&self) -> bool {
        self.cache.clear()
    }
}

impl From<OAuth2> for Credential {
    fn from(tokens: OAuth2) -> Self {
        Self::provider(tokens)
    }
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2")
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
