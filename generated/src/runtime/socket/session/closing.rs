//! Closing and failing.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_sink::Sink;

use super::{Session, State};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::limits::exceeded;
use crate::runtime::socket::close::{Close, ClosedBy};
use crate::runtime::socket::protocol::{
    CloseFrame, Message, WsError, is_allowed_close_code, violation_code,
};

/// The longest reason that fits in a close frame, in bytes.
const MAX_REASON: usize = 123;

/// The close code of a message that is too large.
const TOO_LARGE: u16 = 1009;

impl Session {
    /// Sends all accepted events, then a close frame. The receiving end reads the server's reply.
    pub(crate) fn poll_close(
        &mut self,
        code: u16,
        reason: &str,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        if reason.len() > MAX_REASON || !is_allowed_close_code(code) {
            let message = format!("invalid close frame: code {code}, reason `{reason}`");
            return Poll::Ready(Err(Error::request(message)));
        }
        if let State::Reconnecting { last_close, .. } = &self.state {
            // No connection is open, so there is nothing to close.
            let last_close = last_close.clone();
            self.finish(last_close, None);
            if !self.send_queue.is_empty() {
                return Poll::Ready(Err(self.closed_error()));
            }
        }
        if let State::Closed = self.state {
            return Poll::Ready(Ok(()));
        }
        if self.closing.is_none() {
            ready!(self.poll_flush(cx))?;
            self.closing = Some(Close::by_client(code, reason));
            if let State::Open(socket) = &mut self.state
                && let Err(error) = Pin::new(&mut **socket).start_send(close_message(code, reason))
            {
                self.socket_failed(error, cx);
            }
        }
        if let State::Open(socket) = &mut self.state
            && let Err(error) = ready!(Pin::new(&mut **socket).poll_flush(cx))
        {
            self.socket_failed(error, cx);
        }
        Poll::Ready(Ok(()))
    }

    /// Ends the session without waiting for the server.
    ///
    /// # Errors
    /// Returns an error if not even the accepted events could be sent.
    pub(crate) fn abandon(&mut self) -> Result<(), Error> {
        if let State::Closed = self.state {
            return Ok(());
        }
        if let Some(close) = self.closing.take() {
            self.finish(close, None);
            return Ok(());
        }
        let close = Close::lost("timed out while sending the queued events");
        self.finish(close, None);
        Err(self.closed_error())
    }

    /// Handles an error of the WebSocket. A protocol violation ends the session; any other error ends the connection.
    pub(super) fn socket_failed(&mut self, error: WsError, cx: &mut Context<'_>) {
        let Some(code) = violation_code(&error) else {
            self.read_remaining(cx);
            if let State::Open(_) = self.state {
                self.connection_ended(Close::lost(&error));
            }
            return;
        };
        if let State::Open(socket) = &mut self.state {
            // Reports the violation to the server, as far as that is possible without waiting.
            let _ = Pin::new(&mut **socket).start_send(close_message(code, ""));
            let _ = Pin::new(&mut **socket).poll_flush(cx);
        }
        let close = Close::by_client(code, &error);
        let failure = match code {
            TOO_LARGE => self.message_too_large(),
            _ => Error::new(ErrorKind::Stream, close.to_string()),
        };
        self.finish(close, Some(failure.with_source(error)));
    }

    fn message_too_large(&self) -> Error {
        let limit = format!("{} bytes", self.options.max_message_size);
        exceeded("message", "max_message_size", &limit, "the connection")
    }

    /// Reads what the server sent before the connection was lost, up to the limit of the receive queue.
    fn read_remaining(&mut self, cx: &mut Context<'_>) {
        while !self.receive_queue_is_full() {
            let State::Open(socket) = &mut self.state else {
                return; // a close frame was read
            };
            match Pin::new(&mut **socket).poll_next(cx) {
                Poll::Ready(Some(Ok(message))) => self.handle(message, cx),
                _ => return,
            }
        }
    }

    /// Ends the session after a connection ended. It is a failure unless the server closed the connection normally.
    pub(super) fn finish_closed(&mut self, close: Close) {
        let normal = close.is_normal() && close.by == ClosedBy::Server;
        let failure = Error::new(ErrorKind::Stream, close.to_string());
        self.finish(close, (!normal).then_some(failure));
    }

    /// Ends the session.
    pub(super) fn finish(&mut self, close: Close, failure: Option<Error>) {
        self.send_queue.requeue_unconfirmed();
        self.close = Some(close);
        self.failure = failure;
        self.enter(State::Closed);
    }

    pub(super) fn enter(&mut self, state: State) {
        self.state = state;
        self.transitions = self.transitions.wrapping_add(1);
    }
}

fn close_message(code: u16, reason: &str) -> Message {
    Message::Close(Some(CloseFrame {
        code: code.into(),
        reason: reason.into(),
    }))
}
