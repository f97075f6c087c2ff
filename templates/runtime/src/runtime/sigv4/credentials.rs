//! Credentials of AWS: two parts of a key, and the token of the session they are for.
//!
//! In: texts, variables of the environment, or what fetches credentials. Out: credentials to sign with now.
//! Must not know: requests and signatures.

use std::fmt;
use std::future::Future;

use secrecy::{ExposeSecret, SecretString};

use super::super::error::{BoxError, Error, ErrorKind};
use super::super::spec::SigningSpec;
use super::super::wire::transport::BoxFuture;

/// What a request is signed with. The secret parts are never shown.
#[derive(Clone)]
pub struct AwsCredentials {
    id: String,
    secret: SecretString,
    token: Option<SecretString>,
}

impl AwsCredentials {
    /// An access key: its id and its secret.
    pub fn new(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            token: None,
        }
    }

    /// The token of the session that the key is for. Such credentials expire: who needs them for long gives a provider.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// What the variables of a host say; nothing if they hold no key.
    pub(crate) fn from_environment(
        variables: &SigningSpec,
        lookup: impl Fn(&[&str]) -> Option<String>,
    ) -> Result<Option<Self>, Error> {
        let (id, secret) = (lookup(variables.id_env), lookup(variables.secret_env));
        let missing = match (id, secret) {
            (None, None) => return Ok(None),
            (Some(id), Some(secret)) => {
                let mut credentials = Self::new(id, secret);
                credentials.token = lookup(variables.session_env).map(Into::into);
                return Ok(Some(credentials));
            }
            (Some(_), None) => variables.secret_env,
            (None, Some(_)) => variables.id_env,
        };
        let message = format!("half a key is no key: set {} too", missing.join(" or "));
        Err(Error::new(ErrorKind::Authentication, message))
    }

    /// Refuses what nothing can be signed with.
    pub(super) fn check(&self) -> Result<(), BoxError> {
        match self.id().is_empty() || self.secret().is_empty() {
            true => Err("the credentials are empty".into()),
            false => Ok(()),
        }
    }

    // They come from files and variables, often with a line feed at their end.

    pub(super) fn id(&self) -> &str {
        self.id.trim()
    }

    pub(super) fn secret(&self) -> &str {
        self.secret.expose_secret().trim()
    }

    pub(super) fn token(&self) -> Option<&str> {
        let token = self.token.as_ref()?.expose_secret().trim();
        (!token.is_empty()).then_some(token)
    }
}

impl fmt::Debug for AwsCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AwsCredentials(…)")
    }
}

/// Gives credentials whenever some are needed: for every attempt of every request.
///
/// Whoever implements it caches, and renews them before they expire; the client does neither. An async function that
/// gives [`AwsCredentials`] is one.
pub trait AwsCredentialsProvider: Send + Sync + 'static {
    /// The credentials to use now.
    ///
    /// # Errors
    /// Why there are none. The call fails with it, and is not retried.
    fn credentials(&self) -> BoxFuture<'_, Result<AwsCredentials, BoxError>>;

    /// The service answered 401 or 403 to the credentials last given. `true`: there may be better ones, try once more.
    fn refused(&self) -> bool {
        false
    }
}

impl AwsCredentialsProvider for AwsCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<AwsCredentials, BoxError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<F, Fut, E> AwsCredentialsProvider for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<AwsCredentials, E>> + Send + 'static,
    E: Into<BoxError>,
{
    fn credentials(&self) -> BoxFuture<'_, Result<AwsCredentials, BoxError>> {
        let fetching = self();
        Box::pin(async move { fetching.await.map_err(Into::into) })
    }
}
