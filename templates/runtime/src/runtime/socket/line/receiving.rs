//! A line as its receiving end sees it.
//!
//! In: frames of a connection. Out: messages, in order; and that the connection ended.
//! Must not know: whether there will be another one.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use futures_sink::Sink;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::super::super::error::Error;
use super::super::close::Close;
use super::super::heartbeat::Beat;
use super::{Line, State};

/// Receiving.
impl Line {
    /// The next message; after the last one an error, if that is how it ended.
    pub(crate) fn poll_message(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            if let Some(message) = self.inbox.pop_front() {
                self.inbox_bytes -= message.len();
                return Poll::Ready(Some(Ok(message)));
            }
            match self.state {
                State::Open(_) => ready!(self.poll_read(cx)),
                State::Lost(..) => ready!(self.poll_connect(cx)),
                State::Closed => return Poll::Ready(self.failure.take().map(Err)),
            }
        }
    }

    /// Takes one frame from the connection, or notices that it ended. Sends what waits first.
    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let State::Open(socket) = &mut self.state else {
                return Poll::Ready(());
            };
            if let Poll::Ready(Err(error)) = self.outbox.poll_write(socket, cx) {
                self.broken(error, cx);
                return Poll::Ready(());
            }
            if self.outbox.is_unconfirmed() {
                self.heartbeat.hasten();
            }
            match Pin::new(&mut **socket).poll_next(cx) {
                Poll::Ready(Some(Ok(message))) => {
                    self.heartbeat.heard();
                    self.take(message, cx);
                    return Poll::Ready(());
                }
                Poll::Ready(Some(Err(error))) => {
                    self.broken(error, cx);
                    return Poll::Ready(());
                }
                Poll::Ready(None) => {
                    self.ended(Close::lost("the server hung up"));
                    return Poll::Ready(());
                }
                Poll::Pending => {}
            }
            // Only now, when all that arrived is read: then nobody is called silent who was only not listened to.
            match ready!(self.heartbeat.poll(cx, self.outbox.is_unconfirmed())) {
                Beat::Ping => self.outbox.ask_for_ping(),
                Beat::Silence => {
                    let patience = self.options.keep_alive.patience;
                    let silence = format!("a ping was not answered within {patience:?}");
                    self.ended(Close::lost(silence));
                    return Poll::Ready(());
                }
            }
        }
    }

    pub(super) fn take(&mut self, message: Message, cx: &mut Context<'_>) {
        let bytes = match message {
            Message::Text(text) => Bytes::from(text),
            Message::Binary(bytes) => bytes,
            Message::Pong(payload) => return self.outbox.pong(&payload),
            Message::Close(frame) => return self.closed(frame, cx),
            // A ping is answered by the protocol's implementation; raw frames are never read.
            Message::Ping(_) | Message::Frame(_) => return,
        };
        self.inbox_bytes += bytes.len();
        self.inbox.push_back(bytes);
    }

    /// A close frame of the server.
    fn closed(&mut self, frame: Option<CloseFrame>, cx: &mut Context<'_>) {
        if let State::Open(socket) = &mut self.state {
            // The answer to it; as much of it as goes out now.
            let _ = Pin::new(&mut **socket).poll_flush(cx);
        }
        if self.closing.is_some() {
            // It answers ours, which was behind everything else.
            self.outbox.confirm_all();
        }
        self.ended(Close::theirs(frame));
    }
}
