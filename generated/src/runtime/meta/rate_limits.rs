//! Rate limits that a response reports.

use std::collections::BTreeMap;
use std::time::Duration;

use http::HeaderMap;

use super::duration;
use crate::runtime::spec::WireNames;

/// The rate limits that a response reports, by what they count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RateLimits {
    buckets: BTreeMap<String, RateLimit>,
}

/// A rate limit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many units are allowed in one period.
    pub limit: Option<u64>,
    /// How many units remain in the current period.
    pub remaining: Option<u64>,
    /// How long until all units are available again.
    pub reset: Option<Duration>,
}

impl RateLimits {
    pub(crate) fn from_headers(headers: &HeaderMap, wire: &WireNames) -> Self {
        let mut buckets = BTreeMap::<String, RateLimit>::new();
        if wire.rate_limit_prefix.is_empty() {
            return Self { buckets };
        }
        for (name, value) in headers {
            let Some((property, bucket)) = name
                .as_str()
                .strip_prefix(wire.rate_limit_prefix)
                .and_then(|rest| rest.split_once('-'))
            else {
                continue;
            };
            let Ok(value) = value.to_str() else { continue };
            let limit = buckets.entry(bucket.to_owned()).or_default();
            match property {
                "limit" => limit.limit = value.trim().parse().ok(),
                "remaining" => limit.remaining = value.trim().parse().ok(),
                "reset" => limit.reset = duration::parse(value),
                _ => {}
            }
        }
        Self { buckets }
    }

    /// Returns the limit on requests.
    pub fn requests(&self) -> Option<RateLimit> {
        self.get("requests")
    }

    /// Returns the limit on tokens.
    pub fn tokens(&self) -> Option<RateLimit> {
        self.get("tokens")
    }

    /// Returns the limit on `bucket`, the last part of its header names.
    pub fn get(&self, bucket: &str) -> Option<RateLimit> {
        self.buckets.get(bucket).copied()
    }

    /// Returns all limits with the names of their buckets.
    pub fn iter(&self) -> impl Iterator<Item = (&str, RateLimit)> {
        self.buckets
            .iter()
            .map(|(bucket, limit)| (bucket.as_str(), *limit))
    }

    /// Returns whether the response reports no limits.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }
}
