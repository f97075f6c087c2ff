//! A stream of typed events.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::halves::Halves;
use super::handler::ItemType;
use super::json_lines::is_json;
use super::notice::EventNotice;
use super::source::EventSource;
use crate::runtime::decode::{decode, required_properties, selects_variant};
use crate::runtime::error::Error;
use crate::runtime::meta::RateLimits;
use crate::runtime::send::Response;

/// A stream of the events of a response.
///
/// Events are decoded when they are polled, without a background task, so a slow reader slows the server down. An event
/// that cannot be decoded is an error, and the stream continues after it. A failure reported by the service or a
/// broken connection is the last item. A response without any event is an error that shows its status, its media type
/// and its first 512 bytes. Dropping the stream cancels the request.
///
/// A character whose UTF-16 surrogates arrive in two events becomes part of the later one.
pub struct EventStream<E> {
    source: EventSource,
    halves: Halves,
    /// The end of the stream, which follows an event that was held back.
    end: Option<Option<Error>>,
    items: PhantomData<fn() -> E>,
}

impl<E: DeserializeOwned> EventStream<E> {
    pub(crate) fn new(response: Response) -> Self {
        Self {
            source: EventSource::new(
                response,
                ItemType {
                    required: required_properties::<E>(),
                    is_tag: selects_variant::<E>,
                },
            ),
            halves: Halves::default(),
            end: None,
            items: PhantomData,
        }
    }

    /// Returns the next event, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<E, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<E> EventStream<E> {
    /// Returns whether the marker by which the service ends a stream, such as `[DONE]`, was received.
    ///
    /// A stream that ended without it may have been cut off. Services do not send it at the end of every kind of stream.
    pub fn is_done(&self) -> bool {
        self.source.is_done
    }

    /// Takes the data of the event in which the stream broke off.
    pub(crate) fn take_unfinished(&mut self) -> Option<Bytes> {
        self.source.take_unfinished()
    }

    /// Attaches the response to an error, so that it reports the operation, the status and the request ID.
    pub(crate) fn explain(&self, error: Error) -> Error {
        self.source.response().explain(error, Bytes::new())
    }

    /// Returns the status of the response.
    pub fn status(&self) -> StatusCode {
        self.source.response().status()
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        self.source.response().headers()
    }

    /// Returns the request ID assigned by the service.
    pub fn request_id(&self) -> Option<&str> {
        self.source.response().request_id()
    }

    /// Returns the events that have been skipped or repaired, up to 100 events and 1 MiB of data.
    ///
    /// An event with a name and with none of the properties of an item, such as the ping of a gateway, is skipped.
    /// Invalid UTF-8 is replaced with U+FFFD, and characters that JSON does not allow in strings are escaped.
    pub fn notices(&self) -> &[EventNotice] {
        self.source.notices()
    }

    /// Returns the rate limits reported by the response.
    pub fn rate_limits(&self) -> RateLimits {
        self.source.response().rate_limits()
    }
}

impl<E: DeserializeOwned> Stream for EventStream<E> {
    type Item = Result<E, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(json) = this.halves.pop() {
                return Poll::Ready(Some(this.decode(json.as_bytes())));
            }
            if let Some(end) = this.end.take() {
                return Poll::Ready(end.map(Err));
            }
            // Only this closure is generic over the type of the items.
            let (mut item, strict) = (None, this.source.response().strict);
            let halves = &mut this.halves;
            let polled = this.source.poll_item(cx, &mut |json| {
                if halves.must_push(json) && is_json(json) {
                    halves.push(json);
                } else {
                    item = Some(decode(json, strict)?);
                }
                Ok(())
            });
            let end = match (ready!(polled), item) {
                (Some(Ok(())), Some(item)) => return Poll::Ready(Some(Ok(item))),
                (Some(Ok(())), None) => continue,
                (Some(Err(error)), _) => Some(error),
                (None, _) => None,
            };
            this.halves.release();
            this.end = Some(end);
        }
    }
}

impl<E: DeserializeOwned> EventStream<E> {
    fn decode(&self, json: &[u8]) -> Result<E, Error> {
        let response = self.source.response();
        decode(json, response.strict)
            .map_err(|error| response.explain(error, Bytes::copy_from_slice(json)))
    }
}

impl<E> Unpin for EventStream<E> {}

impl<E> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}
