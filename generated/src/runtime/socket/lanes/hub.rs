//! The connection shared by lanes, and the queue of each lane.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;

use super::lane_id::lane_id;
use super::wakers::{LaneKey, LaneWakers};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::socket::channel::Channel;
use crate::runtime::socket::close::Close;
use crate::runtime::socket::connection::Connection;
use crate::runtime::socket::message_queue::{MessageQueue, queue_full};
use crate::runtime::socket::session::Session;

/// The limit on the bytes queued for one lane.
const LANE_LIMIT: usize = 16 << 20;

/// The key of the task that closes the connection.
const CLOSING: LaneKey = 0;

/// A connection and its lanes.
pub(super) struct Hub<C> {
    state: Mutex<State<C>>,
    strict: bool,
    wakers: Arc<LaneWakers>,
}

struct State<C> {
    connection: Connection<C>,
    /// The open lanes, by ID.
    lanes: BTreeMap<String, LaneQueue>,
    last_key: LaneKey,
    end: End,
}

/// Whether and how the connection has ended.
#[derive(Clone)]
enum End {
    Open,
    Closed,
    Failed(String),
}

struct LaneQueue {
    key: LaneKey,
    messages: MessageQueue,
    overflowed: bool,
}

impl<C> Hub<C> {
    /// Removes a lane that is dropped.
    pub(super) fn close_lane(&self, id: &str, key: LaneKey) {
        self.lock().lanes.remove(id);
        self.wakers.remove(key);
        // The lane may have been the one that was woken to read the connection.
        self.wakers.wake_all();
    }

    /// Whether events are decoded strictly.
    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }

    /// The key of the lane that is opened next.
    pub(super) fn next_key(&self) -> LaneKey {
        self.lock().last_key + 1
    }

    fn lock(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Channel> Hub<C> {
    pub(super) fn new(connection: Connection<C>) -> Self {
        Self {
            strict: connection.receiver.endpoint.strict,
            state: Mutex::new(State {
                connection,
                lanes: BTreeMap::new(),
                last_key: CLOSING,
                end: End::Open,
            }),
            wakers: Arc::default(),
        }
    }

    pub(super) fn open(&self, id: &str) -> Result<LaneKey, Error> {
        if C::SPEC.lane.is_empty() {
            let message = format!("the channel `{}` has no lanes", C::SPEC.name());
            return Err(Error::request(message));
        }
        let mut state = self.lock();
        if state.lanes.contains_key(id) {
            return Err(Error::request(format!("the lane `{id}` is already open")));
        }
        state.last_key += 1;
        let queue = LaneQueue {
            key: state.last_key,
            messages: MessageQueue::default(),
            overflowed: false,
        };
        state.lanes.insert(id.to_owned(), queue);
        Ok(state.last_key)
    }

    pub(super) fn close_reason(&self) -> Option<Close> {
        self.lock().connection.close_reason()
    }

    pub(super) async fn close(&self, code: u16, reason: &str) -> Result<(), Error> {
        poll_fn(|cx| {
            self.poll_send(CLOSING, cx, |session, cx| {
                session.poll_close(code, reason, cx)
            })
        })
        .await
    }

    /// Polls an operation that sends, and routes what was received in the meantime.
    pub(super) fn poll_send<T>(
        &self,
        key: LaneKey,
        cx: &mut Context<'_>,
        mut send: impl FnMut(&mut Session, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.wakers.register(key, cx.waker());
        let waker = Waker::from(self.wakers.clone());
        let mut state = self.lock();
        loop {
            let endpoint = &state.connection.sender.endpoint;
            let sent = endpoint.poll(&mut Context::from_waker(&waker), &mut send);
            // The sending task may be the only one that reads the connection.
            let received = endpoint.session().take_received();
            let idle = received.is_empty();
            self.route(&mut state, received.into_messages(), key);
            if sent.is_ready() || idle {
                return sent;
            }
        }
    }

    /// Polls for the next message of a lane.
    pub(super) fn poll_message(
        &self,
        id: &str,
        key: LaneKey,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        self.wakers.register(key, cx.waker());
        let waker = Waker::from(self.wakers.clone());
        let mut state = self.lock();
        loop {
            let Some(lane) = state.lanes.get_mut(id) else {
                return Poll::Ready(None);
            };
            if let Some(message) = lane.messages.pop() {
                return Poll::Ready(Some(Ok(message)));
            }
            if lane.overflowed {
                state.lanes.remove(id);
                let message = format!("too many events are queued for the lane `{id}`");
                return Poll::Ready(Some(Err(queue_full(&message))));
            }
            let end = match &state.end {
                End::Open => None,
                End::Closed => Some(None),
                End::Failed(message) => Some(Some(Err(Error::new(ErrorKind::Stream, message)))),
            };
            if let Some(last_item) = end {
                state.lanes.remove(id);
                return Poll::Ready(last_item);
            }
            let endpoint = &state.connection.receiver.endpoint;
            let polled = endpoint.poll(&mut Context::from_waker(&waker), Session::poll_message);
            match ready!(polled) {
                Some(Ok(message)) => {
                    self.route(&mut state, [message], key);
                    continue;
                }
                Some(Err(error)) => state.end = End::Failed(error.message().to_owned()),
                None => state.end = End::Closed,
            }
            self.wakers.wake_all();
        }
    }

    /// Queues messages for their lanes, and wakes the lanes other than the one that is being polled.
    fn route(
        &self,
        state: &mut State<C>,
        messages: impl IntoIterator<Item = Bytes>,
        polled: LaneKey,
    ) {
        for message in messages {
            for key in state.route(message) {
                if key != polled {
                    self.wakers.wake_lane(key);
                }
            }
        }
    }
}

impl<C: Channel> State<C> {
    /// Queues a message for its lane, or for all lanes if it has no lane ID. Returns the keys of these lanes.
    fn route(&mut self, message: Bytes) -> Vec<LaneKey> {
        let target = lane_id(&message, C::SPEC.lane);
        let lanes = self.lanes.iter_mut().filter(|(id, _)| match &target {
            Some(target) => target == *id,
            None => true,
        });
        let mut keys = Vec::new();
        for (_, lane) in lanes {
            keys.push(lane.key);
            lane.push(message.clone());
        }
        keys
    }
}

impl LaneQueue {
    /// Queues a message, unless the lane has overflowed. An empty queue accepts a message of any size.
    fn push(&mut self, message: Bytes) {
        let fits = self.messages.bytes() + message.len() <= LANE_LIMIT || self.messages.is_empty();
        self.overflowed |= !fits;
        if !self.overflowed {
            self.messages.push(message);
        }
    }
}
