//! How much of one limit is used.
//!
//! Two rules apply at once. Units are spread evenly, because services also enforce limits over parts of a minute. And no
//! more than the limit is used in any minute, because a large request may exceed it despite the even spread.

use std::collections::VecDeque;
use std::time::Duration;

use crate::runtime::clock::Instant;
use crate::runtime::meta::RateLimit;

/// A minute, plus a second for responses that take longer than others.
const WINDOW: Duration = Duration::from_secs(61);

/// The share of the limit that is used.
const SHARE: f64 = 0.97;

/// How far requests may run ahead of an even spread.
const AHEAD: Duration = Duration::from_millis(500);

/// The state of one limit.
#[derive(Debug, Default)]
pub(super) struct Gauge {
    /// Units per minute. Without a limit, usage is still counted.
    limit: Option<u64>,
    /// When the next unit is due under an even spread.
    due: Option<Instant>,
    /// The usage within the window, oldest first.
    log: VecDeque<(Instant, u64)>,
    /// The sum of the log.
    used: u64,
    /// Nothing may be used before this time.
    blocked_until: Option<Instant>,
}

impl Gauge {
    pub(super) fn new(limit: Option<u64>) -> Self {
        Self {
            limit: limit.filter(|limit| *limit > 0),
            ..Self::default()
        }
    }

    pub(super) fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// Returns when units may be used, which is now or earlier if they may be used now.
    pub(super) fn ready_at(&mut self, now: Instant, units: u64) -> Instant {
        self.expire(now);
        let mut ready = self.blocked_until.unwrap_or(now);
        let Some(limit) = self.limit else {
            return ready;
        };
        if let Some(early) = self.due.and_then(|due| due.checked_sub(AHEAD)) {
            ready = ready.max(early);
        }
        // A request that is larger than the limit is sent alone.
        let allowed = limit.saturating_sub(units.min(limit));
        let mut remaining = self.used;
        for (used_at, used) in &self.log {
            if remaining <= allowed {
                break;
            }
            remaining = remaining.saturating_sub(*used);
            ready = ready.max(*used_at + WINDOW);
        }
        ready
    }

    /// Counts units that are used now.
    pub(super) fn take(&mut self, now: Instant, units: u64) {
        self.record(now, units);
        if let Some(limit) = self.limit {
            let rate = limit as f64 * SHARE / 60.0;
            let spread = Duration::try_from_secs_f64(units.min(limit) as f64 / rate);
            let start = self.due.map_or(now, |due| due.max(now));
            self.due = Some(start + spread.unwrap_or(WINDOW));
        }
    }

    /// Adjusts the state to what the service reports.
    pub(super) fn observe(&mut self, now: Instant, reported: RateLimit) {
        self.expire(now);
        let Some(limit) = reported.limit.or(self.limit).filter(|limit| *limit > 0) else {
            return;
        };
        self.limit = Some(limit);
        let Some(remaining) = reported.remaining else {
            return;
        };
        let used_elsewhere = limit.saturating_sub(remaining).saturating_sub(self.used);
        if used_elsewhere > 0 {
            self.record(now, used_elsewhere);
        }
        if remaining == 0 {
            // The time until everything is available again; the first unit is available sooner.
            let reset = reported.reset.unwrap_or_default().min(WINDOW);
            let first = now + reset.div_f64(limit as f64);
            self.blocked_until = self.blocked_until.max(Some(first));
        }
    }

    fn record(&mut self, now: Instant, units: u64) {
        self.log.push_back((now, units));
        self.used = self.used.saturating_add(units);
    }

    fn expire(&mut self, now: Instant) {
        while let Some((used_at, units)) = self.log.front().copied() {
            if used_at + WINDOW > now {
                break;
            }
            self.log.pop_front();
            self.used = self.used.saturating_sub(units);
        }
    }
}
