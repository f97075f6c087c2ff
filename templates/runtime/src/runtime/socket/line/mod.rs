//! One conversation, over as many connections as it takes. Not generic: types of events are the business of its ends.
//!
//! In: options, an open WebSocket, events as JSON. Out: messages as they came, and how it ended.
//! Must not know: types of events.
//!
//! There is no task behind it: whoever polls one of its two ends moves both directions. What the sending end reads on
//! the way waits in the inbox, which is bounded like the outbox.

mod endings;
mod receiving;
mod sending;

use std::collections::VecDeque;

use bytes::Bytes;
use http::HeaderMap;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::super::error::{Error, ErrorKind};
use super::super::wire::transport::BoxFuture;
use super::close::Close;
use super::handshake::{Opened, Options, Socket};
use super::heartbeat::Heartbeat;
use super::outbox::Outbox;

/// One conversation.
pub(crate) struct Line {
    options: Box<Options>,
    state: State,
    outbox: Outbox,
    inbox: VecDeque<Bytes>,
    inbox_bytes: usize,
    alone: bool,
    heartbeat: Heartbeat,
    /// The headers of the answer that opened the last connection.
    headers: HeaderMap,
    opened: Instant,
    /// How often connections came and went.
    connections: u32,
    tries: u32,
    /// How this side is closing it.
    closing: Option<Close>,
    close: Option<Close>,
    /// The last item, if it is an error.
    failure: Option<Error>,
}

enum State {
    Open(Box<Socket>),
    /// Waiting and connecting again; how the last connection ended.
    Lost(BoxFuture<'static, Result<Opened, Error>>, Close),
    Closed,
}

impl Line {
    pub(crate) fn new(options: Box<Options>, opened: Opened) -> Self {
        Self {
            outbox: Outbox::new(options.queue, options.reconnect.is_some()),
            heartbeat: Heartbeat::new(options.keep_alive),
            options,
            state: State::Open(Box::new(opened.socket)),
            headers: opened.headers,
            inbox: VecDeque::new(),
            inbox_bytes: 0,
            alone: true,
            opened: Instant::now(),
            connections: 0,
            tries: 0,
            closing: None,
            close: None,
            failure: None,
        }
    }

    /// Whether events are decoded strictly.
    pub(crate) fn is_strict(&self) -> bool {
        self.options.draft.client.config().strict_answers
    }

    pub(crate) fn close(&self) -> Option<&Close> {
        self.close.as_ref()
    }

    /// The headers of the answer that opened the last connection.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The name of the header with the service's identifier of a request.
    pub(crate) fn request_id_header(&self) -> &'static str {
        let service = self.options.draft.client.config().service;
        service.wire.request_id
    }

    /// Takes out the events that were accepted and may not have arrived. Only after the end.
    pub(crate) fn take_unsent(&mut self) -> Vec<Utf8Bytes> {
        match self.state {
            State::Closed => self.outbox.take(),
            _ => Vec::new(),
        }
    }

    /// Says whether both ends are in one hand: then nobody reads while something is sent.
    pub(crate) fn set_alone(&mut self, alone: bool) {
        self.alone = alone;
    }

    /// Takes out what the sending end read on the way.
    pub(crate) fn take_inbox(&mut self) -> VecDeque<Bytes> {
        self.inbox_bytes = 0;
        std::mem::take(&mut self.inbox)
    }

    fn inbox_is_full(&self) -> bool {
        self.inbox_bytes >= self.outbox.limit()
    }

    /// Changes whenever something happened that one end may wait for while the other one did it.
    pub(crate) fn progress(&self) -> impl PartialEq + use<> {
        let inbox = (self.inbox.is_empty(), self.inbox_is_full());
        (self.connections, inbox, self.outbox.has_room())
    }
}

/// More than may wait.
pub(crate) fn overflow(why: &str) -> Error {
    Error::new(ErrorKind::Stream, why).with_retryable(true)
}
