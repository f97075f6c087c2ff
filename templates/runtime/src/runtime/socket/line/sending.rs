//! A line as its sending end sees it.
//!
//! In: events as JSON. Out: the same to a connection, and at last a close frame.
//! Must not know: what the server says.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_sink::Sink;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use super::super::super::error::{Error, ErrorKind};
use super::super::close::Close;
use super::{Line, State, overflow};

/// How many bytes a close frame has for a reason.
const REASON: usize = 123;

/// Sending.
impl Line {
    /// Waits until another event is accepted.
    pub(crate) fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            self.accepting()?;
            let State::Open(socket) = &mut self.state else {
                return Poll::Ready(Ok(())); // it waits in the outbox, if there is room for it
            };
            let written = match self.outbox.poll_write(socket, cx) {
                Poll::Ready(Err(error)) => {
                    self.broken(error, cx);
                    continue;
                }
                written => written.is_ready(),
            };
            if self.outbox.has_room() {
                return Poll::Ready(Ok(()));
            }
            if written && self.heartbeat.ask_now() {
                self.outbox.ask_for_ping();
            }
            ready!(self.poll_make_way(cx))?;
        }
    }

    /// Accepts an event. Over a lost connection only as many as the outbox may hold.
    pub(crate) fn start_send(&mut self, text: Utf8Bytes) -> Result<(), Error> {
        self.accepting()?;
        if matches!(self.state, State::Lost(..)) && !self.outbox.has_room_for(text.len()) {
            return Err(overflow(
                "the connection is lost, and too much waits for the next one",
            ));
        }
        self.outbox.push(text);
        Ok(())
    }

    /// Accepts an event, unless that is done, and waits until it is written to a connection.
    pub(crate) fn poll_send(
        &mut self,
        event: &mut Option<Utf8Bytes>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        ready!(self.poll_feed(event, cx))?;
        self.poll_flush(cx)
    }

    /// Accepts an event, unless that is done.
    pub(crate) fn poll_feed(
        &mut self,
        event: &mut Option<Utf8Bytes>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        if event.is_some() {
            ready!(self.poll_ready(cx))?;
            if let Some(text) = event.take() {
                self.start_send(text)?;
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Waits until all accepted events are written to a connection.
    pub(crate) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            match &mut self.state {
                State::Open(socket) => match self.outbox.poll_write(socket, cx) {
                    Poll::Ready(Ok(())) => {
                        if self.outbox.is_unconfirmed() {
                            self.heartbeat.hasten();
                        }
                        return Poll::Ready(Ok(()));
                    }
                    Poll::Ready(Err(error)) => self.broken(error, cx),
                    Poll::Pending => ready!(self.poll_make_way(cx))?,
                },
                State::Lost(..) => ready!(self.poll_connect(cx)),
                State::Closed => return Poll::Ready(Err(self.is_closed())),
            }
        }
    }

    /// Reads what the server says, since one that waits for us to read reads nothing itself. Once the inbox is full
    /// the receiving end has to go first.
    fn poll_make_way(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        match (self.inbox_is_full(), self.alone) {
            (false, _) => self.poll_read(cx).map(Ok),
            (true, false) => Poll::Pending,
            (true, true) => Poll::Ready(Err(overflow(
                "nobody reads what the server sends; what was accepted goes out when it is read",
            ))),
        }
    }

    /// Sends what waits and then a close frame; the server's answer is read by the receiving end.
    pub(crate) fn poll_close(
        &mut self,
        code: u16,
        reason: &str,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        if reason.len() > REASON || !CloseCode::from(code).is_allowed() {
            let message = format!("no close frame may have the code {code} and this reason");
            return Poll::Ready(Err(Error::request(message)));
        }
        if let State::Lost(_, close) = &self.state {
            // There is nobody to take leave of.
            let close = close.clone();
            self.finish(close, None);
            if !self.outbox.is_empty() {
                return Poll::Ready(Err(self.is_closed()));
            }
        }
        if let State::Closed = self.state {
            return Poll::Ready(Ok(()));
        }
        if self.closing.is_none() {
            ready!(self.poll_flush(cx))?;
            self.closing = Some(Close::ours(code, reason));
            if let State::Open(socket) = &mut self.state {
                let frame = CloseFrame {
                    code: code.into(),
                    reason: reason.into(),
                };
                if let Err(error) = Pin::new(&mut **socket).start_send(Message::Close(Some(frame)))
                {
                    self.broken(error, cx);
                }
            }
        }
        match &mut self.state {
            State::Open(socket) => match ready!(Pin::new(&mut **socket).poll_flush(cx)) {
                Ok(()) => {}
                Err(error) => self.broken(error, cx),
            },
            _ => return Poll::Ready(Ok(())),
        }
        Poll::Ready(Ok(()))
    }

    fn accepting(&self) -> Result<(), Error> {
        match self.state {
            State::Closed => Err(self.is_closed()),
            _ if self.closing.is_some() => Err(Error::request("the connection is being closed")),
            _ => Ok(()),
        }
    }

    pub(super) fn is_closed(&self) -> Error {
        let message = match &self.close {
            Some(close) => close.to_string(),
            None => "the connection is closed".to_owned(),
        };
        Error::new(ErrorKind::Stream, message)
    }
}
