//! Usage tiers.

use super::Usd;

/// The rate limits of a usage tier. They apply to each model and endpoint separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tier {
    /// The number; the free tier is 0.
    pub number: u8,
    /// The name.
    pub name: &'static str,
    /// The monthly spend that belongs to the tier, in US dollars.
    pub monthly_spend: Usd,
    /// Requests per minute.
    pub requests_per_minute: u32,
    /// Tokens per minute.
    pub tokens_per_minute: u32,
    /// Where the figures are from.
    pub source: &'static str,
    /// The date of the source: a year, or a day.
    pub date: &'static str,
}
