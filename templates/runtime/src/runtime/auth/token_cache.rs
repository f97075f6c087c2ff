//! Access tokens, kept until shortly before they expire. Concurrent calls share one request to the token endpoint.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use serde_json::Value;

use crate::runtime::clock::Instant;
use crate::runtime::error::BoxError;

/// The lifetime of a token, in seconds, if the response does not report it.
const DEFAULT_LIFETIME: u64 = 3600;
/// The longest lifetime of a token, in seconds.
const MAX_LIFETIME: u64 = 24 * 3600;

/// Keeps the current token.
#[derive(Default)]
pub(super) struct TokenCache {
    token: Mutex<Option<ExpiringToken>>,
    /// Held during a request, so that concurrent calls wait for it.
    requesting: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct ExpiringToken {
    token: SecretString,
    refresh_at: Instant,
    expires_at: Instant,
}

impl TokenCache {
    /// Returns the current token. Requests a new one if there is none or if it expires within `refresh_before`, up to half
    /// its lifetime.
    pub(super) async fn get(
        &self,
        refresh_before: Duration,
        request: impl Future<Output = Result<AccessToken, BoxError>> + Send,
    ) -> Result<SecretString, BoxError> {
        if let Some(token) = self.fresh() {
            return Ok(token);
        }
        let _requesting = self.requesting.lock().await;
        // Another call may have requested a token in the meantime.
        if let Some(token) = self.fresh() {
            return Ok(token);
        }
        let requested_at = Instant::now();
        match request.await {
            Ok(AccessToken {
                token, lifetime, ..
            }) => {
                *self.cached() = Some(ExpiringToken {
                    token: token.clone(),
                    refresh_at: requested_at + (lifetime - refresh_before.min(lifetime / 2)),
                    expires_at: requested_at + lifetime,
                });
                Ok(token)
            }
            // The old token is valid until it expires.
            Err(error) => {
                let cached = self.cached().clone();
                let valid = cached.filter(|token| Instant::now() < token.expires_at);
                valid.map(|token| token.token).ok_or(error)
            }
        }
    }

    /// Discards the token. Returns whether there was one.
    pub(super) fn clear(&self) -> bool {
        self.cached().take().is_some()
    }

    fn fresh(&self) -> Option<SecretString> {
        let cached = self.cached();
        let fresh = cached
            .as_ref()
            .filter(|token| Instant::now() < token.refresh_at);
        fresh.map(|token| token.token.clone())
    }

    fn cached(&self) -> MutexGuard<'_, Option<ExpiringToken>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The response of a token endpoint ([RFC 6749, 5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)).
pub(super) struct AccessToken {
    pub(super) token: SecretString,
    pub(super) lifetime: Duration,
    /// A refresh token that replaces the one that was sent.
    #[cfg(feature = "oauth2")]
    pub(super) refresh_token: Option<SecretString>,
}

impl AccessToken {
    /// Reads the body of a response. An error does not show the body, which may contain a token.
    pub(super) fn parse(body: &[u8]) -> Result<Self, BoxError> {
        let response: Value = serde_json::from_slice(body).unwrap_or_default();
        let string = |name: &str| String::deserialize(response.get(name)?).ok();
        let token = string("access_token")
            .ok_or("the response of the token endpoint has no access token")?;
        let seconds = response.get("expires_in").and_then(|value| match value {
            // Some servers send the number as a string.
            Value::String(digits) => digits.parse().ok(),
            value => value.as_u64(),
        });
        Ok(Self {
            token: token.into(),
            lifetime: Duration::from_secs(seconds.unwrap_or(DEFAULT_LIFETIME).min(MAX_LIFETIME)),
            #[cfg(feature = "oauth2")]
            refresh_token: string("refresh_token").map(SecretString::from),
        })
    }
}
