//! A session: a sequence of connections over which queued events are sent and messages are received.
//!
//! A session is not generic and has no background task. Polling either of its two ends drives both directions. Messages
//! that are read while sending are kept in a receive queue, which has the same limit as the send queue.

mod closing;
mod receiving;
mod reconnecting;
mod sending;

use http::HeaderMap;

use super::close::Close;
use super::heartbeat::Heartbeat;
use super::message_queue::MessageQueue;
use super::options::ConnectOptions;
use super::protocol::{OpenSocket, Utf8Bytes, WebSocket};
use super::send_queue::SendQueue;
use crate::runtime::clock::Instant;
use crate::runtime::error::Error;
use crate::runtime::wire::transport::BoxFuture;

/// The state of a session.
pub(crate) struct Session {
    options: Box<ConnectOptions>,
    state: State,
    send_queue: SendQueue,
    receive_queue: MessageQueue,
    /// The size of the replies to pings since everything was written.
    unwritten_pongs: usize,
    /// Whether the two ends are used independently. If not, no other task can empty the receive queue while sending.
    split: bool,
    heartbeat: Heartbeat,
    /// The headers of the last handshake response.
    headers: HeaderMap,
    /// When the last connection was opened.
    opened: Instant,
    /// Incremented whenever the state changes.
    transitions: u32,
    /// The number of consecutive attempts to reconnect.
    attempts: u32,
    /// The close frame sent by the client, while the session is closing.
    closing: Option<Close>,
    /// How the session ended.
    close: Option<Close>,
    /// The error to be returned as the last item.
    failure: Option<Error>,
}

enum State {
    Open(Box<WebSocket>),
    Reconnecting {
        connecting: BoxFuture<'static, Result<OpenSocket, Error>>,
        last_close: Close,
    },
    Closed,
}

impl Session {
    pub(crate) fn new(options: Box<ConnectOptions>, opened: OpenSocket) -> Self {
        Self {
            send_queue: SendQueue::new(options.queue_limit, options.reconnect.is_some()),
            heartbeat: Heartbeat::new(options.keep_alive),
            options,
            state: State::Open(Box::new(opened.socket)),
            headers: opened.headers,
            receive_queue: MessageQueue::default(),
            unwritten_pongs: 0,
            split: false,
            opened: Instant::now(),
            transitions: 0,
            attempts: 0,
            closing: None,
            close: None,
            failure: None,
        }
    }

    /// Whether events are decoded strictly.
    pub(crate) fn is_strict(&self) -> bool {
        self.options.draft.config.strict_decoding
    }

    /// How the session ended, or `None` if it has not.
    pub(crate) fn close(&self) -> Option<&Close> {
        self.close.as_ref()
    }

    /// The headers of the last handshake response.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The name of the header that contains the request ID.
    pub(crate) fn request_id_header(&self) -> &'static str {
        let service = self.options.draft.config.service;
        service.wire.request_id
    }

    /// Removes and returns the events that may not have arrived. Empty until the session has ended.
    pub(crate) fn take_unsent(&mut self) -> Vec<Utf8Bytes> {
        match self.state {
            State::Closed => self.send_queue.take_pending(),
            _ => Vec::new(),
        }
    }

    /// Sets whether the two ends are used independently.
    pub(crate) fn set_split(&mut self, split: bool) {
        self.split = split;
    }

    /// Removes and returns the messages that were read while sending.
    pub(crate) fn take_received(&mut self) -> MessageQueue {
        std::mem::take(&mut self.receive_queue)
    }

    fn receive_queue_is_full(&self) -> bool {
        self.receive_queue.bytes() >= self.send_queue.limit()
    }

    /// A value that changes whenever one end may have completed what the other end waits for.
    pub(crate) fn progress(&self) -> impl PartialEq + use<> {
        (
            self.transitions,
            self.receive_queue.is_empty(),
            self.receive_queue_is_full(),
            self.send_queue.has_room(),
        )
    }
}
