//! Whether to try again, and when.
//!
//! In: how an attempt ended, how many retries there were. Out: a delay, or that it was the last attempt.
//! Must not know: requests, transports and clocks (but for dates in a header).

use std::time::Duration;

use http::{HeaderMap, header};

use super::super::clock::now;
use super::super::error::Error;
use super::super::meta::{header_millis, header_text, seconds};
use super::super::spec::{ServiceSpec, WireNames};

/// The first delay, before jitter; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(500);
/// The longest delay of our own.
const LONGEST: Duration = Duration::from_secs(8);
/// The longest delay a service may ask for; longer than this nobody waits without knowing.
pub(crate) const LONGEST_ASKED: Duration = Duration::from_secs(120);

/// How long to wait before the retry after `retries` retries; `None` if there should be none.
///
/// `random` is between 0 and 1.
pub(crate) fn delay(error: &Error, retries: u32, random: f64) -> Option<Duration> {
    let asked = error.retry_after();
    if !error.is_retryable() || asked.is_some_and(|asked| asked > LONGEST_ASKED) {
        return None;
    }
    Some(asked.unwrap_or_else(|| backoff(retries, random)))
}

/// `min(0.5 s · 2ⁿ, 8 s)`, less up to a quarter of it so that clients do not come back all at once.
pub(crate) fn backoff(retries: u32, random: f64) -> Duration {
    let doubled = FIRST.saturating_mul(2_u32.saturating_pow(retries));
    doubled.min(LONGEST).mul_f64(1.0 - 0.25 * random)
}

/// Whether an answer that is no success may be followed by a better one.
pub(crate) fn is_retryable(service: &ServiceSpec, error: &Error) -> bool {
    let codes = [error.code(), error.error_type()];
    let is_final = |code: &str| service.errors.final_codes.contains(&code);
    if codes.into_iter().flatten().any(is_final) {
        return false;
    }
    let advice = |headers| header_text(headers, service.wire.should_retry);
    match error.headers().and_then(advice) {
        Some("true") => true,
        Some("false") => false,
        _ => {
            let status = error.status().map(|status| status.as_u16());
            matches!(status, Some(408 | 409 | 429 | 500..=599))
        }
    }
}

/// What the service asks for: in milliseconds, in seconds, or as a date. Nothing and negative delays are no request.
pub(crate) fn retry_after(headers: &HeaderMap, wire: &WireNames) -> Option<Duration> {
    let in_text = || {
        let text = header_text(headers, header::RETRY_AFTER.as_str())?;
        match text.parse::<f64>() {
            Ok(number) => seconds(number),
            Err(_) => httpdate::parse_http_date(text)
                .ok()?
                .duration_since(now())
                .ok(),
        }
    };
    header_millis(headers, wire.retry_after_ms)
        .filter(|delay| !delay.is_zero())
        .or_else(in_text)
        .filter(|delay| !delay.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_up_to_eight_seconds_with_a_quarter_of_jitter() {
        let plain: Vec<_> = (0..7).map(|n| backoff(n, 0.0).as_millis()).collect();
        assert_eq!(plain, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(backoff(0, 1.0), Duration::from_millis(375));
        assert_eq!(backoff(u32::MAX, 1.0), Duration::from_secs(6));
    }

    fn asked(pairs: &[(&'static str, &str)]) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header value"));
        }
        let wire = WireNames {
            retry_after_ms: "retry-after-ms",
            ..WireNames::NONE
        };
        retry_after(&headers, &wire)
    }

    #[test]
    fn a_delay_is_read_from_milliseconds_seconds_and_dates() {
        let millis = Duration::from_millis;
        assert_eq!(
            asked(&[("retry-after-ms", "1500.5")]),
            Some(Duration::from_micros(1_500_500))
        );
        assert_eq!(
            asked(&[("retry-after-ms", "7"), ("retry-after", "30")]),
            Some(millis(7))
        );
        assert_eq!(
            asked(&[("retry-after-ms", "soon"), ("retry-after", "30")]),
            Some(millis(30_000))
        );
        assert_eq!(asked(&[("retry-after", "0.25")]), Some(millis(250)));
        let date = httpdate::fmt_http_date(now() + Duration::from_secs(100));
        let read = asked(&[("retry-after", &date)]).expect("a date ahead");
        assert!(
            read <= Duration::from_secs(100) && read > Duration::from_secs(90),
            "{read:?}"
        );
    }

    #[test]
    fn a_delay_that_is_none_is_not_asked_for() {
        for value in [
            "0",
            "-3",
            "NaN",
            "inf",
            "later",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "",
        ] {
            assert_eq!(asked(&[("retry-after", value)]), None, "{value}");
        }
    }
}
