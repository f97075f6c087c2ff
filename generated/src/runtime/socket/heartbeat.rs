//! When to ask whether the other side is still there.
//!
//! In: the time, and that something was heard. Out: that a ping is due, or that it was not answered.
//! Must not know: what a ping is.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

/// How soon events that are kept until they are confirmed are asked about.
const CONFIRM: Duration = Duration::from_secs(1);
/// The longest time that a timer is set for.
const FAR: Duration = Duration::from_secs(30 * 24 * 3600);

/// How a connection is kept alive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeepAlive {
    /// A ping after this time without a message.
    pub(crate) every: Duration,
    /// How long its answer may take.
    pub(crate) patience: Duration,
}

impl KeepAlive {
    pub(crate) const DEFAULT: Self = Self {
        every: Duration::from_secs(20),
        patience: Duration::from_secs(20),
    };
    /// No pings but those that confirm.
    pub(crate) const OFF: Self = Self {
        every: FAR,
        ..Self::DEFAULT
    };
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beat {
    /// Send a ping.
    Ping,
    /// The last ping was not answered in time.
    Silence,
}

/// The timer of one connection.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    rule: KeepAlive,
    sleep: Pin<Box<Sleep>>,
    heard: Instant,
    /// When a ping was sent that nothing was heard after.
    asked: Option<Instant>,
}

impl Heartbeat {
    pub(crate) fn new(rule: KeepAlive) -> Self {
        let now = Instant::now();
        Self {
            rule,
            sleep: Box::pin(sleep_until(now + rule.every.min(FAR))),
            heard: now,
            asked: None,
        }
    }

    /// Something came from the other side.
    pub(crate) fn heard(&mut self) {
        self.heard = Instant::now();
        self.asked = None;
    }

    /// There is something to be confirmed: not so long until the next ping.
    pub(crate) fn hasten(&mut self) {
        let due = Instant::now() + CONFIRM;
        if self.asked.is_none() && self.sleep.deadline() > due {
            self.sleep.as_mut().reset(due);
        }
    }

    /// A ping at once, unless one is on its way; says whether.
    pub(crate) fn ask_now(&mut self) -> bool {
        if self.asked.is_some() {
            return false;
        }
        let now = Instant::now();
        self.asked = Some(now);
        let due = now + self.rule.patience.min(FAR);
        self.sleep.as_mut().reset(due);
        true
    }

    /// What is due. `unconfirmed`: there is something to be confirmed.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>, unconfirmed: bool) -> Poll<Beat> {
        loop {
            ready!(self.sleep.as_mut().poll(cx));
            let now = Instant::now();
            let due = match self.asked {
                Some(asked) => asked + self.rule.patience.min(FAR),
                None if unconfirmed => now,
                None => self.heard + self.rule.every.min(FAR),
            };
            if due > now {
                self.sleep.as_mut().reset(due);
                continue;
            }
            if self.asked.is_some() {
                return Poll::Ready(Beat::Silence);
            }
            self.ask_now();
            return Poll::Ready(Beat::Ping);
        }
    }
}
