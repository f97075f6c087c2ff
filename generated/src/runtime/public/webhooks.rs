//! Webhook deliveries: checks of their signatures, and their events.

pub use crate::runtime::webhook::{Webhook, WebhookError};
