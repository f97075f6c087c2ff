//! Deciding when to send pings, and when a connection is lost.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::runtime::clock::{Instant, MAX_TIMEOUT, Sleep, reset, sleep_until};

/// The delay of the ping that confirms sent events.
const CONFIRMATION_DELAY: Duration = Duration::from_secs(1);
/// The longest time for which a timer is set.
const MAX_TIMER: Duration = MAX_TIMEOUT;

/// How a connection is kept alive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeepAlive {
    /// The time without a message after which a ping is sent.
    pub(crate) interval: Duration,
    /// The time within which a pong must arrive.
    pub(crate) timeout: Duration,
}

impl KeepAlive {
    pub(crate) const DEFAULT: Self = Self {
        interval: Duration::from_secs(20),
        timeout: Duration::from_secs(20),
    };
    /// No pings other than those that confirm sent events.
    pub(crate) const OFF: Self = Self {
        interval: MAX_TIMER,
        ..Self::DEFAULT
    };
}

/// What has to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeartbeatAction {
    /// Send a ping.
    SendPing,
    /// Treat the connection as lost, since no pong arrived in time.
    TimeOut,
}

/// The timer of one connection.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    keep_alive: KeepAlive,
    sleep: Pin<Box<Sleep>>,
    last_received: Instant,
    /// When the last ping was sent, if nothing was received after it.
    pinged: Option<Instant>,
}

impl Heartbeat {
    pub(crate) fn new(keep_alive: KeepAlive) -> Self {
        let now = Instant::now();
        Self {
            keep_alive,
            sleep: Box::pin(sleep_until(now + keep_alive.interval.min(MAX_TIMER))),
            last_received: now,
            pinged: None,
        }
    }

    /// Records that a message was received.
    pub(crate) fn received(&mut self) {
        self.last_received = Instant::now();
        self.pinged = None;
    }

    /// Brings the next ping forward, since there are events to be confirmed.
    pub(crate) fn expedite(&mut self) {
        let due = Instant::now() + CONFIRMATION_DELAY;
        if self.pinged.is_none() && self.sleep.deadline() > due {
            reset(&mut self.sleep, due);
        }
    }

    /// Starts waiting for a pong. Returns `false` if it is already waiting for one; otherwise a ping has to be sent.
    pub(crate) fn ping_now(&mut self) -> bool {
        if self.pinged.is_some() {
            return false;
        }
        let now = Instant::now();
        self.pinged = Some(now);
        let due = now + self.keep_alive.timeout.min(MAX_TIMER);
        reset(&mut self.sleep, due);
        true
    }

    /// Polls for the next action. `unconfirmed` states whether there are events to be confirmed.
    pub(crate) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        unconfirmed: bool,
    ) -> Poll<HeartbeatAction> {
        loop {
            ready!(self.sleep.as_mut().poll(cx));
            let now = Instant::now();
            let due = match self.pinged {
                Some(pinged) => pinged + self.keep_alive.timeout.min(MAX_TIMER),
                None if unconfirmed => now,
                None => self.last_received + self.keep_alive.interval.min(MAX_TIMER),
            };
            if due > now {
                reset(&mut self.sleep, due);
                continue;
            }
            if self.pinged.is_some() {
                return Poll::Ready(HeartbeatAction::TimeOut);
            }
            self.ping_now();
            return Poll::Ready(HeartbeatAction::SendPing);
        }
    }
}
