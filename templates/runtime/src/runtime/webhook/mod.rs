//! Verifying webhook deliveries, following the [Standard Webhooks](https://www.standardwebhooks.com) specification.

mod error;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use secrecy::{ExposeSecret, SecretSlice};
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::runtime::base64::BASE64;
use crate::runtime::clock::now;
use crate::runtime::decode::decode;
pub use error::WebhookError;

/// The prefix of secrets that are base64-encoded.
const SECRET_PREFIX: &str = "whsec_";
/// The version of the signature scheme.
const VERSION: &str = "v1";
/// The default tolerance of timestamps.
const DEFAULT_TOLERANCE: Duration = Duration::from_secs(300);

/// Verifies webhook deliveries with a secret. `Debug` does not print the secret.
#[derive(Clone)]
pub struct Webhook {
    key: SecretSlice<u8>,
    tolerance: Duration,
}

impl Webhook {
    /// Creates a verifier from a secret: `whsec_` followed by base64, or any other string, which is used unchanged.
    ///
    /// # Errors
    /// Returns [`WebhookError::InvalidSecret`] if the secret is empty, or if `whsec_` is not followed by base64.
    pub fn new(secret: impl AsRef<str>) -> Result<Self, WebhookError> {
        let secret = secret.as_ref().trim();
        let key = match secret.strip_prefix(SECRET_PREFIX) {
            Some(encoded) => BASE64
                .decode(encoded)
                .map_err(|_| WebhookError::InvalidSecret("`whsec_` is not followed by base64"))?,
            None => secret.as_bytes().to_vec(),
        };
        if key.is_empty() {
            return Err(WebhookError::InvalidSecret("empty"));
        }
        Ok(Self {
            key: key.into(),
            tolerance: DEFAULT_TOLERANCE,
        })
    }

    /// Sets how far the timestamp of a delivery may be in the past or in the future. The default is 300 seconds.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies a delivery and decodes its body, which must be the unmodified bytes received.
    ///
    /// # Errors
    /// Returns an error if the verification fails or the body does not decode.
    pub fn verify_and_decode<T: DeserializeOwned>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<T, WebhookError> {
        self.verify(headers, body)?;
        decode(body, false).map_err(WebhookError::InvalidPayload)
    }

    /// Verifies a delivery.
    ///
    /// # Errors
    /// Returns the reason why the delivery was rejected.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(headers, body, now())
    }

    /// Verifies a delivery as if it were received at the given time.
    ///
    /// # Errors
    /// Returns the reason why the delivery was rejected.
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        let id = header(headers, "webhook-id")?;
        let timestamp = header(headers, "webhook-timestamp")?;
        let signatures = header(headers, "webhook-signature")?;
        self.check_time(timestamp, now)?;
        self.check_signature([id, timestamp], body, signatures)
    }

    fn check_time(&self, timestamp: &str, now: SystemTime) -> Result<(), WebhookError> {
        let seconds: u64 = timestamp
            .parse()
            .map_err(|_| WebhookError::InvalidTimestamp)?;
        let sent = UNIX_EPOCH
            .checked_add(Duration::from_secs(seconds))
            .ok_or(WebhookError::InvalidTimestamp)?;
        match now.duration_since(sent) {
            Ok(age) if age > self.tolerance => Err(WebhookError::TooOld),
            Err(ahead) if ahead.duration() > self.tolerance => Err(WebhookError::TooNew),
            _ => Ok(()),
        }
    }

    /// Accepts any of several signatures, since two secrets are valid while a secret is being rotated.
    fn check_signature(
        &self,
        [id, timestamp]: [&str; 2],
        body: &[u8],
        signatures: &str,
    ) -> Result<(), WebhookError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose_secret())
            .map_err(|_| WebhookError::InvalidSecret("not a valid key"))?;
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        let matches = |signature: &str| {
            let encoded = match signature.split_once(',') {
                Some((VERSION, encoded)) => encoded,
                Some(_) => return false,
                None => signature,
            };
            let Ok(signature) = BASE64.decode(encoded) else {
                return false;
            };
            // A comparison in constant time.
            mac.clone().verify_slice(&signature).is_ok()
        };
        match signatures.split_ascii_whitespace().any(matches) {
            true => Ok(()),
            false => Err(WebhookError::SignatureMismatch),
        }
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, WebhookError> {
    let value = headers.get(name).ok_or(WebhookError::MissingHeader(name))?;
    let value = value.to_str().map(str::trim).unwrap_or_default();
    match value.is_empty() {
        true => Err(WebhookError::MissingHeader(name)),
        false => Ok(value),
    }
}

#[cfg(test)]
mod tests;
