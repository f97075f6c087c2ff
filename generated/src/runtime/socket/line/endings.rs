//! How the connections of a line end, and what comes after.
//!
//! In: an error, or a close. Out: the next connection, or the end of the line.
//! Must not know: who polls.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_sink::Sink;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};

use super::super::super::error::{Error, ErrorKind};
use super::super::super::send::retry::LONGEST_ASKED;
use super::super::close::{Close, ClosedBy};
use super::super::handshake::establish;
use super::super::heartbeat::Heartbeat;
use super::super::reconnect::Attempt;
use super::{Line, State};

/// Endings, and what comes after them.
impl Line {
    /// The connection, or what is spoken over it, failed.
    pub(super) fn broken(&mut self, error: WsError, cx: &mut Context<'_>) {
        let code: u16 = match &error {
            WsError::ConnectionClosed
            | WsError::AlreadyClosed
            | WsError::Io(_)
            | WsError::Protocol(
                ProtocolError::ResetWithoutClosingHandshake | ProtocolError::SendAfterClosing,
            ) => {
                self.salvage(cx);
                if let State::Open(_) = self.state {
                    self.ended(Close::lost(&error));
                }
                return;
            }
            WsError::Capacity(_) => 1009,
            WsError::Utf8(_) => 1007,
            _ => 1002,
        };
        if let State::Open(socket) = &mut self.state {
            // The server is told why, if it still listens.
            let frame = CloseFrame {
                code: code.into(),
                reason: "".into(),
            };
            let _ = Pin::new(&mut **socket).start_send(Message::Close(Some(frame)));
            let _ = Pin::new(&mut **socket).poll_flush(cx);
        }
        let close = Close::ours(code, &error);
        let failure = Error::new(ErrorKind::Stream, close.to_string()).with_source(error);
        self.finish(close, Some(failure));
    }

    /// What the server said before it hung up is worth more than that it did: as much of it as the inbox holds.
    fn salvage(&mut self, cx: &mut Context<'_>) {
        while !self.inbox_is_full() {
            let State::Open(socket) = &mut self.state else {
                return; // it took leave
            };
            match Pin::new(&mut **socket).poll_next(cx) {
                Poll::Ready(Some(Ok(message))) => self.take(message, cx),
                _ => return,
            }
        }
    }

    /// Ends it without waiting for anybody.
    ///
    /// # Errors
    /// Not even the events that were accepted could be sent.
    pub(crate) fn abandon(&mut self) -> Result<(), Error> {
        if let State::Closed = self.state {
            return Ok(());
        }
        if let Some(ours) = self.closing.take() {
            self.finish(ours, None);
            return Ok(());
        }
        self.finish(Close::lost("nobody took what was to be sent"), None);
        Err(self.is_closed())
    }

    /// The connection ended.
    pub(super) fn ended(&mut self, close: Close) {
        if let Some(ours) = self.closing.take() {
            // Who closes it knows why; that the server did not answer is no failure.
            return self.finish(ours, None);
        }
        let again = self.options.reconnect.as_ref();
        match again.is_some_and(|rule| rule.applies_to(&close)) {
            true => self.retry(close, None),
            false => self.finish_with(close),
        }
    }

    fn finish_with(&mut self, close: Close) {
        let normal = close.is_normal() && close.by == ClosedBy::Server;
        let failure = Error::new(ErrorKind::Stream, close.to_string());
        self.finish(close, (!normal).then_some(failure));
    }

    pub(super) fn finish(&mut self, close: Close, failure: Option<Error>) {
        self.outbox.rewind();
        self.close = Some(close);
        self.failure = failure;
        self.enter(State::Closed);
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.connections = self.connections.wrapping_add(1);
    }

    /// Prepares the next connection, if there may be one.
    pub(super) fn retry(&mut self, close: Close, error: Option<Error>) {
        let Some(rule) = self.options.reconnect.clone() else {
            return self.finish_with(close);
        };
        if matches!(self.state, State::Open(_)) && self.opened.elapsed() > rule.max_delay() {
            self.tries = 0;
        }
        let asked = error.as_ref().and_then(Error::retry_after);
        if self.tries >= rule.max_tries() || asked.is_some_and(|asked| asked > LONGEST_ASKED) {
            return match error {
                Some(error) => self.finish(close, Some(error.with_retries(self.tries))),
                None => self.finish_with(close),
            };
        }
        self.tries += 1;
        self.outbox.rewind();
        let mut attempt = Attempt {
            number: self.tries,
            close: &close,
            draft: &mut self.options.draft,
            outbox: &mut self.outbox,
            first: Vec::new(),
            stopped: false,
        };
        rule.ask(&mut attempt);
        let (first, stopped) = (attempt.first, attempt.stopped);
        if stopped {
            return self.finish_with(close);
        }
        self.outbox.push_first(first);
        let delay = rule.delay(self.tries, fastrand::f64());
        let delay = asked.map_or(delay, |asked| asked.max(delay));
        tracing::debug!(
            code = close.code,
            try_number = self.tries,
            ?delay,
            "connecting again"
        );
        let options = self.options.clone();
        let connecting = async move {
            tokio::time::sleep(delay).await;
            establish(&options).await
        };
        self.enter(State::Lost(Box::pin(connecting), close));
    }

    pub(super) fn poll_connect(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let State::Lost(connecting, close) = &mut self.state else {
            return Poll::Ready(());
        };
        match ready!(connecting.as_mut().poll(cx)) {
            Ok(opened) => {
                self.enter(State::Open(Box::new(opened.socket)));
                self.headers = opened.headers;
                self.heartbeat = Heartbeat::new(self.options.keep_alive);
                self.opened = Instant::now();
            }
            Err(error) => {
                let close = close.clone();
                match error.is_retryable() {
                    true => self.retry(close, Some(error)),
                    false => self.finish(close, Some(error)),
                }
            }
        }
        Poll::Ready(())
    }
}
