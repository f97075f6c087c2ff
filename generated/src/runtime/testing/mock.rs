//! A transport that returns mock responses.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::recorded::RecordedRequest;
use super::response::MockResponse;
use crate::runtime::client::{Client, ClientBuilder};
use crate::runtime::clock::sleep;
use crate::runtime::spec::ServiceSpec;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::transport::{
    CallInfo, Exchange, Transport, TransportError, TransportErrorKind,
};

/// A transport that returns mock responses and records the requests. Clones share their state.
///
/// The response to a request is, in order of precedence: the next one for its operation or path ([`on`](Self::on)), the
/// next one for any request ([`new`](Self::new), [`push`](Self::push)), or the result of the fallback
/// ([`fallback`](Self::fallback)). If there is none, the request fails and is not retried.
#[derive(Clone, Default)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    responses: VecDeque<MockResponse>,
    /// Responses for an operation or a path.
    targeted: Vec<(String, MockResponse)>,
    fallback: Option<Box<Fallback>>,
    requests: Vec<RecordedRequest>,
}

/// Creates responses when no other is left.
type Fallback = dyn FnMut(&RecordedRequest) -> MockResponse + Send;

impl MockTransport {
    /// Creates a transport that returns these responses in order, regardless of the requests.
    pub fn new(responses: impl IntoIterator<Item = MockResponse>) -> Self {
        let mock = Self::default();
        mock.state().responses.extend(responses);
        mock
    }

    /// Creates a client of a service together with the mock transport it uses.
    pub fn with_client(
        service: &'static ServiceSpec,
        responses: impl IntoIterator<Item = MockResponse>,
    ) -> (Client, Self) {
        let mock = Self::new(responses);
        (mock.client(service), mock)
    }

    /// Creates a client of a service that uses this transport, without credentials and retries.
    pub fn client(&self, service: &'static ServiceSpec) -> Client {
        ClientBuilder::new(service)
            .without_credentials()
            .max_retries(0)
            .transport(self.clone())
            .build_unchecked()
    }

    /// Appends a response for any request.
    pub fn push(&self, response: MockResponse) -> &Self {
        self.state().responses.push_back(response);
        self
    }

    /// Appends a response for a target: an operation, by its `operationId`, or the end of a path, starting with a
    /// slash.
    pub fn on(&self, target: impl Into<String>, response: MockResponse) -> &Self {
        self.state().targeted.push((target.into(), response));
        self
    }

    /// Sets a function that creates responses when no other is left. It must not use this transport.
    pub fn fallback(
        &self,
        respond: impl FnMut(&RecordedRequest) -> MockResponse + Send + 'static,
    ) -> &Self {
        self.state().fallback = Some(Box::new(respond));
        self
    }

    /// Returns the requests that have been received.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    /// Returns the requests that have been received for a target, as defined by [`on`](Self::on).
    pub fn requests_for(&self, target: &str) -> Vec<RecordedRequest> {
        let state = self.state();
        let matching = state.requests.iter().filter(|sent| sent.matches(target));
        matching.cloned().collect()
    }

    /// Returns the last request.
    pub fn last_request(&self) -> Option<RecordedRequest> {
        self.state().requests.last().cloned()
    }

    /// Returns how many responses have not been used yet.
    pub fn remaining(&self) -> usize {
        self.state().remaining()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn remaining(&self) -> usize {
        self.responses.len() + self.targeted.len()
    }

    fn respond(&mut self, request: RecordedRequest) -> MockResponse {
        let targeted = self
            .targeted
            .iter()
            .position(|(target, _)| request.matches(target));
        let response = if let Some(index) = targeted {
            self.targeted.remove(index).1
        } else if let Some(response) = self.responses.pop_front() {
            response
        } else if let Some(fallback) = &mut self.fallback {
            fallback(&request)
        } else {
            // Only the path, since a query may contain a key.
            let message = format!("no mock response left for {}", request.path());
            MockResponse::transport_error(TransportErrorKind::Request, message)
        };
        self.requests.push(request);
        response
    }
}

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let mock = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body
                .collect()
                .await
                .map_err(|error| TransportError::new(TransportErrorKind::Connection, error))?;
            let call = parts.extensions.get::<CallInfo>();
            let recorded = RecordedRequest {
                operation: call.map_or("", |call| call.operation.id),
                retries: call.map_or(0, |call| call.retries),
                method: parts.method,
                uri: parts.uri,
                headers: parts.headers,
                body,
            };
            let (delay, result) = mock.state().respond(recorded).into_parts();
            if !delay.is_zero() {
                sleep(delay).await;
            }
            result
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("MockTransport")
            .field("requests", &state.requests.len())
            .field("remaining", &state.remaining())
            .finish_non_exhaustive()
    }
}
