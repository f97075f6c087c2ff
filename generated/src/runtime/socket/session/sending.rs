//! Sending events.

use std::task::{Context, Poll, ready};

use super::{Session, State};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::socket::message_queue::queue_full;
use crate::runtime::socket::protocol::Utf8Bytes;

impl Session {
    /// Waits until another event can be accepted.
    pub(crate) fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            self.check_accepting()?;
            let State::Open(socket) = &mut self.state else {
                // While reconnecting, `start_send` checks whether there is room in the queue.
                return Poll::Ready(Ok(()));
            };
            let written = match self.send_queue.poll_write(socket, cx) {
                Poll::Ready(Err(error)) => {
                    self.socket_failed(error, cx);
                    continue;
                }
                written => written.is_ready(),
            };
            if self.send_queue.has_room() {
                return Poll::Ready(Ok(()));
            }
            if written && self.heartbeat.ping_now() {
                self.send_queue.request_ping();
            }
            ready!(self.poll_read_while_sending(cx))?;
        }
    }

    /// Accepts an event. While reconnecting, only events within the limit of the queue are accepted.
    pub(crate) fn start_send(&mut self, event: Utf8Bytes) -> Result<(), Error> {
        self.check_accepting()?;
        let reconnecting = matches!(self.state, State::Reconnecting { .. });
        if reconnecting && !self.send_queue.has_room_for(event.len()) {
            let message = "the connection is being reopened and the queue of events is full";
            return Err(queue_full(message));
        }
        self.send_queue.push(event);
        Ok(())
    }

    /// Accepts the event if it was not accepted yet, and waits until it is written.
    pub(crate) fn poll_send(
        &mut self,
        event: &mut Option<Utf8Bytes>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        ready!(self.poll_feed(event, cx))?;
        self.poll_flush(cx)
    }

    /// Accepts the event if it was not accepted yet.
    pub(crate) fn poll_feed(
        &mut self,
        event: &mut Option<Utf8Bytes>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        if event.is_some() {
            ready!(self.poll_ready(cx))?;
            if let Some(event) = event.take() {
                self.start_send(event)?;
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Waits until all accepted events are written to a connection.
    pub(crate) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            match &mut self.state {
                State::Open(socket) => match self.send_queue.poll_write(socket, cx) {
                    Poll::Ready(Ok(())) => {
                        if self.send_queue.needs_confirmation() {
                            self.heartbeat.expedite();
                        }
                        return Poll::Ready(Ok(()));
                    }
                    Poll::Ready(Err(error)) => self.socket_failed(error, cx),
                    Poll::Pending => ready!(self.poll_read_while_sending(cx))?,
                },
                State::Reconnecting { .. } => ready!(self.poll_reconnect(cx)),
                State::Closed => return Poll::Ready(Err(self.closed_error())),
            }
        }
    }

    /// Reads a frame while sending is blocked, since the server may read only after its own messages were read. When
    /// the receive queue is full, the receiving end has to be polled first.
    fn poll_read_while_sending(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        match (self.receive_queue_is_full(), self.split) {
            (false, _) => self.poll_read(cx).map(Ok),
            (true, true) => Poll::Pending,
            (true, false) => Poll::Ready(Err(queue_full(
                "the queue of received events is full: read them, so that accepted events can be sent",
            ))),
        }
    }

    pub(super) fn check_accepting(&self) -> Result<(), Error> {
        match self.state {
            State::Closed => Err(self.closed_error()),
            _ if self.closing.is_some() => Err(Error::request("the connection is being closed")),
            _ => Ok(()),
        }
    }

    /// The error of an operation on a closed session.
    pub(super) fn closed_error(&self) -> Error {
        let message = match &self.close {
            Some(close) => close.to_string(),
            None => "the connection is closed".to_owned(),
        };
        Error::new(ErrorKind::Stream, message)
    }
}
