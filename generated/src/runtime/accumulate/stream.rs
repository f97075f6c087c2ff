//! A stream of changes over a stream of events.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::super::error::{Error, ErrorKind};
use super::super::sse::EventStream;
use super::{Accumulator, Interrupted};

/// A stream of events being added up: its items are the changes.
///
/// An error of the stream is an item, and so is its end where it may not end yet.
pub struct Accumulating<A: Accumulator, S = EventStream<<A as Accumulator>::Event>> {
    events: S,
    accumulator: A,
    changes: VecDeque<A::Change>,
    ended: bool,
}

impl<A: Accumulator, S> Accumulating<A, S> {
    /// Adds up these events.
    pub fn new(accumulator: A, events: S) -> Self {
        Self {
            events,
            accumulator,
            changes: VecDeque::new(),
            ended: false,
        }
    }

    /// The whole as it stands: with all events that were read, even where their changes were not asked for yet.
    pub fn snapshot(&self) -> &A::Whole {
        self.accumulator.snapshot()
    }

    /// The stream below.
    pub fn events(&self) -> &S {
        &self.events
    }
}

impl<A, S> Accumulating<A, S>
where
    A: Accumulator,
    S: Stream<Item = Result<A::Event, Error>> + Unpin,
{
    /// The next change; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<A::Change, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// The first error of the stream, or that it was cut short; with what came until then.
    pub async fn finish(mut self) -> Result<A::Whole, Interrupted<A::Whole>> {
        while let Some(change) = self.next().await {
            if let Err(error) = change {
                return Err(Interrupted::new(self.accumulator.into_snapshot(), error));
            }
        }
        Ok(self.accumulator.into_snapshot())
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<A::Event, Error>>> {
        let polled = Pin::new(&mut self.events).poll_next(cx);
        if self.accumulator.is_final() {
            // Asked once more only so that a connection that is done with can be used again.
            return Poll::Ready(None);
        }
        polled
    }
}

impl<A, S> Stream for Accumulating<A, S>
where
    A: Accumulator,
    S: Stream<Item = Result<A::Event, Error>> + Unpin,
{
    type Item = Result<A::Change, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(change) = this.changes.pop_front() {
                return Poll::Ready(Some(Ok(change)));
            }
            if this.ended {
                return Poll::Ready(None);
            }
            match std::task::ready!(this.poll_event(cx)) {
                Some(Ok(event)) => this.changes.extend(this.accumulator.push(&event)),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    this.ended = true;
                    if !this.accumulator.is_complete() {
                        return Poll::Ready(Some(Err(cut_short())));
                    }
                }
            }
        }
    }
}

fn cut_short() -> Error {
    let message = "the stream ended before what it tells of was complete";
    Error::new(ErrorKind::Stream, message).with_retryable(true)
}

impl<A: Accumulator, S: Unpin> Unpin for Accumulating<A, S> {}

impl<A: Accumulator, S: fmt::Debug> fmt::Debug for Accumulating<A, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accumulating")
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}
