//! Deliveries of webhooks: that they come from who they say, and what is in them. After the Standard Webhooks
//! specification.
//!
//! In: a secret, and the headers and the body of a delivery. Out: its event, or why it is not to be trusted.
//! Must not know: any event, and which variable holds a secret.

mod error;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use secrecy::{ExposeSecret, SecretSlice};
use serde::de::DeserializeOwned;
use sha2::Sha256;

use super::clock::now;
use super::decode::decode;
pub use error::WebhookError;

/// What a secret starts with whose rest is base64.
const PREFIX: &str = "whsec_";
/// The version of signatures that this is.
const VERSION: &str = "v1";
/// How far the clock of the sender may be from ours.
const TOLERANCE: Duration = Duration::from_secs(300);

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Checks deliveries against a secret. The secret is never shown.
#[derive(Clone)]
pub struct Webhook {
    key: SecretSlice<u8>,
    tolerance: Duration,
}

impl Webhook {
    /// With this secret: `whsec_` and base64, or any other text as it is.
    ///
    /// # Errors
    /// The secret is empty, or is no base64 where it says so.
    pub fn new(secret: impl AsRef<str>) -> Result<Self, WebhookError> {
        let secret = secret.as_ref().trim();
        let key = match secret.strip_prefix(PREFIX) {
            Some(encoded) => BASE64
                .decode(encoded)
                .map_err(|_| WebhookError::Secret("what follows `whsec_` is no base64"))?,
            None => secret.as_bytes().to_vec(),
        };
        if key.is_empty() {
            return Err(WebhookError::Secret("it is empty"));
        }
        Ok(Self {
            key: key.into(),
            tolerance: TOLERANCE,
        })
    }

    /// How old a delivery may be, and how far ahead of our clock. 300 seconds unless set.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Checks a delivery and decodes its event. `body` is the body as it came, byte for byte.
    ///
    /// # Errors
    /// The delivery is not to be trusted, or is no such event.
    pub fn unwrap<T: DeserializeOwned>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<T, WebhookError> {
        self.verify(headers, body)?;
        decode(body, false).map_err(WebhookError::Payload)
    }

    /// Checks a delivery.
    ///
    /// # Errors
    /// Why it is not to be trusted.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(headers, body, now())
    }

    /// Checks a delivery as of another time than now.
    ///
    /// # Errors
    /// Why it is not to be trusted.
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

    /// Any of several signatures will do, as while a secret is being changed.
    fn check_signature(
        &self,
        [id, timestamp]: [&str; 2],
        body: &[u8],
        signatures: &str,
    ) -> Result<(), WebhookError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose_secret())
            .map_err(|_| WebhookError::Secret("it cannot be a key"))?;
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        let matches = |signature: &str| {
            let encoded = match signature.split_once(',') {
                Some((VERSION, encoded)) => encoded,
                Some(_) => return false,
                None => signature,
            };
            let Ok(given) = BASE64.decode(encoded) else {
                return false;
            };
            // Takes the same time whatever differs.
            mac.clone().verify_slice(&given).is_ok()
        };
        match signatures.split_ascii_whitespace().any(matches) {
            true => Ok(()),
            false => Err(WebhookError::NoMatch),
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
    let text = value.to_str().map(str::trim).unwrap_or_default();
    match text.is_empty() {
        true => Err(WebhookError::MissingHeader(name)),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests;
