//! `Sink` implementations of connections and senders.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_sink::Sink;

use super::channel::Channel;
use super::close::Close;
use super::connection::Connection;
use super::events::encode_event;
use super::sender::Sender;
use crate::runtime::error::Error;

impl<C: Channel> Sink<C::Client> for Sender<C> {
    type Error = Error;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.endpoint.poll(cx, |session, cx| session.poll_ready(cx))
    }

    fn start_send(self: Pin<&mut Self>, event: C::Client) -> Result<(), Error> {
        let json = encode_event(&event)?;
        self.endpoint.session().start_send(json)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.endpoint.poll(cx, |session, cx| session.poll_flush(cx))
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.endpoint
            .poll(cx, |session, cx| session.poll_close(Close::NORMAL, "", cx))
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
