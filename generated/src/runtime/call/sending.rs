//! A call on its way.
//!
//! In: a draft. Out: the decoded answer, alone or with what came around it. The future inside is not generic; the
//! decoding at its end is all that is.
//! Must not know: how requests are sent.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::error::Error;
use super::super::meta::{RateLimits, header_millis, header_text};
use super::super::reply::Reply;
use super::super::request::Draft;
use super::super::send::{Response, Want, send_draft};
use super::super::spec::ServiceSpec;
use super::super::wire::transport::BoxFuture;

/// A call on its way. Dropping it gives the call up.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<R> {
    inner: BoxFuture<'static, Result<Response, Error>>,
    reply: PhantomData<fn() -> R>,
}

impl<R> Sending<R> {
    pub(crate) fn new(draft: Draft, want: Want) -> Self {
        Self::of(send_draft(draft, want))
    }

    pub(crate) fn of(inner: BoxFuture<'static, Result<Response, Error>>) -> Self {
        Self {
            inner,
            reply: PhantomData,
        }
    }

    /// The answer with its status, headers and body.
    pub fn with_response(self) -> SendingWithResponse<R> {
        SendingWithResponse(self)
    }
}

impl<R: Reply> Future for Sending<R> {
    type Output = Result<R::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.inner.as_mut().poll(cx));
        Poll::Ready(response.and_then(R::read))
    }
}

impl<R> fmt::Debug for Sending<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

/// A call on its way whose answer comes with what is around it.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct SendingWithResponse<R>(Sending<R>);

impl<R: Reply> Future for SendingWithResponse<R> {
    type Output = Result<WithResponse<R::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.0.inner.as_mut().poll(cx));
        Poll::Ready(response.and_then(|response| {
            let around = Around::of(&response);
            let value = R::read(response)?;
            Ok(WithResponse { value, around })
        }))
    }
}

/// A value with the answer it came in.
#[derive(Clone, Debug)]
pub struct WithResponse<T> {
    /// The value.
    pub value: T,
    around: Around,
}

#[derive(Clone)]
struct Around {
    service: &'static ServiceSpec,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Around {
    fn of(response: &Response) -> Self {
        Self {
            service: response.service,
            status: response.status,
            headers: response.headers.clone(),
            body: response.whole(),
        }
    }
}

impl fmt::Debug for Around {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = header_text(&self.headers, self.service.wire.request_id);
        f.debug_struct("Around")
            .field("status", &self.status.as_u16())
            .field("request_id", &id)
            .field("body", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl<T> WithResponse<T> {
    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.around.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.around.headers
    }

    /// The body as it came; empty where the value is what reads it.
    pub fn body(&self) -> &Bytes {
        &self.around.body
    }

    /// The service's identifier of the request.
    pub fn request_id(&self) -> Option<&str> {
        header_text(&self.around.headers, self.around.service.wire.request_id)
    }

    /// The rate limits the answer reports.
    pub fn rate_limits(&self) -> RateLimits {
        RateLimits::read(&self.around.headers, &self.around.service.wire)
    }

    /// How long the service worked on the request.
    pub fn processing_time(&self) -> Option<Duration> {
        header_millis(&self.around.headers, self.around.service.wire.processing_ms)
    }

    /// How long to wait before asking again for something that is still being worked on.
    pub fn poll_after(&self) -> Option<Duration> {
        header_millis(&self.around.headers, self.around.service.wire.poll_after_ms)
    }
}

impl<T> Deref for WithResponse<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
