//! A budget of retries that calls share, so that they do not multiply the requests to a service that fails.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The number of retries in the default budget.
const DEFAULT: u32 = 1000;

/// A budget of retries. Clones share it, so several clients can have one.
///
/// Each retry takes one from it, and each call that succeeds gives one back, up to the size of the budget. While it is
/// empty, a failed call returns its error instead of being retried. So an outage costs at most as many retries as the
/// budget has, regardless of how many tasks are affected. Retries resume with the first calls that succeed.
#[derive(Clone)]
pub struct RetryBudget(Arc<Inner>);

struct Inner {
    size: u32,
    remaining: AtomicU32,
}

impl RetryBudget {
    /// Creates a budget of this many retries.
    pub fn new(retries: u32) -> Self {
        Self(Arc::new(Inner {
            size: retries,
            remaining: AtomicU32::new(retries),
        }))
    }

    /// Returns how many retries are left.
    pub fn remaining(&self) -> u32 {
        self.0.remaining.load(Ordering::Relaxed)
    }

    /// Takes a retry. Returns `false` if none is left.
    pub(crate) fn take(&self) -> bool {
        let less = |remaining: u32| remaining.checked_sub(1);
        let remaining = &self.0.remaining;
        let taken = remaining.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        taken.is_ok()
    }

    /// Gives a retry back, after a call succeeded.
    pub(crate) fn give_back(&self) {
        // A full budget, which is the usual case, is not written to.
        if self.remaining() < self.0.size {
            let size = self.0.size;
            let more = |remaining: u32| (remaining < size).then_some(remaining + 1);
            let remaining = &self.0.remaining;
            let _ = remaining.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        }
    }
}

/// A budget of 1,000 retries.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(DEFAULT)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryBudget")
            .field("size", &self.0.size)
            .field("remaining", &self.remaining())
            .finish()
    }
}
