//! A stream of changes built on a stream of events.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde_json::Value;

use super::{Accumulator, Interrupted};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::sse::EventStream;

/// A stream of events that is being accumulated. Its items are the changes.
///
/// An error of the underlying stream is an item. Data that cannot be decoded is such an error. It is kept alongside the
/// value, and the stream continues. An event in which the stream breaks off is kept as well. If the stream ends before the
/// value is complete, the last item is an error of kind [`ErrorKind::Stream`].
pub struct Accumulating<A: Accumulator, S = EventStream<<A as Accumulator>::Event>> {
    events: S,
    accumulator: A,
    changes: VecDeque<A::Change>,
    state: State,
    /// Whether the last error is about data that is not an event and was kept.
    is_tolerated: bool,
    hooks: Hooks<A, S>,
}

/// How far the stream was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// An error other than undecodable data was returned, so that an early end is not reported as another one.
    Failed,
    Ended,
}

/// Functions that only some streams support.
struct Hooks<A, S> {
    /// Passes the request ID to the accumulator.
    identify: fn(&S, &mut A),
    /// Returns whether the marker for the end of the stream was received.
    is_done: fn(&S) -> bool,
    /// Attaches the response to an error.
    explain: fn(&S, Error) -> Error,
    /// Takes the event in which the stream broke off.
    take_unfinished: fn(&mut S) -> Option<Bytes>,
}

impl<A: Accumulator, S> Accumulating<A, S> {
    /// Accumulates the events of a stream.
    pub fn new(accumulator: A, events: S) -> Self {
        Self {
            events,
            accumulator,
            changes: VecDeque::new(),
            state: State::Reading,
            is_tolerated: false,
            hooks: Hooks {
                identify: |_, _| {},
                is_done: |_| false,
                explain: |_, error| error,
                take_unfinished: |_| None,
            },
        }
    }

    /// Returns the value built from all events read so far, including those whose changes were not polled yet.
    pub fn snapshot(&self) -> &A::Output {
        self.accumulator.snapshot()
    }

    /// Returns whether the last error is about data that is not an event and was kept alongside the value.
    pub(crate) fn is_tolerated(&self) -> bool {
        self.is_tolerated
    }

    /// Returns the underlying stream.
    pub fn events(&self) -> &S {
        &self.events
    }
}

impl<A: Accumulator> Accumulating<A> {
    /// Accumulates the events of a response. The marker by which the service ends the stream completes the value, and
    /// an error about an early end reports the operation, the status and the request ID.
    pub fn of_response(mut accumulator: A, events: EventStream<A::Event>) -> Self {
        identify(&events, &mut accumulator);
        let mut accumulating = Self::new(accumulator, events);
        accumulating.hooks = Hooks {
            identify,
            is_done: EventStream::is_done,
            explain: EventStream::explain,
            take_unfinished: EventStream::take_unfinished,
        };
        accumulating
    }
}

fn identify<A: Accumulator>(events: &EventStream<A::Event>, accumulator: &mut A) {
    if let Some(id) = events.request_id() {
        accumulator.set_request_id(id);
    }
}

impl<A, S> Accumulating<A, S>
where
    A: Accumulator,
    S: Stream<Item = Result<A::Event, Error>> + Unpin,
{
    /// Returns the next change, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<A::Change, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Reads the stream to its end and returns the accumulated value.
    ///
    /// The stream is read to its end even after an event that cannot be decoded. Data that is not a JSON object, such as
    /// a keep-alive in the wrong place, is not an error: it is kept alongside the value.
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error of kind [`ErrorKind::Stream`] if it ended early. The error
    /// carries everything that was received.
    pub async fn finish(mut self) -> Result<A::Output, Interrupted<A::Output>> {
        let mut failure = None;
        while let Some(change) = self.next().await {
            if let Err(error) = change
                && !self.is_tolerated
            {
                failure.get_or_insert(error);
            }
        }
        let value = self.accumulator.into_snapshot();
        match failure {
            Some(error) => Err(Interrupted::new(value, error)),
            None => Ok(value),
        }
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<A::Event, Error>>> {
        let polled = Pin::new(&mut self.events).poll_next(cx);
        if self.accumulator.is_final() {
            // The extra poll lets the transport drain the body and reuse the connection.
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
            if this.state == State::Ended {
                return Poll::Ready(None);
            }
            match ready!(this.poll_event(cx)) {
                Some(Ok(event)) => this.changes.extend(this.accumulator.push(&event)),
                Some(Err(error)) => return Poll::Ready(Some(Err(this.keep(error)))),
                None => {
                    let has_failed = this.state == State::Failed;
                    this.state = State::Ended;
                    // An event may have replaced the value.
                    (this.hooks.identify)(&this.events, &mut this.accumulator);
                    if (this.hooks.is_done)(&this.events) {
                        this.changes.extend(this.accumulator.push_end());
                    }
                    if !has_failed && !this.accumulator.is_complete() {
                        this.is_tolerated = false;
                        let error = (this.hooks.explain)(&this.events, ended_early());
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }
}

impl<A: Accumulator, S> Accumulating<A, S> {
    /// Keeps the data of an event that cannot be decoded.
    fn keep(&mut self, error: Error) -> Error {
        self.is_tolerated = false;
        if error.kind() != ErrorKind::Decode {
            self.state = State::Failed;
        } else if let Some(data) = error.body() {
            // Incomplete JSON is an event that was damaged.
            let is_event = data.trim_ascii_start().starts_with(b"{");
            let data = serde_json::from_slice(data)
                .unwrap_or_else(|_| Value::from(String::from_utf8_lossy(data)));
            self.is_tolerated = self.accumulator.push_undecoded(data) && !is_event;
        }
        if let Some(data) = (self.hooks.take_unfinished)(&mut self.events) {
            let data = String::from_utf8_lossy(&data).into_owned();
            self.accumulator.push_undecoded(Value::from(data));
        }
        error
    }
}

fn ended_early() -> Error {
    let message = "the stream ended before the result was complete";
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
