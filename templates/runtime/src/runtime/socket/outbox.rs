//! What is to be sent, until it is known to have arrived.
//!
//! In: events as JSON, from senders. Out: the same to a WebSocket, in order; and, when a connection is lost, those that
//! may not have arrived, to be sent again or given back. Bounded by bytes.
//! Must not know: types of events, and when to connect.
//!
//! An event is *waiting* until it is handed to the connection, then *written* until it is confirmed. Without reconnect
//! it is confirmed as soon as all its bytes are with the operating system. With reconnect that is not enough, since they
//! may never leave it: then a ping follows the events, and the pong, which a peer must send in the order in which it
//! reads, confirms what was written before the ping.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_sink::Sink;
use tokio_tungstenite::tungstenite::{Error as WsError, Message, Utf8Bytes};

use super::handshake::Socket;

/// What is to be sent over a line.
#[derive(Debug)]
pub(crate) struct Outbox {
    waiting: VecDeque<Entry>,
    written: VecDeque<Entry>,
    /// How many events this connection was given, and how many of them it has confirmed.
    given: u64,
    confirmed: u64,
    /// The size of all events in here.
    bytes: usize,
    limit: usize,
    /// Whether events are kept until a pong confirms them.
    keeps: bool,
    /// A ping is to be sent after what waits.
    ping: bool,
}

#[derive(Debug)]
struct Entry {
    text: Utf8Bytes,
    /// Belongs to this connection alone: it is not sent again over the next one.
    once: bool,
}

impl Outbox {
    pub(crate) fn new(limit: usize, keeps: bool) -> Self {
        Self {
            waiting: VecDeque::new(),
            written: VecDeque::new(),
            given: 0,
            confirmed: 0,
            bytes: 0,
            limit,
            keeps,
            ping: false,
        }
    }

    /// Whether another event may be accepted at once.
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

    /// Whether events are kept until a pong confirms them, and there are some.
    pub(crate) fn is_unconfirmed(&self) -> bool {
        self.keeps && !self.written.is_empty()
    }

    pub(crate) fn push(&mut self, text: Utf8Bytes) {
        self.bytes += text.len();
        self.waiting.push_back(Entry { text, once: false });
    }

    /// Puts events before all others; they belong to the next connection alone.
    pub(crate) fn push_first(&mut self, texts: Vec<Utf8Bytes>) {
        for text in texts.into_iter().rev() {
            self.bytes += text.len();
            self.waiting.push_front(Entry { text, once: true });
        }
    }

    pub(crate) fn ask_for_ping(&mut self) {
        self.ping = true;
    }

    /// Writes all that waits, and flushes.
    pub(crate) fn poll_write(
        &mut self,
        socket: &mut Socket,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), WsError>> {
        loop {
            ready!(Pin::new(&mut *socket).poll_ready(cx))?;
            let message = if let Some(entry) = self.waiting.pop_front() {
                let message = Message::Text(entry.text.clone());
                // Whatever becomes of the connection now: it is in here.
                self.written.push_back(entry);
                self.given += 1;
                message
            } else if std::mem::take(&mut self.ping) {
                Message::Ping(Bytes::copy_from_slice(&self.given.to_be_bytes()))
            } else {
                break;
            };
            Pin::new(&mut *socket).start_send(message)?;
        }
        ready!(Pin::new(socket).poll_flush(cx))?;
        if !self.keeps {
            self.confirm(self.given);
        }
        Poll::Ready(Ok(()))
    }

    /// A pong: its payload is how many events had been written before its ping.
    pub(crate) fn pong(&mut self, payload: &[u8]) {
        if let Ok(count) = payload.try_into() {
            self.confirm(u64::from_be_bytes(count));
        }
    }

    /// The server has read all that was written.
    pub(crate) fn confirm_all(&mut self) {
        self.confirm(self.given);
    }

    fn confirm(&mut self, count: u64) {
        while self.confirmed < count.min(self.given) {
            self.confirmed += 1;
            if let Some(entry) = self.written.pop_front() {
                self.bytes -= entry.text.len();
            }
        }
    }

    /// The connection is gone: what may not have arrived waits again, before what waited already.
    pub(crate) fn rewind(&mut self) {
        self.written.append(&mut self.waiting);
        std::mem::swap(&mut self.written, &mut self.waiting);
        let bytes = &mut self.bytes;
        self.waiting.retain(|entry| {
            if entry.once {
                *bytes -= entry.text.len();
            }
            !entry.once
        });
        (self.given, self.confirmed, self.ping) = (0, 0, false);
    }

    /// Takes out all that waits.
    pub(crate) fn take(&mut self) -> Vec<Utf8Bytes> {
        self.bytes -= self
            .waiting
            .iter()
            .map(|entry| entry.text.len())
            .sum::<usize>();
        self.waiting.drain(..).map(|entry| entry.text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(outbox: &Outbox) -> Vec<&str> {
        let all = outbox.waiting.iter();
        all.map(|entry| entry.text.as_str()).collect()
    }

    /// As if the connection had taken `count` events.
    fn write(outbox: &mut Outbox, count: usize) {
        for entry in outbox.waiting.drain(..count) {
            outbox.written.push_back(entry);
            outbox.given += 1;
        }
    }

    #[test]
    fn what_no_pong_confirmed_waits_again_in_order() {
        let mut outbox = Outbox::new(100, true);
        for text in ["one", "two", "three", "four"] {
            outbox.push(text.into());
        }
        write(&mut outbox, 3);
        outbox.pong(&1u64.to_be_bytes());
        outbox.rewind();
        assert_eq!(texts(&outbox), ["two", "three", "four"]);
        assert_eq!(outbox.bytes, 12);
    }

    #[test]
    fn first_events_belong_to_one_connection() {
        let mut outbox = Outbox::new(100, true);
        outbox.push("one".into());
        outbox.push_first(vec!["a".into(), "b".into()]);
        assert_eq!(texts(&outbox), ["a", "b", "one"]);
        write(&mut outbox, 1);
        outbox.rewind();
        assert_eq!(texts(&outbox), ["one"]);
        assert_eq!(outbox.bytes, 3);
        assert_eq!(outbox.take().len(), 1);
        assert_eq!(outbox.bytes, 0);
    }

    #[test]
    fn a_pong_that_claims_too_much_confirms_what_was_written() {
        let mut outbox = Outbox::new(100, true);
        outbox.push("one".into());
        outbox.push("two".into());
        write(&mut outbox, 1);
        outbox.pong(&u64::MAX.to_be_bytes());
        outbox.pong(b"not ours");
        outbox.pong(b"");
        outbox.rewind();
        assert_eq!(texts(&outbox), ["two"]);
    }
}
