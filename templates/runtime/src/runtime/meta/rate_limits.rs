//! Rate limits that a response reports.

use std::collections::BTreeMap;
use std::time::Duration;

use http::HeaderMap;

use super::moment;
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

/// The bucket of requests.
const REQUESTS: &str = "requests";

/// Parses a number, which may have separators or a decimal point.
fn number(value: &str) -> Option<u64> {
    let digits = value.trim().replace([',', '_'], "");
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_whole = fraction.bytes().all(|byte| byte == b'0');
    whole.parse().ok().filter(|_| is_whole)
}

impl RateLimits {
    pub(crate) fn from_headers(headers: &HeaderMap, wire: &WireNames) -> Self {
        let mut buckets = BTreeMap::<String, RateLimit>::new();
        if wire.rate_limit_prefix.is_empty() {
            return Self { buckets };
        }
        for (name, value) in headers {
            let Some(rest) = name.as_str().strip_prefix(wire.rate_limit_prefix) else {
                continue;
            };
            let (property, bucket) = rest.split_once('-').unwrap_or((rest, REQUESTS));
            if !["limit", "remaining", "reset"].contains(&property) {
                continue;
            }
            let Ok(value) = value.to_str() else { continue };
            let limit = buckets.entry(bucket.to_owned()).or_default();
            match property {
                "limit" => limit.limit = number(value),
                "remaining" => limit.remaining = number(value),
                _ => limit.reset = moment::delay(value),
            }
        }
        Self { buckets }
    }

    /// Returns the limit on requests.
    pub fn requests(&self) -> Option<RateLimit> {
        self.get(REQUESTS)
    }

    /// Returns the limit on tokens.
    pub fn tokens(&self) -> Option<RateLimit> {
        self.get("tokens")
    }

    /// Returns the limit on `bucket`, the last part of its header names. Headers without a bucket are about requests.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_moments_have_several_forms() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-limit-limit-tokens", "1,000"),
            ("x-limit-remaining-tokens", "5.0"),
            ("x-limit-reset-tokens", "2 minutes"),
            ("x-limit-limit", "10"),
            ("x-limit-reset", "1.5"),
            ("x-limit-policy-x", "1"),
        ] {
            headers.insert(name, value.parse().expect("a header value"));
        }
        let wire = WireNames {
            rate_limit_prefix: "x-limit-",
            ..WireNames::NONE
        };
        let limits = RateLimits::from_headers(&headers, &wire);
        let tokens = RateLimit {
            limit: Some(1000),
            remaining: Some(5),
            reset: Some(Duration::from_secs(120)),
        };
        let requests = RateLimit {
            limit: Some(10),
            remaining: None,
            reset: Some(Duration::from_millis(1500)),
        };
        let expected = [("requests", requests), ("tokens", tokens)];
        assert_eq!(limits.iter().collect::<Vec<_>>(), expected);
    }
}
