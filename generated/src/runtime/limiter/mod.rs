//! A rate limiter that tasks and clients share.

mod gauge;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http_body::Body as _;

use self::gauge::Gauge;
use crate::runtime::clock::{Instant, sleep_until};
use crate::runtime::meta::RateLimits;
use crate::runtime::wire::body::Body;

/// Bytes of a request body per token, if nothing better is known.
const BYTES_PER_TOKEN: u64 = 4;

type Estimate = dyn Fn(&http::Request<Body>) -> u64 + Send + Sync;

/// Delays requests so that they stay within the rate limits of the service. Clones share the limits, even across
/// clients: set one with [`ClientBuilder::rate_limiter`](crate::ClientBuilder::rate_limiter).
///
/// Requests are sent in the order in which they arrive, evenly over time and not in bursts, at 97% of the limits. A
/// limit that is not set is learned from the rate limits that responses report. Services often count per model and
/// endpoint: use one limiter for each.
///
/// A request counts with an estimate of its tokens. If the service reports that more was used, because the estimate was
/// wrong or other programs use the same key, the difference counts as well. A request that is cancelled while it waits
/// neither counts nor delays another one.
#[derive(Clone)]
pub struct RateLimiter(Arc<Inner>);

struct Inner {
    /// Held by the request that is sent next, while it waits. The lock is fair: others wait in order.
    turn: tokio::sync::Mutex<()>,
    gauges: Mutex<Gauges>,
    estimate: Box<Estimate>,
}

#[derive(Debug, Default)]
struct Gauges {
    requests: Gauge,
    tokens: Gauge,
}

impl RateLimiter {
    /// Creates a limiter that learns the limits from responses. It delays nothing before the first response.
    pub fn new() -> Self {
        Self::with_gauges(Gauges::default())
    }

    /// Creates a limiter with limits per minute. Responses that report other limits replace them.
    pub fn per_minute(requests: impl Into<Option<u64>>, tokens: impl Into<Option<u64>>) -> Self {
        Self::with_gauges(Gauges {
            requests: Gauge::new(requests.into()),
            tokens: Gauge::new(tokens.into()),
        })
    }

    fn with_gauges(gauges: Gauges) -> Self {
        Self(Arc::new(Inner {
            turn: tokio::sync::Mutex::new(()),
            gauges: Mutex::new(gauges),
            estimate: Box::new(estimate_by_length),
        }))
    }

    /// Sets how many tokens a request counts for, and starts a new budget with the same limits. By default it counts for
    /// one token per four bytes of its body.
    #[must_use]
    pub fn with_estimate(
        self,
        estimate: impl Fn(&http::Request<Body>) -> u64 + Send + Sync + 'static,
    ) -> Self {
        let gauges = self.gauges();
        let gauges = Gauges {
            requests: Gauge::new(gauges.requests.limit()),
            tokens: Gauge::new(gauges.tokens.limit()),
        };
        Self(Arc::new(Inner {
            turn: tokio::sync::Mutex::new(()),
            gauges: Mutex::new(gauges),
            estimate: Box::new(estimate),
        }))
    }

    /// Waits until a request with this many tokens may be sent, and counts it. Call it for requests that are not sent
    /// by a client with this limiter.
    pub async fn acquire(&self, tokens: u64) {
        let _turn = self.0.turn.lock().await;
        loop {
            let now = Instant::now();
            let ready = {
                let mut gauges = self.gauges();
                let ready = gauges.ready_at(now, tokens);
                if ready <= now {
                    gauges.take(now, tokens);
                    return;
                }
                ready
            };
            // A response may change the time in the meantime.
            sleep_until(ready).await;
        }
    }

    /// Learns from the rate limits that a response reports.
    pub fn observe(&self, limits: &RateLimits) {
        let now = Instant::now();
        let mut gauges = self.gauges();
        if let Some(limit) = limits.requests() {
            gauges.requests.observe(now, limit);
        }
        if let Some(limit) = limits.tokens() {
            gauges.tokens.observe(now, limit);
        }
    }

    pub(crate) fn estimate(&self, request: &http::Request<Body>) -> u64 {
        (self.0.estimate)(request)
    }

    fn gauges(&self) -> MutexGuard<'_, Gauges> {
        self.0.gauges.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gauges {
    fn ready_at(&mut self, now: Instant, tokens: u64) -> Instant {
        let requests = self.requests.ready_at(now, 1);
        requests.max(self.tokens.ready_at(now, tokens))
    }

    fn take(&mut self, now: Instant, tokens: u64) {
        self.requests.take(now, 1);
        self.tokens.take(now, tokens);
    }
}

fn estimate_by_length(request: &http::Request<Body>) -> u64 {
    request.body().size_hint().lower().div_ceil(BYTES_PER_TOKEN)
}

impl Default for RateLimiter {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gauges = self.gauges();
        f.debug_struct("RateLimiter")
            .field("requests_per_minute", &gauges.requests.limit())
            .field("tokens_per_minute", &gauges.tokens.limit())
            .finish_non_exhaustive()
    }
}
