//! The part of an event stream that does not depend on the type of its items.

use std::fmt;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::classifier::EventClassifier;
use super::framing::Framing;
use super::handler::{Handled, Handler, ItemSink, ItemType};
use super::notice::EventNotice;
use super::start::{Progress, Start};
use super::values::Values;
use crate::runtime::error::{EXCERPT, Error};
use crate::runtime::limits::Limits;
use crate::runtime::send::{Response, no_events};
use crate::runtime::wire::timeout_body::TimeoutBody;

/// A response body that is decoded into events as it is polled.
pub(super) struct EventSource {
    body: TimeoutBody,
    framing: Framing,
    start: Start,
    handler: Handler,
    /// Values that were received as one event and have not been handled yet.
    values: Values,
    state: State,
    /// Whether the marker for the end of the stream was received.
    pub(super) is_done: bool,
    /// How many bytes may still be read after that marker.
    after_end: usize,
}

/// How many bytes are read after the marker for the end.
const MAX_AFTER_END: usize = 64 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// All bytes were received. The decoder may still contain one unterminated event.
    Draining,
    /// The marker for the end was received. Events after it are read as far as they are available.
    Ending,
    /// The body is not an event stream.
    Rejected,
    Done,
}

impl EventSource {
    /// Reads the body of a response.
    pub(super) fn new(mut response: Response, items: ItemType) -> Self {
        let body = response.take_body();
        let classifier = EventClassifier::new(&response.service.events, response.operation.events);
        Self {
            body: TimeoutBody::new(body, response.chunk_timeout),
            framing: Framing::of(response.operation.events),
            start: Start::default(),
            handler: Handler::new(response, classifier, items),
            values: Values::default(),
            state: State::Reading,
            is_done: false,
            after_end: MAX_AFTER_END,
        }
    }

    pub(super) fn response(&self) -> &Response {
        &self.handler.response
    }

    pub(super) fn notices(&self) -> &[EventNotice] {
        self.handler.notices()
    }

    /// Takes the data of the event in which the stream broke off.
    pub(super) fn take_unfinished(&mut self) -> Option<Bytes> {
        self.handler.unfinished.take()
    }

    /// Polls for the next item and passes it to `sink`.
    pub(super) fn poll_item(
        &mut self,
        cx: &mut Context<'_>,
        sink: ItemSink<'_>,
    ) -> Poll<Option<Result<(), Error>>> {
        if let Some(reported) = self.handler.reported.take() {
            if reported.ends {
                self.state = State::Done;
            }
            return Poll::Ready(Some(Err(reported.error)));
        }
        loop {
            if let Some(polled) = self.poll_value(sink) {
                return polled;
            }
            let draining = match self.state {
                State::Reading => false,
                State::Draining => true,
                State::Ending => match self.poll_after_end(cx, sink) {
                    Some(polled) => return polled,
                    None => continue,
                },
                State::Rejected => return self.poll_rejected(cx),
                State::Done => return self.confirm_end(),
            };
            let event = if draining {
                self.state = State::Done;
                self.framing.finish()
            } else {
                self.framing.next_event()
            };
            if let Some(event) = event {
                if event.data.len() > self.handler.response.limits.event_size {
                    return self.fail_too_large();
                }
                let is_first = self.start.is_before_events();
                let handled = self.handler.handle(event, draining, is_first, sink);
                match self.settle(handled) {
                    Some(polled) => return polled,
                    None => continue,
                }
            }
            if draining {
                return self.end();
            }
            if self.framing.pending() > self.limits().event_size {
                return self.fail_too_large();
            }
            match ready!(self.body.poll_chunk(cx)) {
                Some(Ok(bytes)) if self.framing.is_lines() => self.framing.push(&bytes),
                Some(Ok(bytes)) => match self.start.push(&bytes, false) {
                    (Progress::Events, bytes) => self.framing.push(&bytes),
                    (Progress::NeedsMore, _) => {}
                    (Progress::NoEvents, _) => self.state = State::Rejected,
                },
                // What was received is more useful than the failure of the connection.
                Some(Err(_)) if self.start.is_rejected() => return self.fail_without_events(),
                Some(Err(error)) => return self.fail_in_body(error),
                None if self.framing.is_lines() => self.state = State::Draining,
                None => {
                    let (_, bytes) = self.start.push(&Bytes::new(), true);
                    self.framing.push(&bytes);
                    self.state = State::Draining;
                }
            }
        }
    }

