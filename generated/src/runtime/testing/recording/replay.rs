//! A transport that replays recorded exchanges.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use http::StatusCode;
use serde_json::Value;

use super::exchange::{Outcome, RecordedExchange, RequestKey};
use super::recorder::interrupted;
use super::redaction::Redaction;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::middleware::ExchangeResult;
use crate::runtime::wire::transport::{Exchange, Transport, TransportError, TransportErrorKind};

/// A transport that replays recorded exchanges. Clones share their state.
///
/// The response to a request is that of the first recorded request that has not been replayed and has the same method,
/// path, query and body. Headers are not compared, nor are forms. Without such a request, the call fails and is not
/// retried.
#[derive(Clone)]
pub struct Replay {
    remaining: Arc<Mutex<Vec<RecordedExchange>>>,
}

impl Replay {
    /// Reads the recording at this path.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`] if the file cannot be read, and with [`ErrorKind::Decode`] if it is not a recording.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::new(ErrorKind::Io, format!("{}: {error}", path.display())).with_source(error)
        })?;
        let mut exchanges = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let json: Option<Value> = serde_json::from_str(line).ok();
            let exchange = json.as_ref().and_then(RecordedExchange::from_json);
            exchanges.push(exchange.ok_or_else(|| {
                let message = format!("{}:{}: not a recorded exchange", path.display(), index + 1);
                Error::new(ErrorKind::Decode, message)
            })?);
        }
        Ok(Self {
            remaining: Arc::new(Mutex::new(exchanges)),
        })
    }

    /// Returns the number of exchanges that have not been replayed.
    pub fn remaining(&self) -> usize {
        let remaining = self.remaining.lock();
        remaining.unwrap_or_else(PoisonError::into_inner).len()
    }

    fn take(&self, key: &RequestKey) -> Result<Outcome, TransportError> {
        let mut remaining = self
            .remaining
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let position = remaining
            .iter()
            .position(|exchange| exchange.request.matches(key));
        match position {
            Some(position) => Ok(remaining.remove(position).outcome),
            None => {
                let message = unmatched(key, &remaining);
                Err(TransportError::new(TransportErrorKind::Request, message))
            }
        }
    }
}

/// Returns why no recorded request matches.
fn unmatched(key: &RequestKey, remaining: &[RecordedExchange]) -> String {
    let RequestKey { method, target, .. } = key;
    let requests = remaining.iter().map(|exchange| &exchange.request);
    let has_same_target = |other: &&RequestKey| other.method == *method && other.target == *target;
    if requests.clone().any(|other| has_same_target(&other)) {
        return format!("no recorded request {method} {target} has this body");
    }
    let others: Vec<String> = requests
        .take(5)
        .map(|other| format!("{} {}", other.method, other.target))
        .collect();
    match others.is_empty() {
        true => format!("no recorded request is left for {method} {target}"),
        false => format!(
            "no recorded request {method} {target}; next are {}",
            others.join(", ")
        ),
    }
}

impl Transport for Replay {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let replay = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let redaction = Redaction::new(&[], &parts.headers, &parts.uri);
            let key = RequestKey {
                method: parts.method.to_string(),
                target: redaction.target(&parts.uri),
                body: body.try_into_bytes().ok().map(|body| redaction.body(&body)),
            };
            response(replay.take(&key)?)
        })
    }
}

fn response(outcome: Outcome) -> ExchangeResult {
    match outcome {
        Outcome::Failure { kind, message } => Err(TransportError::new(kind, message)),
        Outcome::Response(recorded) => {
            let body = match recorded.is_interrupted {
                true => interrupted(recorded.body),
                false => Body::from(recorded.body),
            };
            let mut response = http::Response::new(body);
            *response.status_mut() =
                StatusCode::from_u16(recorded.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            *response.headers_mut() = recorded.headers;
            Ok(response)
        }
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay")
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}
