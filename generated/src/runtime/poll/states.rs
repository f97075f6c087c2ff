//! A stream of the states of background work.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::LongRunning;
use crate::runtime::clock::{Instant, Sleep, sleep, sleep_until};
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::reply::Reply;
use crate::runtime::send::{BodyMode, Response, send_draft};
use crate::runtime::wire::transport::BoxFuture;

/// The time between two requests if neither the caller nor the service sets one.
const DEFAULT_INTERVAL: Duration = Duration::from_secs(1);
/// The shortest time between two requests that a service may ask for.
const MIN_SERVICE_INTERVAL: Duration = Duration::from_millis(250);
/// The longest time between two requests that a service may ask for.
const MAX_SERVICE_INTERVAL: Duration = Duration::from_secs(8);

/// A stream of the states of background work. It ends after a final state or an error.
pub struct States<R> {
    draft: Draft,
    interval: Option<Duration>,
    /// The time limit, counted from the first request. Taken when the deadline is set.
    timeout: Option<Duration>,
    deadline: Option<Pin<Box<Sleep>>>,
    phase: Phase,
    reply: PhantomData<fn() -> R>,
}

enum Phase {
    Ready,
    Requesting(BoxFuture<'static, Result<Response, Error>>),
    Sleeping(Pin<Box<Sleep>>),
    Done,
}

impl<R> States<R> {
    pub(super) fn new(draft: Draft, interval: Option<Duration>, timeout: Option<Duration>) -> Self {
        Self {
            draft,
            interval,
            timeout,
            deadline: None,
            phase: Phase::Ready,
            reply: PhantomData,
        }
    }

    /// Polls for the next response. Not generic over its type.
    fn poll_response(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Response, Error>>> {
        if let Some(timeout) = self.timeout.take() {
            // A timeout that the clock cannot represent is ignored.
            let end = Instant::now().checked_add(timeout);
            self.deadline = end.map(|end| Box::pin(sleep_until(end)));
        }
        loop {
            match &mut self.phase {
                Phase::Done => return Poll::Ready(None),
                Phase::Ready => {
                    let draft = self.draft.clone();
                    self.phase = Phase::Requesting(send_draft(draft, BodyMode::Buffered));
                }
                Phase::Requesting(request) => {
                    if let Poll::Ready(response) = request.as_mut().poll(cx) {
                        self.phase = Phase::Done;
                        return Poll::Ready(Some(response));
                    }
                    break;
                }
                Phase::Sleeping(sleep) => {
                    if sleep.as_mut().poll(cx).is_pending() {
                        break;
                    }
                    self.phase = Phase::Ready;
                }
            }
        }
        if let Some(deadline) = &mut self.deadline {
            ready!(deadline.as_mut().poll(cx));
            self.phase = Phase::Done;
            let message = "timed out while the work was still in progress";
            return Poll::Ready(Some(Err(Error::new(ErrorKind::Timeout, message))));
        }
        Poll::Pending
    }

    fn sleep(&mut self, requested: Option<Duration>) {
        let requested = requested.map(|it| it.clamp(MIN_SERVICE_INTERVAL, MAX_SERVICE_INTERVAL));
        let interval = self.interval.or(requested).unwrap_or(DEFAULT_INTERVAL);
        self.phase = Phase::Sleeping(Box::pin(sleep(interval)));
    }
}

impl<R: Reply> States<R>
where
    R::Output: LongRunning,
{
    /// Returns the next state, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<R::Output, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<R: Reply> Stream for States<R>
where
    R::Output: LongRunning,
{
    type Item = Result<R::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(response) = ready!(self.poll_response(cx)) else {
            return Poll::Ready(None);
        };
        let decoded = response.and_then(|response| {
            let interval = response.poll_after();
            R::read(response).map(|state| (state, interval))
        });
        Poll::Ready(Some(decoded.map(|(state, interval)| {
            if !state.is_done() {
                self.sleep(interval);
            }
            state
        })))
    }
}

impl<R> Unpin for States<R> {}

impl<R> fmt::Debug for States<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("States")
            .field("operation", &self.draft.spec.id)
            .finish_non_exhaustive()
    }
}
