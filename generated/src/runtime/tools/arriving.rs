//! A response that arrives: as a whole, or in parts.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::streamed::{Opened, ResponseChanges, StreamedConversation};
use super::{Conversation, ToolCall};
use crate::runtime::error::Error;
use crate::runtime::wire::transport::BoxFuture;

/// A response that arrives.
pub(super) trait Arriving<R, E>: Send {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Arrival<R, E>, Error>>;

    /// Returns the part of the response that has arrived.
    fn partial(&self) -> Option<&R> {
        None
    }
}

/// A part of a response, or the complete response.
pub(super) enum Arrival<R, E> {
    /// An event, and the tool call that it completed.
    Event(E, Option<ToolCall>),
    /// The complete response, which is the last arrival.
    Response(R),
}

/// Sends the next request of a conversation, whose response arrives as a whole.
pub(super) fn whole<C: Conversation>(
    conversation: &mut C,
) -> Box<dyn Arriving<C::Response, Infallible>> {
    Box::new(Whole(conversation.send()))
}

struct Whole<R>(BoxFuture<'static, Result<R, Error>>);

impl<R> Arriving<R, Infallible> for Whole<R> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Arrival<R, Infallible>, Error>> {
        self.0.as_mut().poll(cx).map_ok(Arrival::Response)
    }
}

/// Sends the next request of a conversation, whose response arrives in parts.
pub(super) fn in_parts<C: StreamedConversation>(
    conversation: &mut C,
) -> Box<dyn Arriving<C::Response, ResponseChanges<C>>> {
    Box::new(Parts::<C>::Opening(conversation.stream()))
}

enum Parts<C: StreamedConversation> {
    Opening(BoxFuture<'static, Result<Opened<C>, Error>>),
    Reading(Opened<C>),
}

impl<C: StreamedConversation> Arriving<C::Response, ResponseChanges<C>> for Parts<C>
where
    C::Response: Clone,
{
    fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Arrival<C::Response, ResponseChanges<C>>, Error>> {
        loop {
            match self {
                Self::Opening(opening) => *self = Self::Reading(ready!(opening.as_mut().poll(cx))?),
                Self::Reading(response) => match ready!(Pin::new(&mut *response).poll_next(cx)) {
                    Some(Ok(change)) => {
                        let call = C::completed_call(&change, response.snapshot());
                        return Poll::Ready(Ok(Arrival::Event(change, call)));
                    }
                    Some(Err(_)) if response.is_tolerated() => {}
                    Some(Err(error)) => return Poll::Ready(Err(error)),
                    None => {
                        let response = response.snapshot().clone();
                        return Poll::Ready(Ok(Arrival::Response(response)));
                    }
                },
            }
        }
    }

    fn partial(&self) -> Option<&C::Response> {
        match self {
            Self::Opening(_) => None,
            Self::Reading(response) => Some(response.snapshot()),
        }
    }
}
