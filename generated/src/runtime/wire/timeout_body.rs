//! A body with a timeout for each chunk.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::body::Body;
use super::failure::body_error;
use crate::runtime::clock::{Instant, Sleep, sleep_until};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// How long to wait for the rest of a body that the message of an error shows.
pub(crate) const SOON: Duration = Duration::from_millis(100);

/// A body whose chunks must not take longer than a timeout.
#[derive(Debug)]
pub(crate) struct TimeoutBody {
    body: Body,
    timeout: Duration,
    /// Created when a chunk is not immediately available: a fast body needs no timer.
    timer: Option<Pin<Box<Sleep>>>,
    is_waiting: bool,
    /// Whether the timer is for the rest of a body that is shown in the message of an error.
    is_hurried: bool,
}

impl TimeoutBody {
    pub(crate) fn new(body: Body, timeout: Duration) -> Self {
        Self {
            body,
            timeout,
            timer: None,
            is_waiting: false,
            is_hurried: false,
        }
    }

    /// Returns the next chunk, or `None` at the end.
    pub(crate) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        if let Poll::Ready(chunk) = self.body.poll_chunk(cx) {
            self.is_waiting = false;
            return Poll::Ready(chunk.map(|chunk| chunk.map_err(body_error)));
        }
        let deadline = Instant::now() + self.timeout;
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if !self.is_waiting {
            timer.as_mut().reset(deadline);
            self.is_waiting = true;
        }
        match timer.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                let message = format!("no data within {:?}", self.timeout);
                Poll::Ready(Some(Err(Error::new(ErrorKind::Timeout, message))))
            }
        }
    }

    /// Returns the next chunk if it arrives soon. The time counts from the first chunk that is not available.
    pub(crate) fn poll_soon(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Poll::Ready(chunk) = self.body.poll_chunk(cx) {
            return Poll::Ready(chunk.and_then(Result::ok));
        }
        let deadline = Instant::now() + SOON;
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if !std::mem::replace(&mut self.is_hurried, true) {
            timer.as_mut().reset(deadline);
        }
        timer.as_mut().poll(cx).map(|()| None)
    }

    /// Returns the next chunk, if it is already available.
    pub(crate) fn poll_available(&mut self, cx: &mut Context<'_>) -> Option<Bytes> {
        match self.body.poll_chunk(cx) {
            Poll::Ready(Some(Ok(chunk))) => Some(chunk),
            Poll::Ready(Some(Err(_)) | None) | Poll::Pending => None,
        }
    }
}
