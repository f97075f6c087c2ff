//! The transport that gives answers of a test.
//!
//! In: answers, and requests. Out: for each request an answer; in the end the requests.
//! Must not know: how answers are made.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use serde_json::Value;

use super::super::client::{Client, ClientBuilder};
use super::super::clock::sleep;
use super::super::spec::ServiceSpec;
use super::super::wire::body::Body;
use super::super::wire::transport::{
    CallInfo, Exchange, Transport, TransportError, TransportErrorKind,
};
use super::answer::Answer;

/// A transport that gives answers of a test and keeps what was asked. Clones share both.
///
/// A request gets, of what there is, the next answer for its operation or path ([`on`](Self::on)), the next answer for
/// any ([`new`](Self::new), [`push`](Self::push)), or what a function makes of it ([`otherwise`](Self::otherwise)). If
/// there is nothing it fails, and is not retried.
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    /// Answers for an operation or a path.
    routed: Vec<(String, Answer)>,
    otherwise: Option<Box<Otherwise>>,
    requests: Vec<Recorded>,
}

/// What makes answers when there are no others.
type Otherwise = dyn FnMut(&Recorded) -> Answer + Send;

/// A request that was sent to a [`Mock`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The `operationId`; empty for an endpoint that is in no document.
    pub operation: &'static str,
    /// How often the call was retried before.
    pub retries: u32,
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

    /// The path of the URL.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as text; bytes that are none are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether it is of this operation, or its path ends like this.
    fn is_for(&self, target: &str) -> bool {
        match target.starts_with('/') {
            true => self.path().ends_with(target),
            false => self.operation == target,
        }
    }
}

impl Mock {
    /// A mock that gives these answers, in this order, to whatever is asked.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mock = Self::default();
        mock.state().answers.extend(answers);
        mock
    }

    /// A client of this service and the mock that gives it these answers.
    pub fn with_client(
        service: &'static ServiceSpec,
        answers: impl IntoIterator<Item = Answer>,
    ) -> (Client, Self) {
        let mock = Self::new(answers);
        (mock.client(service), mock)
    }

    /// A client of this service whose requests go to this mock, without credentials and retries.
    pub fn client(&self, service: &'static ServiceSpec) -> Client {
        ClientBuilder::new(service)
            .anonymous()
            .max_retries(0)
            .transport(self.clone())
            .build_unchecked()
    }

    /// Adds an answer after those that are left.
    pub fn push(&self, answer: Answer) -> &Self {
        self.state().answers.push_back(answer);
        self
    }

    /// Adds an answer for an operation (by its `operationId`) or a path (what the URL's path ends with, from a slash
    /// on), after those for it that are left.
    pub fn on(&self, target: impl Into<String>, answer: Answer) -> &Self {
        self.state().routed.push((target.into(), answer));
        self
    }

    /// Answers by this function when no other answer is left. It must not ask the mock for anything.
    pub fn otherwise(&self, answer: impl FnMut(&Recorded) -> Answer + Send + 'static) -> &Self {
        self.state().otherwise = Some(Box::new(answer));
        self
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The requests so far of an operation or path, as for [`on`](Self::on).
    pub fn requests_for(&self, target: &str) -> Vec<Recorded> {
        let state = self.state();
        let found = state.requests.iter().filter(|sent| sent.is_for(target));
        found.cloned().collect()
    }

    /// The last request.
    pub fn last(&self) -> Option<Recorded> {
        self.state().requests.last().cloned()
    }

    /// How many answers were not asked for yet.
    pub fn left(&self) -> usize {
        let state = self.state();
        state.answers.len() + state.routed.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn answer(&mut self, request: Recorded) -> Answer {
        let routed = self
            .routed
            .iter()
            .position(|(target, _)| request.is_for(target));
        let answer = if let Some(index) = routed {
            self.routed.remove(index).1
        } else if let Some(answer) = self.answers.pop_front() {
            answer
        } else if let Some(otherwise) = &mut self.otherwise {
            otherwise(&request)
        } else {
            // Not the whole URL: a query may hold a key.
            let message = format!("the mock has no answer left for {}", request.path());
            Answer::failure(TransportErrorKind::Request, message)
        };
        self.requests.push(request);
        answer
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
            let call = parts.extensions.get::<CallInfo>();
            let recorded = Recorded {
                operation: call.map_or("", |call| call.operation.id),
                retries: call.map_or(0, |call| call.retries),
                method: parts.method,
                uri: parts.uri,
                headers: parts.headers,
                body,
            };
            let (delay, outcome) = mock.state().answer(recorded).give();
            if !delay.is_zero() {
                sleep(delay).await;
            }
            outcome
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Mock")
            .field("requests", &state.requests.len())
            .field("answers", &(state.answers.len() + state.routed.len()))
            .finish_non_exhaustive()
    }
}
