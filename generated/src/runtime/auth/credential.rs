//! A credential of a client: a key, a provider of keys, or a signer.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::CredentialProvider;
use super::Signer;
use crate::runtime::base64::encode_base64;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::spec::CredentialLocation;

/// A key, a provider of keys, or a signer of requests.
///
/// Strings convert into a key. A credential is never displayed.
#[derive(Clone)]
pub struct Credential {
    source: Source,
    location: Option<CredentialLocation>,
}

#[derive(Clone)]
enum Source {
    Key(SecretString),
    Provider(Arc<dyn CredentialProvider>),
    Signer(Arc<dyn Signer>),
}

/// How a request is authorized.
pub(crate) enum Auth {
    /// By a key in this location.
    Key(CredentialLocation, SecretString),
    /// By a signature.
    Signature(Arc<dyn Signer>),
}

impl Credential {
    /// Creates a credential from a key that does not change.
    pub fn new(key: impl Into<SecretString>) -> Self {
        Self::from_source(Source::Key(key.into()))
    }

    /// Creates a credential from a user name and a password, for HTTP basic authentication.
    ///
    /// The user name must not contain a colon ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617#section-2)).
    pub fn basic(user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        Self::new(encode_base64(format!(
            "{}:{}",
            user.as_ref(),
            password.as_ref()
        )))
    }

    /// Creates a credential from a provider of keys.
    pub fn provider(provider: impl CredentialProvider) -> Self {
        Self::from_source(Source::Provider(Arc::new(provider)))
    }

    /// Creates a credential from a signer. Requests are signed and carry no key.
    pub fn signer(signer: impl Signer) -> Self {
        Self::from_source(Source::Signer(Arc::new(signer)))
    }

    fn from_source(source: Source) -> Self {
        Self {
            source,
            location: None,
        }
    }

    /// Sets where a request carries the key. It overrides the location of the security scheme.
    #[must_use]
    pub fn location(mut self, location: CredentialLocation) -> Self {
        self.location = Some(location);
        self
    }

    /// Sets where a request carries the key, unless that is already set.
    pub(crate) fn default_location(mut self, location: CredentialLocation) -> Self {
        self.location.get_or_insert(location);
        self
    }

    /// Returns the header that carries the key or signature, by the location of the security scheme.
    pub(crate) fn header_name(&self, scheme: CredentialLocation) -> Option<&'static str> {
        if self.is_signer() {
            return Some("authorization");
        }
        match self.location.unwrap_or(scheme) {
            CredentialLocation::Bearer | CredentialLocation::Basic => Some("authorization"),
            CredentialLocation::Header(name) => Some(name),
            CredentialLocation::Cookie(_) => Some("cookie"),
            CredentialLocation::Query(_) | CredentialLocation::Signer => None,
        }
    }

    /// Returns how to authorize a request with these headers, by the location of the security scheme.
    ///
    /// Returns `None` if the request already has the header that would carry the key.
    pub(crate) async fn authorize(
        &self,
        scheme: CredentialLocation,
        headers: &HeaderMap,
    ) -> Result<Option<Auth>, Error> {
        if let Source::Signer(signer) = &self.source {
            return Ok(Some(Auth::Signature(signer.clone())));
        }
        let location = self.location.unwrap_or(scheme);
        if matches!(location, CredentialLocation::Header(name) if headers.contains_key(name)) {
            return Ok(None);
        }
        Ok(Some(Auth::Key(location, self.key().await?)))
    }

    /// Returns whether the credential cannot be sent for a security scheme with this location.
    pub(crate) fn is_unusable(&self, scheme: CredentialLocation) -> bool {
        scheme == CredentialLocation::Signer && self.location.is_none() && !self.is_signer()
    }

    pub(crate) fn is_signer(&self) -> bool {
        matches!(self.source, Source::Signer(_))
    }

    /// Returns the current key.
    pub(crate) async fn key(&self) -> Result<SecretString, Error> {
        let failed = |message| Error::new(ErrorKind::Authentication, message);
        let key = match &self.source {
            Source::Key(key) => key.clone(),
            Source::Provider(provider) => provider.credential().await.map_err(|source| {
                let message = format!("fetching the credential failed: {source}");
                failed(message).with_source(source)
            })?,
            Source::Signer(_) => {
                let message = "the credential signs requests and has no key".to_owned();
                return Err(failed(message));
            }
        };
        // Keys from files and environment variables often end with a line feed.
        match key.expose_secret().trim() {
            "" => Err(failed("the credential is empty".to_owned())),
            trimmed if trimmed.len() == key.expose_secret().len() => Ok(key),
            trimmed => Ok(trimmed.into()),
        }
    }

    /// Called when the service rejected the credential. Returns whether a retry may use a new one.
    pub(crate) fn on_rejected(&self) -> bool {
        match &self.source {
            Source::Key(_) => false,
            Source::Provider(provider) => provider.on_rejected(),
            Source::Signer(signer) => signer.on_rejected(),
        }
    }
}

/// Adds a key to the headers, if its location is a header.
pub(crate) fn place_key(
    key: &SecretString,
    location: CredentialLocation,
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    let key = key.expose_secret();
    let (name, value) = match location {
        CredentialLocation::Bearer => (header::AUTHORIZATION, format!("Bearer {key}")),
        // A user name and a password that are not encoded yet: Base64 has no colon.
        CredentialLocation::Basic if key.contains(':') => {
            let pair = encode_base64(key);
            (header::AUTHORIZATION, format!("Basic {pair}"))
        }
        CredentialLocation::Basic => (header::AUTHORIZATION, format!("Basic {key}")),
        CredentialLocation::Header(name) => {
            let name = HeaderName::try_from(name)
                .map_err(|_| Error::request(format!("invalid header name `{name}`")))?;
            (name, key.to_owned())
        }
        CredentialLocation::Cookie(name) => {
            let cookies = headers.get(header::COOKIE);
            let cookies = cookies.and_then(|cookies| cookies.to_str().ok());
            let cookies = cookies.map_or(String::new(), |cookies| format!("; {cookies}"));
            (header::COOKIE, format!("{name}={key}{cookies}"))
        }
        CredentialLocation::Query(_) | CredentialLocation::Signer => return Ok(()),
    };
    let mut value = HeaderValue::try_from(value).map_err(|_| {
        Error::new(
            ErrorKind::Authentication,
            "the credential contains characters that a header cannot carry",
        )
    })?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(…)")
    }
}

impl From<&str> for Credential {
    fn from(key: &str) -> Self {
        Self::new(key)
    }
}

impl From<String> for Credential {
    fn from(key: String) -> Self {
        Self::new(key)
    }
}

impl From<SecretString> for Credential {
    fn from(key: SecretString) -> Self {
        Self::new(key)
    }
}
