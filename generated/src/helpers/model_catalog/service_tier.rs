//! The price of service tiers.

use super::data::DISCOUNTS;

/// How a request is processed, which decides its price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServiceTier {
    /// The usual processing at the usual price.
    #[default]
    Default,
    /// Processed within a day as part of a batch.
    Batch,
    /// Slower processing.
    Flex,
    /// Faster processing at a price that is not in the catalog.
    Priority,
    /// Any other tier. Its price is unknown.
    Other,
}

/// The price of a service tier as a share of the usual price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discount {
    /// The name of the service tier.
    pub service_tier: &'static str,
    /// The percentage of the usual price.
    pub percent: u32,
    /// Where the figure is from.
    pub source: &'static str,
    /// The date of the source: a year, or a day.
    pub date: &'static str,
}

impl ServiceTier {
    /// Returns the tier with this name in the API. A request with `auto` is billed by the tier that its response names.
    #[inline]
    pub fn from_name(name: &str) -> Self {
        match name {
            "auto" | "default" | "" => Self::Default,
            "batch" => Self::Batch,
            "flex" => Self::Flex,
            "priority" => Self::Priority,
            _ => Self::Other,
        }
    }

    /// Returns the discount of the tier with its source. `None` if it has none, or if its price is unknown.
    #[inline]
    pub fn discount(self) -> Option<&'static Discount> {
        let name = match self {
            Self::Batch => "batch",
            Self::Flex => "flex",
            Self::Priority => "priority",
            Self::Default | Self::Other => return None,
        };
        DISCOUNTS
            .iter()
            .find(|discount| discount.service_tier == name)
    }

    /// Returns the percentage of the usual price. `None` if it is unknown.
    #[inline]
    pub(super) fn percent(self) -> Option<u32> {
        match self {
            Self::Default => Some(100),
            tier => tier.discount().map(|discount| discount.percent),
        }
    }
}