    /// Returns the next item after the marker for the end, such as the usage of a server that sends it last. Nothing is
    /// awaited but the rest of an event, if it arrives soon. Anything but an item is reported as skipped, since the response
    /// is complete.
    ///
    /// Reading the rest of the body also lets the connection be reused.
    fn poll_after_end(
        &mut self,
        cx: &mut Context<'_>,
        sink: ItemSink<'_>,
    ) -> Option<Poll<Option<Result<(), Error>>>> {
        let event = match self.framing.next_event() {
            Some(event) => event,
            None => {
                let chunk = match self.framing.pending() {
                    0 => self.body.poll_available(cx),
                    _ => match self.body.poll_soon(cx) {
                        Poll::Ready(chunk) => chunk,
                        Poll::Pending => return Some(Poll::Pending),
                    },
                };
                if let Some(bytes) = chunk
                    && bytes.len() <= self.after_end
                {
                    self.after_end -= bytes.len();
                    self.framing.push(&bytes);
                    return None;
                }
                self.state = State::Done;
                self.framing.finish()?
            }
        };
        let is_last = self.state == State::Done;
        match self.handler.handle(event, is_last, false, sink) {
            Handled::Item(Ok(())) => Some(Poll::Ready(Some(Ok(())))),
            Handled::KeepAlive | Handled::End | Handled::Skipped => None,
            Handled::Item(Err(_)) | Handled::Several(_) | Handled::Failed(_) => {
                self.handler.skip(event);
                None
            }
        }
    }

    /// Polls for the next of several values that were received as one event.
    fn poll_value(&mut self, sink: ItemSink<'_>) -> Option<Poll<Option<Result<(), Error>>>> {
        loop {
            let end = self.handler.response.service.events.end;
            let data = self.values.next_value(end)?;
            let event = self.values.event(&data);
            let is_over = self.state == State::Done;
            let is_first = self.start.is_before_events();
            let handled = self.handler.handle(event, is_over, is_first, sink);
            if let Some(polled) = self.settle(handled) {
                return Some(polled);
            }
        }
    }

    /// Returns what to return for an event, or `None` to continue with the next one.
    fn settle(&mut self, handled: Handled) -> Option<Poll<Option<Result<(), Error>>>> {
        if !matches!(handled, Handled::KeepAlive | Handled::Several(_)) {
            self.start.record_event();
        }
        match handled {
            Handled::Item(item) => Some(Poll::Ready(Some(item))),
            Handled::KeepAlive | Handled::Skipped => None,
            Handled::Several(values) => {
                self.values = values;
                None
            }
            Handled::Failed(error) => Some(self.fail(error)),
            Handled::End => {
                self.values = Values::default();
                // A body that has ended is not polled again.
                self.state = match self.state {
                    State::Reading | State::Ending => State::Ending,
                    State::Draining | State::Rejected | State::Done => State::Done,
                };
                self.is_done = true;
                None
            }
        }
    }

    /// Ends the stream. An event stream without events is an error.
    fn end(&mut self) -> Poll<Option<Result<(), Error>>> {
        match self.start.is_before_events() && !self.framing.is_lines() {
            true => self.fail_without_events(),
            false => self.confirm_end(),
        }
    }

    /// Ends the stream. If its only event may be an error, it is one.
    fn confirm_end(&mut self) -> Poll<Option<Result<(), Error>>> {
        match self.handler.unconfirmed.take() {
            Some(error) => self.fail(error),
            None => Poll::Ready(None),
        }
    }

    fn limits(&self) -> Limits {
        self.response().limits
    }

    fn fail_too_large(&mut self) -> Poll<Option<Result<(), Error>>> {
        let error = self.limits().event_too_large();
        self.fail(self.response().explain(error, Bytes::new()))
    }

    /// Ends the stream with a failure of the connection, which carries the bytes in which the stream broke off.
    fn fail_in_body(&mut self, error: Error) -> Poll<Option<Result<(), Error>>> {
        let mut received = self.start.take();
        if let Some(event) = self.framing.finish() {
            let data = Bytes::copy_from_slice(event.data);
            if received.is_empty() {
                received.clone_from(&data);
            }
            self.handler.unfinished = Some(data);
        }
        let error = self.response().explain(error.in_stream(), received);
        self.fail(error)
    }

    /// Ends the stream of a body without events. More of it is shown if it arrives soon.
    fn poll_rejected(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        while self.start.len() < EXCERPT
            && let Some(bytes) = ready!(self.body.poll_soon(cx))
        {
            self.start.push(&bytes, true);
        }
        self.fail_without_events()
    }

    fn fail_without_events(&mut self) -> Poll<Option<Result<(), Error>>> {
        let start = self.start.take();
        self.fail(no_events(self.response(), start))
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<(), Error>>> {
        self.values = Values::default();
        self.state = State::Done;
        Poll::Ready(Some(Err(error)))
    }
}

impl fmt::Debug for EventSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventSource")
            .field("response", self.response())
            .finish_non_exhaustive()
    }
}
