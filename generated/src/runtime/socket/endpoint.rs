//! The two ends of a session, which may be used by two tasks.
//!
//! Both ends poll the same session, and each may complete what the other one waits for. Therefore an event of the
//! session wakes both, and one of them may be woken unnecessarily.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use super::session::Session;

/// One end of a session.
pub(crate) struct Endpoint {
    shared: Arc<Shared>,
    side: Side,
    /// Whether events are decoded strictly.
    pub(crate) strict: bool,
}

/// Both ends of a session.
pub(crate) struct Endpoints {
    pub(crate) sender: Endpoint,
    pub(crate) receiver: Endpoint,
}

struct Shared {
    session: Mutex<Session>,
    wakers: Arc<EndpointWakers>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Sender = 0,
    Receiver = 1,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Sender => Self::Receiver,
            Self::Receiver => Self::Sender,
        }
    }
}

impl Endpoints {
    pub(crate) fn new(session: Session) -> Self {
        let strict = session.is_strict();
        let shared = Arc::new(Shared {
            session: Mutex::new(session),
            wakers: Arc::default(),
        });
        let endpoint = |side| Endpoint {
            shared: shared.clone(),
            side,
            strict,
        };
        Self {
            sender: endpoint(Side::Sender),
            receiver: endpoint(Side::Receiver),
        }
    }
}

impl Endpoint {
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        // A panic in foreign code cannot leave the session in an inconsistent state.
        let session = self.shared.session.lock();
        session.unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether both endpoints belong to the same session.
    pub(crate) fn is_paired_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Polls the session so that both ends are woken.
    pub(crate) fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Session, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.shared.wakers.register(self.side, cx.waker());
        let waker = Waker::from(self.shared.wakers.clone());
        let mut session = self.session();
        let before = session.progress();
        let polled = poll(&mut session, &mut Context::from_waker(&waker));
        let progressed = session.progress() != before;
        drop(session);
        if progressed {
            // The other end may wait for this progress, or for a connection that no longer exists.
            self.shared.wakers.wake_side(self.side.other());
        }
        polled
    }

    /// Writes the debug representation of a type that wraps an endpoint.
    pub(crate) fn fmt(&self, name: &str, channel: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("channel", &channel)
            .field("close", &self.session().close())
            .finish_non_exhaustive()
    }
}

/// The wakers of both ends.
#[derive(Default)]
struct EndpointWakers([Mutex<Option<Waker>>; 2]);

impl EndpointWakers {
    fn lock(&self, side: Side) -> MutexGuard<'_, Option<Waker>> {
        let waker = self.0[side as usize].lock();
        waker.unwrap_or_else(PoisonError::into_inner)
    }

    fn register(&self, side: Side, waker: &Waker) {
        let mut registered = self.lock(side);
        match &*registered {
            Some(existing) if existing.will_wake(waker) => {}
            _ => *registered = Some(waker.clone()),
        }
    }

    fn wake_side(&self, side: Side) {
        let waker = self.lock(side).take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Wake for EndpointWakers {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wake_side(Side::Sender);
        self.wake_side(Side::Receiver);
    }
}
