//! Webhook deliveries: verification of their signatures, and their events.

pub use crate::runtime::webhook::{Webhook, WebhookError};
