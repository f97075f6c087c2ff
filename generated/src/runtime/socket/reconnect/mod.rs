//! Whether and when a lost connection is reopened.

mod attempt;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use attempt::ReconnectAttempt;

use super::close::Close;

/// The close codes after which another connection may succeed: going away, no status, no close frame, internal error,
/// service restart, try again later, TLS failure.
const DEFAULT_CLOSE_CODES: &[u16] = &[1001, 1005, 1006, 1011, 1012, 1013, 1015];

/// How a lost connection is reopened.
///
/// An event that was sent successfully is sent again over the next connection, in order and before later events, unless
/// the server has confirmed it by replying to a ping, which it does in order. So no event is lost, but one that arrived
/// shortly before the connection was lost may arrive twice. To avoid that, remove it with
/// [`ReconnectAttempt::take_unconfirmed`]. An event that was sent over two connections counts as received if a message
/// arrived after it over both. A proxy that replies to pings itself confirms only that the proxy has
/// received the events.
#[derive(Clone)]
#[must_use]
pub struct Reconnect {
    max_attempts: u32,
    initial_delay: Duration,
    max_delay: Duration,
    close_codes: Vec<u16>,
    before_attempt: Option<BeforeAttempt>,
}

type BeforeAttempt = Arc<dyn Fn(&mut ReconnectAttempt<'_>) + Send + Sync>;

impl Default for Reconnect {
    fn default() -> Self {
        Self {
            max_attempts: 5,
            initial_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            close_codes: DEFAULT_CLOSE_CODES.to_vec(),
            before_attempt: None,
        }
    }
}

impl Reconnect {
    /// Creates the default settings: up to 5 consecutive attempts, after the close codes 1001, 1005, 1006, 1011, 1012,
    /// 1013 and 1015.
    ///
    /// The delay is 0.5 seconds before the first attempt and doubles up to 8 seconds, randomly reduced by up to a
    /// quarter. A server that rejects an attempt may request a longer delay of up to two minutes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits the number of consecutive attempts. The count restarts after a connection that lasted longer than the
    /// maximum delay.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the delay before the first attempt and the maximum delay.
    pub fn delays(mut self, initial: Duration, max: Duration) -> Self {
        (self.initial_delay, self.max_delay) = (initial, max);
        self
    }

    /// Sets the close codes after which the connection is reopened. Code 1006 represents a lost connection.
    pub fn close_codes(mut self, codes: impl Into<Vec<u16>>) -> Self {
        self.close_codes = codes.into();
        self
    }

    /// Calls `callback` before each attempt, to modify or cancel it.
    pub fn before_attempt(
        mut self,
        callback: impl Fn(&mut ReconnectAttempt<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.before_attempt = Some(Arc::new(callback));
        self
    }

    /// Whether a connection that ended like this is reopened.
    pub(crate) fn applies_to(&self, close: &Close) -> bool {
        self.close_codes.contains(&close.code)
    }

    /// Whether another attempt may follow this number of attempts.
    pub(crate) fn allows_attempt_after(&self, attempts: u32) -> bool {
        attempts < self.max_attempts
    }

    /// Whether a connection that lasted this long restarts the count of attempts.
    pub(crate) fn is_stable(&self, lasted: Duration) -> bool {
        lasted > self.max_delay
    }

    /// The delay before an attempt, counted from 1. `jitter` is between 0 and 1.
    pub(crate) fn delay(&self, attempt: u32, jitter: f64) -> Duration {
        let factor = 2u32.saturating_pow(attempt.saturating_sub(1));
        let delay = self
            .initial_delay
            .saturating_mul(factor)
            .min(self.max_delay);
        delay.mul_f64(1.0 - 0.25 * jitter)
    }

    pub(crate) fn call_before(&self, attempt: &mut ReconnectAttempt<'_>) {
        if let Some(callback) = &self.before_attempt {
            callback(attempt);
        }
    }
}

impl fmt::Debug for Reconnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reconnect")
            .field("max_attempts", &self.max_attempts)
            .field("initial_delay", &self.initial_delay)
            .field("max_delay", &self.max_delay)
            .field("close_codes", &self.close_codes)
            .finish_non_exhaustive()
    }
}
