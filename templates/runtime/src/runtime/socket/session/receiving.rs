//! Receiving messages.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use futures_sink::Sink;

use super::{Session, State};
use crate::runtime::error::Error;
use crate::runtime::limits::exceeded;
use crate::runtime::socket::close::Close;
use crate::runtime::socket::heartbeat::HeartbeatAction;
use crate::runtime::socket::protocol::{CloseFrame, Message};

/// The size of the header of a control frame of a client, in bytes.
const MAX_FRAME_HEADER: usize = 6;

impl Session {
    /// Polls for the next message. The last item is an error if the session failed.
    pub(crate) fn poll_message(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            if let Some(message) = self.receive_queue.pop() {
                return Poll::Ready(Some(Ok(message)));
            }
            match self.state {
                State::Open(_) => ready!(self.poll_read(cx)),
                State::Reconnecting { .. } => ready!(self.poll_reconnect(cx)),
                State::Closed => return Poll::Ready(self.failure.take().map(Err)),
            }
        }
    }

    /// Writes pending events, then reads one frame or detects that the connection has ended.
    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let State::Open(socket) = &mut self.state else {
                return Poll::Ready(());
            };
            match self.send_queue.poll_write(socket, cx) {
                Poll::Ready(Ok(())) => self.unwritten_pongs = 0,
                Poll::Ready(Err(error)) => {
                    self.socket_failed(error, cx);
                    return Poll::Ready(());
                }
                Poll::Pending => {}
            }
            if self.send_queue.needs_confirmation() {
                self.heartbeat.expedite();
            }
            match Pin::new(&mut **socket).poll_next(cx) {
                Poll::Ready(Some(Ok(message))) => {
                    self.heartbeat.received();
                    self.handle(message, cx);
                    return Poll::Ready(());
                }
                Poll::Ready(Some(Err(error))) => {
                    self.socket_failed(error, cx);
                    return Poll::Ready(());
                }
                Poll::Ready(None) => {
                    self.connection_ended(Close::lost("the server closed the TCP connection"));
                    return Poll::Ready(());
                }
                Poll::Pending => {}
            }
            // Checked after everything that arrived was read, so that a pong that is already there counts.
            let unconfirmed = self.send_queue.needs_confirmation();
            match ready!(self.heartbeat.poll(cx, unconfirmed)) {
                HeartbeatAction::SendPing => self.send_queue.request_ping(),
                HeartbeatAction::TimeOut => {
                    let timeout = self.options.keep_alive.timeout;
                    let reason = format!("no pong was received within {timeout:?}");
                    self.connection_ended(Close::lost(reason));
                    return Poll::Ready(());
                }
            }
        }
    }

    /// Handles a message that was read.
    pub(super) fn handle(&mut self, message: Message, cx: &mut Context<'_>) {
        if matches!(message, Message::Text(_) | Message::Binary(_)) {
            self.send_queue.message_received();
        }
        match message {
            Message::Text(text) => self.receive_queue.push(Bytes::from(text)),
            Message::Binary(bytes) => self.receive_queue.push(bytes),
            Message::Pong(payload) => self.send_queue.pong_received(&payload),
            Message::Close(frame) => self.close_received(frame, cx),
            // tungstenite replies to pings itself.
            Message::Ping(payload) => self.ping_received(payload.len()),
            // It never returns raw frames.
            Message::Frame(_) => {}
        }
    }

    /// Counts the reply to a ping. A server that sends pings and reads nothing would otherwise fill the memory.
    fn ping_received(&mut self, payload: usize) {
        self.unwritten_pongs += payload + MAX_FRAME_HEADER;
        let limit = self.options.max_write_buffer_size;
        if self.unwritten_pongs > limit {
            let close = Close::lost("the server sends pings and reads no replies");
            let failure = exceeded(
                "size of unsent replies to pings",
                "max_write_buffer_size",
                &format!("{limit} bytes"),
                "the connection",
            );
            self.finish(close, Some(failure));
        }
    }

    fn close_received(&mut self, frame: Option<CloseFrame>, cx: &mut Context<'_>) {
        if let State::Open(socket) = &mut self.state {
            // Flushes the reply to the close frame, as far as that is possible without waiting.
            let _ = Pin::new(&mut **socket).poll_flush(cx);
        }
        if self.closing.is_some() {
            // The server has read our close frame, and thus all events before it.
            self.send_queue.confirm_all();
        }
        self.connection_ended(Close::by_server(frame));
    }
}
