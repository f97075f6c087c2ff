//! How long a service asks to wait before a retry.

use std::time::Duration;

use http::{HeaderMap, header};

use super::{header_millis, header_str, moment};
use crate::runtime::spec::WireNames;

/// The longest delay that a service may ask for. The client does not wait longer.
pub(crate) const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);

/// Returns the delay in milliseconds, in seconds, as a duration such as `2s`, or until a moment. `None` if it is zero,
/// negative or invalid.
pub(crate) fn retry_after(headers: &HeaderMap, wire: &WireNames) -> Option<Duration> {
    let is_positive = |delay: &Duration| !delay.is_zero();
    let in_millis = |name: &&str| header_millis(headers, name).filter(is_positive);
    let standard = || moment::delay(header_str(headers, header::RETRY_AFTER.as_str())?);
    let mut names = wire.retry_after_ms.iter();
    names
        .find_map(in_millis)
        .or_else(standard)
        .filter(is_positive)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::clock::now;

    fn delay(pairs: &[(&'static str, &str)]) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header value"));
        }
        let wire = WireNames {
            retry_after_ms: &["retry-after-ms", "x-vendor-retry-after-ms"],
            ..WireNames::NONE
        };
        retry_after(&headers, &wire)
    }

    #[test]
    fn a_delay_is_in_milliseconds_in_seconds_or_until_a_date() {
        let millis = Duration::from_millis;
        assert_eq!(
            delay(&[("retry-after-ms", "1500.5")]),
            Some(Duration::from_micros(1_500_500))
        );
        assert_eq!(
            delay(&[("retry-after-ms", "7"), ("retry-after", "30")]),
            Some(millis(7))
        );
        assert_eq!(
            delay(&[("retry-after-ms", "soon"), ("retry-after", "30")]),
            Some(millis(30_000))
        );
        assert_eq!(
            delay(&[("x-vendor-retry-after-ms", "9"), ("retry-after", "30")]),
            Some(millis(9))
        );
        assert_eq!(
            delay(&[("retry-after-ms", "0"), ("x-vendor-retry-after-ms", "9")]),
            Some(millis(9))
        );
        assert_eq!(delay(&[("retry-after", "0.25")]), Some(millis(250)));
        assert_eq!(delay(&[("retry-after-ms", "250ms")]), Some(millis(250)));
        for value in ["2s", "2 s", "2 seconds", "2000ms", "\"2\"", "PT2S"] {
            assert_eq!(
                delay(&[("retry-after", value)]),
                Some(millis(2000)),
                "{value}"
            );
        }
        assert_eq!(delay(&[("retry-after", "1m30s")]), Some(millis(90_000)));
        let date = httpdate::fmt_http_date(now() + Duration::from_secs(100));
        let until_date = delay(&[("retry-after", &date)]).expect("a date in the future");
        assert!(
            until_date <= Duration::from_secs(100) && until_date > Duration::from_secs(90),
            "{until_date:?}"
        );
    }

    #[test]
    fn invalid_and_past_delays_are_ignored() {
        for value in [
            "0",
            "-3",
            "NaN",
            "inf",
            "later",
            "1700000000",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "",
        ] {
            assert_eq!(delay(&[("retry-after", value)]), None, "{value}");
        }
    }
}
