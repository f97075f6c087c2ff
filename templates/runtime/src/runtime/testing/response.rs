//! Mock responses.

use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

use super::chunks::{Chunks, Split};
use crate::runtime::error::BoxError;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::transport::{TransportError, TransportErrorKind};

/// A response returned by a [`MockTransport`](super::MockTransport).
#[derive(Debug)]
pub struct MockResponse {
    result: Result<http::Response<Body>, TransportError>,
    delay: Duration,
    split: Split,
    pause: Duration,
    disconnect_after: Option<usize>,
}

impl MockResponse {
    fn from_result(result: Result<http::Response<Body>, TransportError>) -> Self {
        Self {
            result,
            delay: Duration::ZERO,
            split: Split::Nowhere,
            pause: Duration::ZERO,
            disconnect_after: None,
        }
    }

    /// Creates a response with this status and body. An invalid status becomes 500.
    pub fn new(status: u16, body: impl Into<Body>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::from_result(Ok(response))
    }

    /// Creates a JSON response with status 200.
    pub fn json(value: &(impl Serialize + ?Sized)) -> Self {
        Self::json_with_status(200, value)
    }

    /// Creates a JSON response with this status.
    pub fn json_with_status(status: u16, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => Self::new(status, json).header("content-type", "application/json"),
            Err(error) => Self::transport_error(TransportErrorKind::Request, error),
        }
    }

    /// Creates an error response: `{"error": {"message", "type", "code", "param"}}`, with `code` as both type and code.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let error = json!({"message": message, "type": code, "code": code, "param": null});
        Self::json_with_status(status, &json!({ "error": error }))
    }

    /// Creates a response of bytes with status 200.
    pub fn bytes(content_type: &str, bytes: impl Into<Bytes>) -> Self {
        let bytes: Bytes = bytes.into();
        Self::new(200, bytes).header("content-type", content_type)
    }

    /// Creates an event stream with one unnamed event for each value.
    pub fn events<T: Serialize>(values: impl IntoIterator<Item = T>) -> Self {
        Self::encode_events(values.into_iter().map(|value| (None, value)))
    }

    /// Creates an event stream with one event for each name and value.
    pub fn named_events<'a, T: Serialize>(events: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        Self::encode_events(events.into_iter().map(|(name, value)| (Some(name), value)))
    }

    fn encode_events<'a, T: Serialize>(events: impl Iterator<Item = (Option<&'a str>, T)>) -> Self {
        let mut stream = String::new();
        for (name, value) in events {
            let json = match serde_json::to_string(&value) {
                Ok(json) => json,
                Err(error) => return Self::transport_error(TransportErrorKind::Request, error),
            };
            if let Some(name) = name {
                stream.push_str(&format!("event: {name}\n"));
            }
            stream.push_str(&format!("data: {json}\n\n"));
        }
        Self::raw_events(stream)
    }

    /// Creates an event stream from its wire format.
    pub fn raw_events(stream: impl Into<String>) -> Self {
        let stream: String = stream.into();
        Self::bytes("text/event-stream", stream)
    }

    /// Creates a response with status 200 whose body is produced by a stream.
    pub fn stream<S>(content_type: &str, chunks: S) -> Self
    where
        S: Stream<Item = Result<Bytes, BoxError>> + Send + Sync + 'static,
    {
        Self::new(200, Body::from_stream(chunks)).header("content-type", content_type)
    }

    /// Fails with a transport error instead of responding.
    pub fn transport_error(kind: TransportErrorKind, reason: impl Into<BoxError>) -> Self {
        Self::from_result(Err(TransportError::new(kind, reason)))
    }

    /// Adds a header. An invalid name or value is ignored.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Ok(response) = &mut self.result
            && let Ok(name) = HeaderName::try_from(name)
            && let Ok(value) = HeaderValue::from_str(value)
        {
            response.headers_mut().append(name, value);
        }
        self
    }

    /// Delays the response.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Splits the body into chunks of this many bytes.
    #[must_use]
    pub fn chunked(mut self, bytes: usize) -> Self {
        self.split = Split::Every(bytes);
        self
    }

    /// Splits the body at these byte offsets, which must be in ascending order.
    #[must_use]
    pub fn split_at(mut self, offsets: impl Into<Vec<usize>>) -> Self {
        self.split = Split::At(offsets.into());
        self
    }

    /// Pauses before each chunk of the body except the first.
    #[must_use]
    pub fn pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Breaks the connection after this many bytes of the body.
    #[must_use]
    pub fn disconnect_after(mut self, bytes: usize) -> Self {
        self.disconnect_after = Some(bytes);
        self
    }

    /// The delay, and the result of sending the request.
    pub(super) fn into_parts(self) -> (Duration, Result<http::Response<Body>, TransportError>) {
        if matches!(self.split, Split::Nowhere) && self.disconnect_after.is_none() {
            return (self.delay, self.result);
        }
        let (split, pause, disconnect) = (self.split, self.pause, self.disconnect_after);
        let result = self.result.map(|response| {
            response.map(|body| match body.try_into_bytes() {
                Ok(bytes) => Body::from_stream(Chunks::new(split.apply(&bytes), pause, disconnect)),
                // A body created from a stream keeps its own chunks.
                Err(body) => body,
            })
        });
        (self.delay, result)
    }
}
