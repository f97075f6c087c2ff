//! Whether and when to retry.

use std::time::Duration;

use crate::runtime::error::{Error, is_transient};
use crate::runtime::meta::{MAX_RETRY_AFTER, header_str};
use crate::runtime::spec::ServiceSpec;

/// The first delay, before jitter. Each further delay is twice as long.
const FIRST_DELAY: Duration = Duration::from_millis(500);
/// The longest delay that the client chooses.
const MAX_DELAY: Duration = Duration::from_secs(8);

/// Returns the delay before the next retry, after this many retries. `None` if there is no retry.
///
/// `random` is between 0 and 1.
pub(crate) fn delay(error: &Error, retries: u32, random: f64) -> Option<Duration> {
    let retry_after = error.retry_after();
    if !error.is_retryable() || retry_after.is_some_and(|delay| delay > MAX_RETRY_AFTER) {
        return None;
    }
    Some(retry_after.unwrap_or_else(|| backoff(retries, random)))
}

/// Returns `min(0.5 s · 2ⁿ, 8 s)`, less up to a quarter of it, so that clients do not retry at the same time.
fn backoff(retries: u32, random: f64) -> Duration {
    let doubled = FIRST_DELAY.saturating_mul(2_u32.saturating_pow(retries));
    doubled.min(MAX_DELAY).mul_f64(1.0 - 0.25 * random)
}

/// Returns whether a retry may succeed after this error response.
pub(crate) fn is_retryable(service: &ServiceSpec, error: &Error) -> bool {
    let codes = [error.code(), error.error_type()];
    let is_final = |code: &str| service.errors.final_codes.contains(&code);
    if codes.into_iter().flatten().any(is_final) {
        return false;
    }
    let advice = |headers| header_str(headers, service.wire.should_retry);
    match error.headers().and_then(advice) {
        Some("true") => true,
        Some("false") => false,
        _ => error.status().is_some_and(is_transient),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_up_to_eight_seconds_with_a_quarter_of_jitter() {
        let delays: Vec<_> = (0..7).map(|n| backoff(n, 0.0).as_millis()).collect();
        assert_eq!(delays, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(backoff(0, 1.0), Duration::from_millis(375));
        assert_eq!(backoff(u32::MAX, 1.0), Duration::from_secs(6));
    }
}
