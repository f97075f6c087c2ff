//! Whether and when a call is retried.

use std::time::Duration;

use crate::runtime::error::Error;
use crate::runtime::meta::MAX_RETRY_AFTER;
use crate::runtime::spec::OperationSpec;

/// The first delay, before jitter. Each subsequent delay is twice as long.
const FIRST_DELAY: Duration = Duration::from_millis(500);
/// The longest delay that the client chooses.
const MAX_DELAY: Duration = Duration::from_secs(8);
/// The shortest delay that a service can ask for.
const MIN_RETRY_AFTER: Duration = Duration::from_millis(50);

/// Decides whether and when a failed call is sent again.
///
/// Called after each failed attempt of a call that may be retried and has retries left. Implemented for functions.
/// A call takes its retries from the [`RetryBudget`](super::RetryBudget) of its client as well. // only with `retry-budget`
///
/// ```no_run
/// # use std::time::Duration;
/// # use crate_name::request::Retry;
/// # fn configure(builder: crate_name::ClientBuilder) -> crate_name::ClientBuilder {
/// builder.max_retries(5).retry_policy(|retry: &Retry<'_>| {
///     let delay = retry.default_delay()?;
///     Some(delay.max(Duration::from_secs(1)))
/// })
/// # }
/// ```
pub trait RetryPolicy: Send + Sync + 'static {
    /// Returns how long to wait before the next attempt, or `None` to give up.
    fn delay(&self, retry: &Retry<'_>) -> Option<Duration>;
}

impl<F> RetryPolicy for F
where
    F: Fn(&Retry<'_>) -> Option<Duration> + Send + Sync + 'static,
{
    fn delay(&self, retry: &Retry<'_>) -> Option<Duration> {
        self(retry)
    }
}

/// A failed attempt that may be followed by another one.
#[derive(Debug)]
pub struct Retry<'a> {
    error: &'a Error,
    operation: &'static OperationSpec,
    retries: u32,
    max_retries: u32,
}

impl<'a> Retry<'a> {
    pub(crate) fn new(
        error: &'a Error,
        operation: &'static OperationSpec,
        retries: u32,
        max_retries: u32,
    ) -> Self {
        Self {
            error,
            operation,
            retries,
            max_retries,
        }
    }

    /// Returns why the attempt failed.
    pub fn error(&self) -> &'a Error {
        self.error
    }

    /// Returns the operation. Its `id` is empty for an untyped call.
    pub fn operation(&self) -> &'static OperationSpec {
        self.operation
    }

    /// Returns how many times the call has been retried.
    pub fn retries(&self) -> u32 {
        self.retries
    }

    /// Returns how many times the call may be retried.
    pub fn max_retries(&self) -> u32 {
        self.max_retries
    }

    /// Returns the default delay: what the service asks for, or else half a second that doubles with each retry up to 8
    /// seconds, less a random part of up to a quarter. `None` if the error is not retryable, or if the service asks for
    /// more than two minutes.
    pub fn default_delay(&self) -> Option<Duration> {
        let retry_after = self.error.retry_after();
        let is_too_long = retry_after.is_some_and(|delay| delay > MAX_RETRY_AFTER);
        if !self.error.is_retryable() || is_too_long {
            return None;
        }
        Some(match retry_after {
            Some(delay) => delay.max(MIN_RETRY_AFTER),
            None => backoff(self.retries, fastrand::f64()),
        })
    }
}

/// The default policy of a client.
#[derive(Debug)]
pub(crate) struct DefaultPolicy;

impl RetryPolicy for DefaultPolicy {
    fn delay(&self, retry: &Retry<'_>) -> Option<Duration> {
        retry.default_delay()
    }
}

/// Returns `min(0.5 s · 2ⁿ, 8 s)`, less up to a quarter of it, so that clients do not retry at the same time.
///
/// `random` is between 0 and 1.
fn backoff(retries: u32, random: f64) -> Duration {
    let doubled = FIRST_DELAY.saturating_mul(2_u32.saturating_pow(retries));
    doubled.min(MAX_DELAY).mul_f64(1.0 - 0.25 * random)
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
