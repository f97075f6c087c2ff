//! Typed [webhook events](https://platform.openai.com/docs/api-reference/webhook-events).

use crate::HeaderMap;
use crate::types::WebhookEvent;
use crate::webhooks::{Webhook, WebhookError};

/// The environment variable that contains the secret.
const SECRET_VARIABLE: &str = "OPENAI_WEBHOOK_SECRET";

impl Webhook {
    /// Creates a verifier with the secret in the environment variable `OPENAI_WEBHOOK_SECRET`.
    ///
    /// # Errors
    /// Returns [`WebhookError::InvalidSecret`] if the variable is not set or the secret is invalid.
    #[inline]
    pub fn from_env() -> Result<Self, WebhookError> {
        match std::env::var(SECRET_VARIABLE) {
            Ok(secret) => Self::new(secret),
            Err(_) => Err(WebhookError::InvalidSecret(
                "`OPENAI_WEBHOOK_SECRET` is not set",
            )),
        }
    }

    /// Verifies a delivery and decodes its event. `body` must be the unmodified bytes received.
    ///
    /// An event of an unknown type is decoded as [`WebhookEvent::Unknown`].
    ///
    /// # Errors
    /// Returns an error if the verification fails or the body is not an event.
    #[inline]
    pub fn event(&self, headers: &HeaderMap, body: &[u8]) -> Result<WebhookEvent, WebhookError> {
        self.verify_and_decode(headers, body)
    }
}
