//! What the headers of an answer say: request id, rate limits, processing time.
//!
//! In: headers and the names a service gives them. Out: typed values.
//! Must not know: which request the answer belongs to.

use std::collections::BTreeMap;
use std::time::Duration;

use http::HeaderMap;

use super::spec::WireNames;

/// The text of a header; `None` for a header the service has not (an empty name) or did not send.
pub(crate) fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    if name.is_empty() {
        return None;
    }
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// A header that counts milliseconds.
pub(crate) fn header_millis(headers: &HeaderMap, name: &str) -> Option<Duration> {
    let millis: f64 = header_text(headers, name)?.parse().ok()?;
    seconds(millis / 1000.0)
}

/// A duration of this many seconds, unless that is no duration at all.
pub(crate) fn seconds(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// The rate limits an answer reports, by what they count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RateLimits {
    buckets: BTreeMap<String, RateLimit>,
}

/// One limit: how much is allowed, how much is left, and when it is whole again.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How much is allowed in one period.
    pub limit: Option<u64>,
    /// How much of it is left.
    pub remaining: Option<u64>,
    /// How long it takes until all of it is there again.
    pub reset: Option<Duration>,
}

impl RateLimits {
    pub(crate) fn read(headers: &HeaderMap, wire: &WireNames) -> Self {
        let mut buckets = BTreeMap::<String, RateLimit>::new();
        if wire.rate_limit_prefix.is_empty() {
            return Self { buckets };
        }
        for (name, value) in headers {
            let Some((what, bucket)) = name
                .as_str()
                .strip_prefix(wire.rate_limit_prefix)
                .and_then(|rest| rest.split_once('-'))
            else {
                continue;
            };
            let Ok(value) = value.to_str() else { continue };
            let entry = buckets.entry(bucket.to_owned()).or_default();
            match what {
                "limit" => entry.limit = value.trim().parse().ok(),
                "remaining" => entry.remaining = value.trim().parse().ok(),
                "reset" => entry.reset = parse_duration(value),
                _ => {}
            }
        }
        Self { buckets }
    }

    /// The limit on requests.
    pub fn requests(&self) -> Option<RateLimit> {
        self.get("requests")
    }

    /// The limit on tokens.
    pub fn tokens(&self) -> Option<RateLimit> {
        self.get("tokens")
    }

    /// The limit on anything, by the end of its headers' names.
    pub fn get(&self, bucket: &str) -> Option<RateLimit> {
        self.buckets.get(bucket).copied()
    }

    /// All limits there are, with what they count.
    pub fn iter(&self) -> impl Iterator<Item = (&str, RateLimit)> {
        self.buckets
            .iter()
            .map(|(name, limit)| (name.as_str(), *limit))
    }

    /// Whether the answer reported none.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }
}

/// `1h2m3.5s`, `6m0s`, `20ms`, or a bare number of seconds.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    if let Ok(bare) = rest.parse::<f64>() {
        return seconds(bare);
    }
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let end = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let unit = match &rest[..end] {
            "d" => 86_400.0,
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        total += number * unit;
        rest = &rest[end..];
    }
    seconds(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_rate_limit_headers_are_read() {
        let cases = [
            ("1s", 1.0),
            ("6m0s", 360.0),
            ("20ms", 0.02),
            ("1h2m3.5s", 3723.5),
            ("12.5", 12.5),
            ("1d", 86_400.0),
        ];
        for (text, expected) in cases {
            let read = parse_duration(text).expect(text).as_secs_f64();
            assert!((read - expected).abs() < 1e-9, "{text}: {read}");
        }
        for text in ["", "s", "5x", "-1", "NaN", "1s2"] {
            assert_eq!(
                parse_duration(text).filter(|d| !d.is_zero()),
                None,
                "{text}"
            );
        }
    }
}
