//! Futures of calls. Only the decoding at their end is generic.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::WithResponse;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::reply::Reply;
use crate::runtime::send::{BodyMode, Response, send_draft};
use crate::runtime::wire::transport::BoxFuture;

/// The future of a call. Dropping it cancels the call.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<R> {
    response: BoxFuture<'static, Result<Response, Error>>,
    reply: PhantomData<fn() -> R>,
}

impl<R> Sending<R> {
    pub(crate) fn new(draft: Draft, body_mode: BodyMode) -> Self {
        Self {
            response: send_draft(draft, body_mode),
            reply: PhantomData,
        }
    }

    /// Adds the status, headers and body of the response to the output.
    pub fn with_response(self) -> SendingWithResponse<R> {
        SendingWithResponse(self)
    }
}

impl<R: Reply> Future for Sending<R> {
    type Output = Result<R::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.response.as_mut().poll(cx));
        Poll::Ready(response.and_then(R::read))
    }
}

impl<R> fmt::Debug for Sending<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// The future of a call whose output has the value and its response. Dropping it cancels the call.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct SendingWithResponse<R>(Sending<R>);

impl<R: Reply> Future for SendingWithResponse<R> {
    type Output = Result<WithResponse<R::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.0.response.as_mut().poll(cx));
        Poll::Ready(response.and_then(|response| WithResponse::read(response, R::read)))
    }
}
