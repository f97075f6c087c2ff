//! Whether and when a lost connection is made again.
//!
//! In: how it was lost, and how often it was tried. Out: a delay, or that this is the end.
//! Must not know: how a connection is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::super::flatten::ListStyle;
use super::super::request::Draft;
use super::close::Close;
use super::outbox::Outbox;

/// Close codes after which another connection may do better: going away, no status, no close frame, internal error,
/// restart, try again later, TLS failure.
const CODES: &[u16] = &[1001, 1005, 1006, 1011, 1012, 1013, 1015];

/// How a lost connection is made again.
///
/// An event whose sending succeeded is sent again over the next connection, in order and before later ones, unless the
/// server has confirmed it (by the answer to a ping, which must come in order). So none is lost, and one that arrived
/// shortly before the connection broke may arrive twice. Who would rather have it once takes it out with
/// [`Attempt::take_unconfirmed`]. A gateway that answers pings itself confirms for itself alone.
#[derive(Clone)]
#[must_use]
pub struct Reconnect {
    tries: u32,
    first_delay: Duration,
    max_delay: Duration,
    codes: Vec<u16>,
    before: Option<Before>,
}

type Before = Arc<dyn Fn(&mut Attempt<'_>) + Send + Sync>;

impl Default for Reconnect {
    fn default() -> Self {
        Self {
            tries: 5,
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            codes: CODES.to_vec(),
            before: None,
        }
    }
}

impl Reconnect {
    /// 5 tries, after 0.5 s and twice as long each time, 8 s at most, less up to a quarter by chance; after the close
    /// codes 1001, 1005, 1006, 1011, 1012, 1013 and 1015. A server that refuses a try may ask for a longer delay, up to
    /// two minutes.
    pub fn new() -> Self {
        Self::default()
    }

    /// How often it is tried in a row. The count starts again after a connection that lasted longer than the longest
    /// delay.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries;
        self
    }

    /// The delay before the first try, and the longest one.
    pub fn delays(mut self, first: Duration, max: Duration) -> Self {
        (self.first_delay, self.max_delay) = (first, max);
        self
    }

    /// The close codes after which it is tried; 1006 stands for a connection that broke.
    pub fn codes(mut self, codes: impl Into<Vec<u16>>) -> Self {
        self.codes = codes.into();
        self
    }

    /// Called before each try, to change it or to stop.
    pub fn before(mut self, call: impl Fn(&mut Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.before = Some(Arc::new(call));
        self
    }

    /// Whether a connection that ended like this may be made again.
    pub(crate) fn applies_to(&self, close: &Close) -> bool {
        self.codes.contains(&close.code)
    }

    pub(crate) fn max_delay(&self) -> Duration {
        self.max_delay
    }

    pub(crate) fn max_tries(&self) -> u32 {
        self.tries
    }

    /// How long to wait before the try with this number, counted from 1. `chance` is between 0 and 1.
    pub(crate) fn delay(&self, number: u32, chance: f64) -> Duration {
        let doubled = 2u32.saturating_pow(number.saturating_sub(1));
        let delay = self.first_delay.saturating_mul(doubled).min(self.max_delay);
        delay.mul_f64(1.0 - 0.25 * chance)
    }

    pub(crate) fn ask(&self, attempt: &mut Attempt<'_>) {
        if let Some(before) = &self.before {
            before(attempt);
        }
    }
}

impl fmt::Debug for Reconnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reconnect")
            .field("tries", &self.tries)
            .field("first_delay", &self.first_delay)
            .field("max_delay", &self.max_delay)
            .field("codes", &self.codes)
            .finish_non_exhaustive()
    }
}

/// One try to connect again.
pub struct Attempt<'a> {
    pub(crate) number: u32,
    pub(crate) close: &'a Close,
    pub(crate) draft: &'a mut Draft,
    pub(crate) outbox: &'a mut Outbox,
    pub(crate) first: Vec<Utf8Bytes>,
    pub(crate) stopped: bool,
}

impl Attempt<'_> {
    /// Which try in a row it is, counted from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How the last connection ended.
    pub fn close(&self) -> &Close {
        self.close
    }

    /// Sets a query parameter for this and later connections; `None` removes it.
    pub fn query(&mut self, name: &str, value: impl Serialize) {
        self.draft.query(name, &value, ListStyle::Brackets);
    }

    /// Sets a header for this and later connections.
    pub fn header(&mut self, name: &str, value: impl AsRef<str>) {
        self.draft.header(name, value.as_ref());
    }

    /// An event to send over the new connection before all others: what sets the session up again.
    pub fn first(&mut self, event: &impl Serialize) {
        match serde_json::to_string(event) {
            Ok(text) => self.first.push(text.into()),
            Err(error) => self
                .draft
                .fail(format!("an event has no JSON form: {error}")),
        }
    }

    /// Takes out the events that may not have arrived (as JSON): they are not sent again.
    pub fn take_unconfirmed(&mut self) -> Vec<String> {
        let taken = self.outbox.take();
        taken.iter().map(|text| text.to_string()).collect()
    }

    /// Gives up: the connection stays closed.
    pub fn stop(&mut self) {
        self.stopped = true;
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("number", &self.number)
            .field("close", &self.close)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_longest() {
        let rule = Reconnect::new();
        let delays: Vec<u128> = (1..=6).map(|k| rule.delay(k, 0.0).as_millis()).collect();
        assert_eq!(delays, [500, 1000, 2000, 4000, 8000, 8000]);
        assert_eq!(rule.delay(1, 1.0).as_millis(), 375);
        assert_eq!(rule.delay(u32::MAX, 0.0).as_millis(), 8000);
    }
}
