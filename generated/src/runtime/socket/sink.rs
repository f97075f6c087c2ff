//! The ends of a connection as sinks, for those who combine them with other sinks and streams.
//!
//! In: events. Out: the same, given to the line.
//! Must not know: how a line works.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_sink::Sink;

use super::super::error::Error;
use super::channel::Channel;
use super::close::Close;
use super::connection::Connection;
use super::shared::{Sender, encode};

impl<C: Channel> Sink<C::Client> for Sender<C> {
    type Error = Error;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.end.with(cx, |line, cx| line.poll_ready(cx))
    }

    fn start_send(self: Pin<&mut Self>, event: C::Client) -> Result<(), Error> {
        let text = encode(&event)?;
        self.end.line().start_send(text)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.end.with(cx, |line, cx| line.poll_flush(cx))
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.end
            .with(cx, |line, cx| line.poll_close(Close::NORMAL, "", cx))
    }
}

impl<C: Channel> Sink<C::Client> for Connection<C> {
    type Error = Error;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.sender).poll_ready(cx)
    }

    fn start_send(mut self: Pin<&mut Self>, event: C::Client) -> Result<(), Error> {
        Pin::new(&mut self.sender).start_send(event)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.sender).poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.sender).poll_close(cx)
    }
}
