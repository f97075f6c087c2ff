//! The part of an event stream that does not depend on the type of its items.

use std::fmt;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::classifier::EventClassifier;
use super::framing::Framing;
use super::handler::{Handled, Handler, ItemSink, ItemType};
use super::notice::EventNotice;
use super::start::{Progress, Start};
use crate::runtime::error::Error;
use crate::runtime::limits::Limits;
use crate::runtime::send::{Response, no_events};
use crate::runtime::wire::timeout_body::TimeoutBody;

/// A response body that is decoded into events as it is polled.
pub(super) struct EventSource {
    body: TimeoutBody,
    framing: Framing,
    start: Start,
    handler: Handler,
    state: State,
    /// Whether the marker for the end of the stream was received.
    pub(super) is_done: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// All bytes were received. The decoder may still contain one unterminated event.
    Draining,
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
            state: State::Reading,
            is_done: false,
        }
    }

    pub(super) fn response(&self) -> &Response {
        &self.handler.response
    }

    pub(super) fn notices(&self) -> &[EventNotice] {
        self.handler.notices()
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
            let draining = match self.state {
                State::Reading => false,
                State::Draining => true,
                State::Done => return Poll::Ready(None),
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
                if !matches!(handled, Handled::KeepAlive) {
                    self.start.record_event();
                }
                match handled {
                    Handled::Item(item) => return Poll::Ready(Some(item)),
                    Handled::KeepAlive | Handled::Skipped => continue,
                    Handled::Failed(error) => return self.fail(error),
                    Handled::End => {
                        self.state = State::Done;
                        self.is_done = true;
                        self.body.drain(cx);
                        return Poll::Ready(None);
                    }
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
                    (Progress::NoEvents, _) => return self.fail_without_events(),
                },
                // What was received is more useful than the failure of the connection.
                Some(Err(_)) if self.start.is_rejected() => return self.fail_without_events(),
                Some(Err(error)) => {
                    let start = self.start.take();
                    let error = self.response().explain(error.in_stream(), start);
                    return self.fail(error);
                }
                None if self.framing.is_lines() => self.state = State::Draining,
                None => {
                    let (_, bytes) = self.start.push(&Bytes::new(), true);
                    self.framing.push(&bytes);
                    self.state = State::Draining;
                }
            }
        }
    }

    /// Ends the stream. An event stream without events is an error.
    fn end(&mut self) -> Poll<Option<Result<(), Error>>> {
        match self.start.is_before_events() && !self.framing.is_lines() {
            true => self.fail_without_events(),
            false => Poll::Ready(None),
        }
    }

    fn limits(&self) -> Limits {
        self.response().limits
    }

    fn fail_too_large(&mut self) -> Poll<Option<Result<(), Error>>> {
        let error = self.limits().event_too_large();
        self.fail(self.response().explain(error, Bytes::new()))
    }

    fn fail_without_events(&mut self) -> Poll<Option<Result<(), Error>>> {
        let start = self.start.take();
        self.fail(no_events(self.response(), start))
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<(), Error>>> {
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
