//! Providers of keys.

use std::future::Future;

use secrecy::SecretString;

use super::Credential;
use crate::runtime::error::BoxError;
use crate::runtime::wire::transport::BoxFuture;

/// Provides a key for every attempt of every request.
///
/// The client does not cache keys. An implementation that fetches them should.
pub trait CredentialProvider: Send + Sync + 'static {
    /// Returns the current key.
    ///
    /// # Errors
    /// Any error fails the call with [`ErrorKind::Authentication`](crate::ErrorKind::Authentication). It is not retried.
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>>;

    /// Called when the service rejected the last key with status 401. Return `true` to retry once with a new key.
    fn on_rejected(&self) -> bool {
        false
    }
}

impl Credential {
    /// Creates a credential from an async function. It is called for every attempt.
    pub fn from_fn<F, Fut, K, E>(fetch: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<K, E>> + Send + 'static,
        K: Into<SecretString>,
        E: Into<BoxError>,
    {
        Self::provider(Function(move || {
            let key = fetch();
            Box::pin(async move { key.await.map(Into::into).map_err(Into::into) }) as _
        }))
    }
}

/// An async function as a provider.
struct Function<F>(F);

impl<F> CredentialProvider for Function<F>
where
    F: Fn() -> BoxFuture<'static, Result<SecretString, BoxError>> + Send + Sync + 'static,
{
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        (self.0)()
    }
}
