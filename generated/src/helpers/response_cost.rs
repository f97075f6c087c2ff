//! The cost of responses.

use crate::catalog::{Cost, ServiceTier};
use crate::types;
use crate::usage::TokenUsage;

impl types::Response {
    /// Returns the cost of the response. Returns `None` if its usage is absent, or if the price of its model or service
    /// tier is unknown.
    #[inline]
    pub fn cost(&self) -> Option<Cost> {
        let usage = TokenUsage::of(self.usage.as_ref()?)?;
        let tier = self.service_tier.as_ref().map(ServiceTier::from);
        usage.cost(self.model.as_str(), tier.unwrap_or_default())
    }
}

impl From<&types::ServiceTierResponses> for ServiceTier {
    #[inline]
    fn from(tier: &types::ServiceTierResponses) -> Self {
        Self::from_name(tier.as_str())
    }
}

impl From<types::ServiceTierResponses> for ServiceTier {
    #[inline]
    fn from(tier: types::ServiceTierResponses) -> Self {
        Self::from(&tier)
    }
}
