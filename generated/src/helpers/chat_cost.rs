//! The cost of chat completions.

use crate::catalog::{Cost, ServiceTier};
use crate::types;
use crate::usage::TokenUsage;

impl types::CreateChatCompletionResponse {
    /// Returns the cost of the completion. Returns `None` if its usage is absent, or if the price of its model or service
    /// tier is unknown.
    #[inline]
    pub fn cost(&self) -> Option<Cost> {
        let usage = TokenUsage::of(self.usage.as_ref()?)?;
        let tier = self.service_tier.as_ref().map(ServiceTier::from);
        usage.cost(&self.model, tier.unwrap_or_default())
    }
}

impl From<&types::ServiceTier> for ServiceTier {
    #[inline]
    fn from(tier: &types::ServiceTier) -> Self {
        Self::from_name(tier.as_str())
    }
}

impl From<types::ServiceTier> for ServiceTier {
    #[inline]
    fn from(tier: types::ServiceTier) -> Self {
        Self::from(&tier)
    }
}
