//! AWS credentials and their providers.

use std::fmt;
use std::future::Future;

use secrecy::{ExposeSecret, SecretString};

use crate::runtime::error::{BoxError, Error};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::spec::SigningSpec;
use crate::runtime::wire::transport::BoxFuture;

/// AWS credentials. `Debug` does not print them.
#[derive(Clone)]
pub struct AwsCredentials {
    id: String,
    secret: SecretString,
    token: Option<SecretString>,
}

impl AwsCredentials {
    /// Creates credentials from an access key ID and a secret access key.
    pub fn new(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            token: None,
        }
    }

    /// Sets the session token of temporary credentials. Since these expire, a long-running client needs an
    /// [`AwsCredentialsProvider`].
    #[must_use]
    pub fn session_token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Reads credentials from the environment variables of a host. Returns `None` if no key is set.
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
        let message = format!("incomplete AWS credentials: set {}", missing.join(" or "));
        Err(Error::new(ErrorKind::Authentication, message))
    }

    /// Fails if the access key ID or the secret access key is empty.
    pub(super) fn check(&self) -> Result<(), BoxError> {
        match self.id().is_empty() || self.secret().is_empty() {
            true => Err("the AWS credentials are empty".into()),
            false => Ok(()),
        }
    }

    // Values read from files often end with a line feed.

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

/// Provides credentials for every attempt of every request.
///
/// An implementation must cache the credentials and renew them before they expire. The trait is implemented for async
/// functions that return [`AwsCredentials`].
pub trait AwsCredentialsProvider: Send + Sync + 'static {
    /// Returns the current credentials.
    ///
    /// # Errors
    /// An error fails the call, which is not retried.
    fn credentials(&self) -> BoxFuture<'_, Result<AwsCredentials, BoxError>>;

    /// Called when the service rejected the last credentials with status 401 or 403. Return `true` to retry once with
    /// new credentials.
    fn on_rejected(&self) -> bool {
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
        let future = self();
        Box::pin(async move { future.await.map_err(Into::into) })
    }
}
