//! Keys: held, fetched and put into requests without ever being shown.
//!
//! In: a key, something that fetches one, or something that signs instead. Out: a header (marked sensitive) or a query
//! parameter of a request.
//! Must not know: which operations need which scheme.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::super::error::{BoxError, Error, ErrorKind};
use super::super::spec::Place;
use super::super::wire::transport::BoxFuture;
use super::signer::Signer;

/// Fetches a key whenever one is needed: before every attempt of every request.
///
/// Whoever implements it caches; the client does not.
pub trait CredentialProvider: Send + Sync + 'static {
    /// The key to use now.
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>>;

    /// The service answered 401 to the key last given. `true`: there may be a better one, try once more.
    fn refused(&self) -> bool {
        false
    }
}

/// A key, or the way to one, and where it goes.
#[derive(Clone)]
pub struct Credential {
    source: Source,
    place: Option<Place>,
}

#[derive(Clone)]
enum Source {
    Fixed(SecretString),
    Provider(Arc<dyn CredentialProvider>),
    Signer(Arc<dyn Signer>),
}

/// What goes along with a request.
pub(crate) enum Proof {
    /// A key, and where it goes.
    Key(Place, SecretString),
    /// A signature over the request.
    Signature(Arc<dyn Signer>),
}

impl Credential {
    /// A key that does not change.
    pub fn new(key: impl Into<SecretString>) -> Self {
        Self {
            source: Source::Fixed(key.into()),
            place: None,
        }
    }

    /// A key from a provider.
    pub fn provider(provider: impl CredentialProvider) -> Self {
        Self {
            source: Source::Provider(Arc::new(provider)),
            place: None,
        }
    }

    /// No key, but a signature over each request.
    pub fn signer(signer: impl Signer) -> Self {
        Self {
            source: Source::Signer(Arc::new(signer)),
            place: None,
        }
    }

    /// A key from an async function, called for every attempt.
    pub fn from_fn<F, Fut, K, E>(fetch: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<K, E>> + Send + 'static,
        K: Into<SecretString>,
        E: Into<BoxError>,
    {
        Self::provider(Function(move || {
            let fetched = fetch();
            Box::pin(async move { fetched.await.map(Into::into).map_err(Into::into) }) as _
        }))
    }

    /// The same key in another place than the scheme's own.
    #[must_use]
    pub fn placed(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same key in this place, unless it was given one.
    pub(crate) fn placed_unless(mut self, place: Place) -> Self {
        self.place.get_or_insert(place);
        self
    }

    /// What goes along with a request: a key to use now in this place unless it was given one, or a signature.
    ///
    /// There is none where another header has the key's place already.
    pub(crate) async fn prove(
        &self,
        place: Place,
        headers: &HeaderMap,
    ) -> Result<Option<Proof>, Error> {
        if let Source::Signer(signer) = &self.source {
            return Ok(Some(Proof::Signature(signer.clone())));
        }
        let place = self.place.unwrap_or(place);
        if matches!(place, Place::Header(name) if headers.contains_key(name)) {
            return Ok(None);
        }
        Ok(Some(Proof::Key(place, self.fetch().await?)))
    }

    /// Whether it signs requests.
    pub(crate) fn is_signer(&self) -> bool {
        matches!(self.source, Source::Signer(_))
    }

    /// The key to use now.
    pub(crate) async fn fetch(&self) -> Result<SecretString, Error> {
        let refused = |message| Error::new(ErrorKind::Authentication, message);
        let key = match &self.source {
            Source::Fixed(key) => key.clone(),
            Source::Provider(provider) => provider.credential().await.map_err(|source| {
                let message = format!("the credential could not be fetched: {source}");
                refused(message).with_source(source)
            })?,
            Source::Signer(_) => {
                let message = "the credential signs requests, and holds no key".to_owned();
                return Err(refused(message));
            }
        };
        // Keys come from files and variables, often with a line feed at their end.
        match key.expose_secret().trim() {
            "" => Err(refused("the credential is empty".to_owned())),
            trimmed if trimmed.len() == key.expose_secret().len() => Ok(key),
            trimmed => Ok(trimmed.into()),
        }
    }

    pub(crate) fn refused(&self) -> bool {
        match &self.source {
            Source::Fixed(_) => false,
            Source::Provider(provider) => provider.refused(),
            Source::Signer(signer) => signer.refused(),
        }
    }
}

struct Function<F>(F);

impl<F> CredentialProvider for Function<F>
where
    F: Fn() -> BoxFuture<'static, Result<SecretString, BoxError>> + Send + Sync + 'static,
{
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        (self.0)()
    }
}

/// Puts a key into the headers, if that is where it belongs.
pub(crate) fn place_key(
    key: &SecretString,
    place: Place,
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    let key = key.expose_secret();
    let (name, text) = match place {
        Place::Bearer => (header::AUTHORIZATION, format!("Bearer {key}")),
        Place::Basic => (header::AUTHORIZATION, format!("Basic {key}")),
        Place::Header(name) => {
            let name = HeaderName::try_from(name)
                .map_err(|_| Error::request(format!("`{name}` is no header name")))?;
            (name, key.to_owned())
        }
        Place::Query(_) => return Ok(()),
    };
    let mut value = HeaderValue::try_from(text).map_err(|_| {
        Error::new(
            ErrorKind::Authentication,
            "the credential has characters that no header can carry",
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
