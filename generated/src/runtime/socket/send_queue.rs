//! Events to be sent, kept until it is known that they arrived.
//!
//! An event is *pending* until it is passed to the WebSocket, and then *written* until it is confirmed. Without
//! reconnecting, an event is confirmed as soon as all its bytes were passed to the operating system. With reconnecting
//! that is not sufficient, since the bytes may never be transmitted. Instead, a ping follows the events. Since the peer
//! must reply in the order in which it reads, the pong confirms everything that was written before the ping.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_sink::Sink;

use super::protocol::{Message, Utf8Bytes, WebSocket, WsError};

/// The queue of one session. Its size is limited in bytes.
#[derive(Debug)]
pub(crate) struct SendQueue {
    pending: VecDeque<QueuedEvent>,
    written: VecDeque<QueuedEvent>,
    /// How many events were written to the current connection.
    written_count: u64,
    /// How many of them were confirmed.
    confirmed_count: u64,
    /// How many of them were written before the last message arrived.
    followed_count: u64,
    /// The size of all events in the queue.
    bytes: usize,
    limit: usize,
    /// Whether written events are kept until a pong confirms them.
    confirm_by_pong: bool,
    /// Whether a ping is to be sent after the pending events.
    ping_requested: bool,
}

#[derive(Debug)]
struct QueuedEvent {
    json: Utf8Bytes,
    /// Whether the event is sent over one connection only.
    once: bool,
    /// Whether it was sent over an earlier connection, over which a message arrived afterwards.
    was_followed: bool,
}

impl QueuedEvent {
    fn new(json: Utf8Bytes, once: bool) -> Self {
        Self {
            json,
            once,
            was_followed: false,
        }
    }
}

impl SendQueue {
    pub(crate) fn new(limit: usize, confirm_by_pong: bool) -> Self {
        Self {
            pending: VecDeque::new(),
            written: VecDeque::new(),
            written_count: 0,
            confirmed_count: 0,
            followed_count: 0,
            bytes: 0,
            limit,
            confirm_by_pong,
            ping_requested: false,
        }
    }

    /// Whether another event can be accepted. An empty queue accepts an event of any size.
    pub(crate) fn has_room(&self) -> bool {
        self.bytes < self.limit || self.bytes == 0
    }

    /// Whether an event of this size is within the limit.
    pub(crate) fn has_room_for(&self, size: usize) -> bool {
        self.bytes.saturating_add(size) <= self.limit
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Whether there are events for which a pong has to be received.
    pub(crate) fn needs_confirmation(&self) -> bool {
        self.confirm_by_pong && !self.written.is_empty()
    }

    pub(crate) fn push(&mut self, json: Utf8Bytes) {
        self.bytes += json.len();
        self.pending.push_back(QueuedEvent::new(json, false));
    }

    /// Inserts events before all others. They are sent over the next connection only.
    pub(crate) fn push_first(&mut self, events: Vec<Utf8Bytes>) {
        for json in events.into_iter().rev() {
            self.bytes += json.len();
            self.pending.push_front(QueuedEvent::new(json, true));
        }
    }

    pub(crate) fn request_ping(&mut self) {
        self.ping_requested = true;
    }

    /// Writes all pending events, and flushes.
    pub(crate) fn poll_write(
        &mut self,
        socket: &mut WebSocket,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), WsError>> {
        loop {
            ready!(Pin::new(&mut *socket).poll_ready(cx))?;
            let message = if let Some(event) = self.pending.pop_front() {
                let message = Message::Text(event.json.clone());
                // Moved before it is written, so that an error cannot lose it.
                self.written.push_back(event);
                self.written_count += 1;
                message
            } else if std::mem::take(&mut self.ping_requested) {
                Message::Ping(Bytes::copy_from_slice(&self.written_count.to_be_bytes()))
            } else {
                break;
            };
            Pin::new(&mut *socket).start_send(message)?;
        }
        ready!(Pin::new(socket).poll_flush(cx))?;
        if !self.confirm_by_pong {
            self.confirm_all();
        }
        Poll::Ready(Ok(()))
    }

    /// Handles a pong, whose payload is the number of events that were written before its ping.
    pub(crate) fn pong_received(&mut self, payload: &[u8]) {
        if let Ok(count) = payload.try_into() {
            self.confirm(u64::from_be_bytes(count));
        }
    }

    /// Confirms all written events.
    pub(crate) fn confirm_all(&mut self) {
        self.confirm(self.written_count);
    }

    fn confirm(&mut self, count: u64) {
        while self.confirmed_count < count.min(self.written_count) {
            self.confirmed_count += 1;
            if let Some(event) = self.written.pop_front() {
                self.bytes -= event.json.len();
            }
        }
    }

    /// Handles a message, which is a sign that the events written before it may have arrived.
    pub(crate) fn message_received(&mut self) {
        self.followed_count = self.written_count;
    }

    /// Makes unconfirmed events pending again, before those already pending, after a connection was lost.
    pub(crate) fn requeue_unconfirmed(&mut self) {
        // A message may have been sent before the event was read. That this happens twice is so unlikely that the event
        // counts as received: otherwise a server that closes after each response would receive it over each connection.
        let followed = self.followed_count.saturating_sub(self.confirmed_count);
        let followed = usize::try_from(followed).unwrap_or(usize::MAX);
        let mut position = 0;
        let bytes = &mut self.bytes;
        self.written.retain_mut(|event| {
            let is_followed = position < followed;
            position += 1;
            let counts_as_received = is_followed && event.was_followed;
            if counts_as_received {
                *bytes -= event.json.len();
            }
            event.was_followed |= is_followed;
            !counts_as_received
        });
        self.written.append(&mut self.pending);
        std::mem::swap(&mut self.written, &mut self.pending);
        let bytes = &mut self.bytes;
        self.pending.retain(|event| {
            if event.once {
                *bytes -= event.json.len();
            }
            !event.once
        });
        (self.written_count, self.confirmed_count) = (0, 0);
        self.followed_count = 0;
        self.ping_requested = false;
    }

    /// Removes and returns all pending events.
    pub(crate) fn take_pending(&mut self) -> Vec<Utf8Bytes> {
        let events: Vec<Utf8Bytes> = self.pending.drain(..).map(|event| event.json).collect();
        self.bytes -= events.iter().map(|json| json.len()).sum::<usize>();
        events
    }
}
