//! The wakers of all lanes, since each lane may read what another one waits for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};

/// Identifies a lane and its waker. Keys are never reused.
pub(super) type LaneKey = u64;

/// The wakers of the tasks that poll lanes.
#[derive(Default)]
pub(super) struct LaneWakers(Mutex<BTreeMap<LaneKey, Waker>>);

impl LaneWakers {
    pub(super) fn register(&self, key: LaneKey, waker: &Waker) {
        self.lock().insert(key, waker.clone());
    }

    pub(super) fn remove(&self, key: LaneKey) {
        self.lock().remove(&key);
    }

    pub(super) fn wake_lane(&self, key: LaneKey) {
        let waker = self.lock().remove(&key);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    pub(super) fn wake_all(&self) {
        let wakers = std::mem::take(&mut *self.lock());
        for (_, waker) in wakers {
            waker.wake();
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<LaneKey, Waker>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for LaneWakers {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wake_all();
    }
}
