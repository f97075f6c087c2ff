//! A stream of typed events.
//!
//! In: the answer to a call that streams. Out: items, decoded one at a time as they are asked for: no task, no
//! channel, and a server that is faster than the reader has to wait.
//! Must not know: the operation.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::super::decode::decode;
use super::super::error::{Error, ErrorBody, ErrorKind, excerpt};
use super::super::meta::RateLimits;
use super::super::send::{Response, ResponseBody, usage};
use super::super::wire::body::Body;
use super::super::wire::idle::IdleBody;
use super::decoder::{Decoder, RawEvent};
use super::events::{Meaning, Sorter};

/// The events of an answer.
///
/// An event that does not decode is an error and the stream goes on; a failure that the service reports, or a
/// connection that breaks, is the last item. Dropping the stream ends the call.
pub struct EventStream<E> {
    source: Source,
    items: PhantomData<fn() -> E>,
}

/// All that does not depend on the type of the items.
struct Source {
    response: Response,
    body: IdleBody,
    decoder: Decoder,
    sorter: Sorter,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// All bytes are there; one last event may be among them.
    Ending,
    Done,
}

impl<E: DeserializeOwned> EventStream<E> {
    pub(crate) fn new(mut response: Response) -> Self {
        let whole = ResponseBody::Whole(Bytes::new());
        let body: Body = match std::mem::replace(&mut response.body, whole) {
            ResponseBody::Whole(bytes) => bytes.into(),
            ResponseBody::Coming(body) => body,
        };
        let source = Source {
            body: IdleBody::new(body, response.idle),
            decoder: Decoder::new(),
            sorter: Sorter::new(&response.service.events, response.operation.events),
            state: State::Reading,
            response,
        };
        Self {
            source,
            items: PhantomData,
        }
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<E, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<E> EventStream<E> {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.source.response.status()
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.source.response.headers()
    }

    /// The service's identifier of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.source.response.request_id()
    }

    /// The rate limits the answer reports.
    pub fn rate_limits(&self) -> RateLimits {
        self.source.response.rate_limits()
    }
}

impl<E: DeserializeOwned> Stream for EventStream<E> {
    type Item = Result<E, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // The loop below is not generic; only this closure is.
        let (mut item, strict) = (None, self.source.response.strict);
        let polled = self.source.poll_item(cx, &mut |json| {
            item = Some(decode(json, strict)?);
            Ok(())
        });
        Poll::Ready(match ready!(polled) {
            Some(Ok(())) => item.map(Ok),
            Some(Err(error)) => Some(Err(error)),
            None => None,
        })
    }
}

impl<E> Unpin for EventStream<E> {}

impl<E> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("response", &self.source.response)
            .finish_non_exhaustive()
    }
}

/// Decodes an item and keeps it.
type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;

impl Source {
    /// Gives the next item to the sink.
    fn poll_item(
        &mut self,
        cx: &mut Context<'_>,
        sink: Sink<'_>,
    ) -> Poll<Option<Result<(), Error>>> {
        loop {
            let ending = match self.state {
                State::Reading => false,
                State::Ending => true,
                State::Done => return Poll::Ready(None),
            };
            let event = if ending {
                self.state = State::Done;
                self.decoder.finish()
            } else {
                self.decoder.next_event()
            };
            if let Some(event) = event {
                match read(event, &self.response, &self.sorter, ending, sink) {
                    Read::Item(item) => return Poll::Ready(Some(item)),
                    Read::Nothing => continue,
                    Read::Last(error) => {
                        self.state = State::Done;
                        return Poll::Ready(Some(Err(error)));
                    }
                    Read::End => {
                        self.state = State::Done;
                        self.body.drain(cx);
                        return Poll::Ready(None);
                    }
                }
            }
            if ending {
                return Poll::Ready(None);
            }
            match ready!(self.body.poll_chunk(cx)) {
                Some(Ok(bytes)) => self.decoder.push(&bytes),
                Some(Err(error)) => {
                    self.state = State::Done;
                    let error = error.in_stream();
                    return Poll::Ready(Some(Err(self.response.explain(error, Bytes::new()))));
                }
                None => self.state = State::Ending,
            }
        }
    }
}

enum Read {
    Item(Result<(), Error>),
    Nothing,
    End,
    Last(Error),
}

fn read(
    event: RawEvent<'_>,
    response: &Response,
    sorter: &Sorter,
    unfinished: bool,
    sink: Sink<'_>,
) -> Read {
    match sorter.meaning(event) {
        Meaning::Skip => Read::Nothing,
        Meaning::End => Read::End,
        Meaning::Failure(data) => Read::Last(failure(response, data)),
        // The last line feeds may be missing; half an event is another matter.
        Meaning::Item(json) if unfinished && !is_json(&json) => {
            let error = Error::new(ErrorKind::Stream, "the stream broke off inside an event");
            Read::Last(response.explain(error.with_retryable(true), copy(&json)))
        }
        Meaning::Item(json) => {
            usage::record(&response.span, &response.service.usage, &json);
            Read::Item(sink(&json).map_err(|error| response.explain(error, copy(&json))))
        }
    }
}

/// The failure that an event reports.
fn failure(response: &Response, data: &[u8]) -> Error {
    let said = ErrorBody::read(data);
    let codes = [said.code.as_deref(), said.error_type.as_deref()];
    let kind = ErrorKind::of_codes(&response.service.errors, codes).unwrap_or(ErrorKind::Stream);
    let message = said.message.clone().unwrap_or_else(|| excerpt(data));
    response.explain_with(Error::new(kind, message), copy(data), said)
}

fn is_json(data: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(data).is_ok()
}

fn copy(data: &[u8]) -> Bytes {
    Bytes::copy_from_slice(data)
}
