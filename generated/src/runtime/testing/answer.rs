//! What a mock answers.
//!
//! In: status, headers, a body, and how it comes. Out: what a transport hands out.
//! Must not know: which request it is for.

use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

use super::super::error::BoxError;
use super::super::wire::body::Body;
use super::super::wire::transport::{TransportError, TransportErrorKind};
use super::pieces::Pieces;

/// An answer of a [`Mock`](super::Mock).
#[derive(Debug)]
pub struct Answer {
    outcome: Result<http::Response<Body>, TransportError>,
    delay: Duration,
    /// Where the body is cut into pieces.
    cuts: Cuts,
    pause: Duration,
    breaks_at: Option<usize>,
}

#[derive(Debug)]
enum Cuts {
    None,
    Every(usize),
    At(Vec<usize>),
}

impl Answer {
    fn of(outcome: Result<http::Response<Body>, TransportError>) -> Self {
        Self {
            outcome,
            delay: Duration::ZERO,
            cuts: Cuts::None,
            pause: Duration::ZERO,
            breaks_at: None,
        }
    }

    /// An answer with this status and body.
    pub fn new(status: u16, body: impl Into<Body>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::of(Ok(response))
    }

    /// A success with JSON.
    pub fn json(value: &(impl Serialize + ?Sized)) -> Self {
        Self::json_with(200, value)
    }

    /// JSON with this status.
    pub fn json_with(status: u16, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => Self::new(status, json).header("content-type", "application/json"),
            Err(error) => Self::failure(TransportErrorKind::Request, error),
        }
    }

    /// A failure with this status, code and message, in the usual form.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let error = json!({"message": message, "type": code, "code": code, "param": null});
        Self::json_with(status, &json!({ "error": error }))
    }

    /// A success with bytes of this media type.
    pub fn bytes(content_type: &str, bytes: impl Into<Bytes>) -> Self {
        let bytes: Bytes = bytes.into();
        Self::new(200, bytes).header("content-type", content_type)
    }

    /// A success with one event for each value.
    pub fn events<T: Serialize>(values: impl IntoIterator<Item = T>) -> Self {
        let mut text = String::new();
        for value in values {
            match serde_json::to_string(&value) {
                Ok(json) => text.push_str(&format!("data: {json}\n\n")),
                Err(error) => return Self::failure(TransportErrorKind::Request, error),
            }
        }
        Self::event_text(text)
    }

    /// A success with one event for each name and value.
    pub fn named_events<'a, T: Serialize>(events: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut text = String::new();
        for (name, value) in events {
            match serde_json::to_string(&value) {
                Ok(json) => text.push_str(&format!("event: {name}\ndata: {json}\n\n")),
                Err(error) => return Self::failure(TransportErrorKind::Request, error),
            }
        }
        Self::event_text(text)
    }

    /// A success with the text of an event stream.
    pub fn event_text(text: impl Into<String>) -> Self {
        let text: String = text.into();
        Self::bytes("text/event-stream", text)
    }

    /// A success whose body comes as this stream yields it.
    pub fn stream<S>(content_type: &str, pieces: S) -> Self
    where
        S: Stream<Item = Result<Bytes, BoxError>> + Send + Sync + 'static,
    {
        Self::new(200, Body::empty())
            .body(Body::from_stream(pieces))
            .header("content-type", content_type)
    }

    /// No answer at all.
    pub fn failure(kind: TransportErrorKind, reason: impl Into<BoxError>) -> Self {
        Self::of(Err(TransportError::new(kind, reason)))
    }

    /// The same answer with a header; one that cannot be sent is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Ok(response) = &mut self.outcome
            && let Ok(name) = HeaderName::try_from(name)
            && let Ok(value) = HeaderValue::from_str(value)
        {
            response.headers_mut().append(name, value);
        }
        self
    }

    /// The same answer after a while.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The same body in pieces of this many bytes.
    #[must_use]
    pub fn in_pieces_of(mut self, bytes: usize) -> Self {
        self.cuts = Cuts::Every(bytes);
        self
    }

    /// The same body cut into pieces at these offsets, in rising order.
    #[must_use]
    pub fn cut_at(mut self, offsets: impl Into<Vec<usize>>) -> Self {
        self.cuts = Cuts::At(offsets.into());
        self
    }

    /// The same answer with a pause before each piece of its body but the first.
    #[must_use]
    pub fn pausing(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// The same answer on a connection that breaks after so many bytes of its body.
    #[must_use]
    pub fn breaking_after(mut self, bytes: usize) -> Self {
        self.breaks_at = Some(bytes);
        self
    }

    fn body(mut self, body: Body) -> Self {
        self.outcome = self.outcome.map(|response| response.map(|_| body));
        self
    }

    /// How long the answer takes, and what it is.
    pub(super) fn give(self) -> (Duration, Result<http::Response<Body>, TransportError>) {
        let Self {
            outcome,
            delay,
            cuts,
            pause,
            breaks_at,
        } = self;
        if matches!(cuts, Cuts::None) && breaks_at.is_none() {
            return (delay, outcome);
        }
        let outcome = outcome.map(|response| {
            response.map(|body| match body.try_into_bytes() {
                Ok(bytes) => Body::from_stream(Pieces::new(cut(bytes, &cuts), pause, breaks_at)),
                // A stream of the user's own has its own pieces.
                Err(body) => body,
            })
        });
        (delay, outcome)
    }
}

fn cut(bytes: Bytes, cuts: &Cuts) -> Vec<Bytes> {
    let every = |size: usize| (1..).map(move |n: usize| n.saturating_mul(size));
    let offsets: Vec<usize> = match cuts {
        Cuts::None => Vec::new(),
        Cuts::Every(size) => every((*size).max(1))
            .take_while(|offset| *offset < bytes.len())
            .collect(),
        Cuts::At(offsets) => offsets.clone(),
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    for offset in offsets.into_iter().chain([bytes.len()]) {
        let to = offset.min(bytes.len());
        if to > from {
            pieces.push(bytes.slice(from..to));
            from = to;
        }
    }
    pieces
}
