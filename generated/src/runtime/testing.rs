//! Answers without a network, for tests of code that uses the client.
//!
//! In: answers, in the order they are to be given. Out: a transport that gives them and keeps the requests.
//! Must not know: any service.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use serde::Serialize;

use super::error::BoxError;
use super::wire::body::Body;
use super::wire::transport::{Exchange, Transport, TransportError, TransportErrorKind};

/// A transport that gives canned answers and keeps what was asked. Clones share both.
///
/// When no answer is left a request fails, and is not retried.
#[derive(Clone, Debug, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<Answer>,
    requests: Vec<Recorded>,
}

/// A request that was sent to a [`Mock`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub uri: Uri,
    /// The headers, credentials included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Recorded {
    /// The text of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON; null if it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// An answer of a [`Mock`].
#[derive(Debug)]
pub struct Answer {
    outcome: Result<http::Response<Body>, TransportError>,
    delay: Duration,
}

impl Answer {
    /// An answer with this status and body.
    pub fn new(status: u16, body: impl Into<Body>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            outcome: Ok(response),
            delay: Duration::ZERO,
        }
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

    /// A success with the text of an event stream.
    pub fn event_text(text: impl Into<String>) -> Self {
        Self::new(200, text.into()).header("content-type", "text/event-stream")
    }

    /// A success whose body comes piece by piece.
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
        Self {
            outcome: Err(TransportError::new(kind, reason)),
            delay: Duration::ZERO,
        }
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

    fn body(mut self, body: Body) -> Self {
        self.outcome = self.outcome.map(|response| response.map(|_| body));
        self
    }
}

impl Mock {
    /// A mock that gives these answers, in this order.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mock = Self::default();
        mock.state().answers.extend(answers);
        mock
    }

    /// Adds an answer after those that are left.
    pub fn push(&self, answer: Answer) {
        self.state().answers.push_back(answer);
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The last request.
    pub fn last(&self) -> Option<Recorded> {
        self.state().requests.last().cloned()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Mock {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let mock = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body
                .collect()
                .await
                .map_err(|error| TransportError::new(TransportErrorKind::Connection, error))?;
            let answer = {
                let mut state = mock.state();
                state.requests.push(Recorded {
                    method: parts.method,
                    uri: parts.uri,
                    headers: parts.headers,
                    body,
                });
                state.answers.pop_front()
            };
            let answer = answer.unwrap_or_else(|| {
                Answer::failure(TransportErrorKind::Request, "the mock has no answer left")
            });
            if !answer.delay.is_zero() {
                tokio::time::sleep(answer.delay).await;
            }
            answer.outcome
        })
    }
}
