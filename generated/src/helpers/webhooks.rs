//! Webhook deliveries as typed events.
//!
//! In: the headers and the body of a delivery. Out: its event, or why it is not to be trusted.
//! Must not know: how deliveries arrive; the checks are the runtime's.

use crate::runtime::{HeaderMap, Webhook, WebhookError};
use crate::types::WebhookEvent;

/// Where the secret is looked for.
const SECRET: &str = "OPENAI_WEBHOOK_SECRET";

impl Webhook {
    /// With the secret in the environment variable `OPENAI_WEBHOOK_SECRET`.
    ///
    /// # Errors
    /// The variable is not set, or is no secret.
    #[inline]
    pub fn from_env() -> Result<Self, WebhookError> {
        match std::env::var(SECRET) {
            Ok(secret) => Self::new(secret),
            Err(_) => Err(WebhookError::Secret("OPENAI_WEBHOOK_SECRET is not set")),
        }
    }

    /// Checks a delivery and decodes its event; one of a type that this version does not know is kept whole. `body` is
    /// the body as it came, byte for byte.
    ///
    /// # Errors
    /// The delivery is not to be trusted, or is no event.
    #[inline]
    pub fn event(&self, headers: &HeaderMap, body: &[u8]) -> Result<WebhookEvent, WebhookError> {
        self.unwrap(headers, body)
    }
}
