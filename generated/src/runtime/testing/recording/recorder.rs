//! Recording of exchanges.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};

use super::exchange::{Outcome, RecordedExchange, RecordedResponse, RequestKey};
use super::redaction::{Redaction, request_headers, response_headers};
use crate::runtime::error::{BoxError, Error};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::testing::chunks::Chunks;
use crate::runtime::wire::body::Body;
use crate::runtime::wire::middleware::{ExchangeResult, Next};
use crate::runtime::wire::transport::{TransportError, TransportErrorKind};

/// The file to which [`ClientBuilder::record_to`](crate::ClientBuilder::record_to) records, and what is removed from
/// it.
///
/// Paths convert into a `Recorder`.
#[derive(Clone, Debug)]
#[must_use = "pass it to `record_to`"]
pub struct Recorder {
    path: PathBuf,
    fields: Vec<String>,
}

impl Recorder {
    /// Records to the file at this path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            fields: Vec::new(),
        }
    }

    /// Also removes the strings in all JSON properties with this name.
    ///
    /// ```
    /// use openai_typed::Client;
    /// use openai_typed::testing::Recorder;
    ///
    /// let folder = std::env::temp_dir();
    /// let recorder = Recorder::new(folder.join("calls.jsonl")).redact("safety_identifier");
    /// let client = Client::builder().api_key("sk-…").record_to(recorder).build()?;
    /// # Ok::<(), openai_typed::Error>(())
    /// ```
    pub fn redact(mut self, property: impl Into<String>) -> Self {
        self.fields.push(property.into());
        self
    }

    /// Creates the file.
    pub(super) fn start(self) -> Result<ActiveRecording, Error> {
        let file = File::create(&self.path).map_err(|error| {
            let message = format!("{}: {error}", self.path.display());
            Error::new(ErrorKind::Io, message).with_source(error)
        })?;
        Ok(ActiveRecording {
            file: Arc::new(Mutex::new(file)),
            fields: self.fields.into(),
        })
    }
}

impl From<&Path> for Recorder {
    fn from(path: &Path) -> Self {
        Self::new(path)
    }
}

impl From<PathBuf> for Recorder {
    fn from(path: PathBuf) -> Self {
        Self::new(path)
    }
}

impl From<&str> for Recorder {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl From<String> for Recorder {
    fn from(path: String) -> Self {
        Self::new(path)
    }
}

/// An open file, to which exchanges are recorded.
#[derive(Clone)]
pub(super) struct ActiveRecording {
    file: Arc<Mutex<File>>,
    fields: Arc<[String]>,
}

/// A body, and the error that ended it early.
type Received = (Bytes, Option<BoxError>);

impl ActiveRecording {
    /// Sends a request and records it with its response.
    pub(super) async fn exchange(self, request: http::Request<Body>, next: Next) -> ExchangeResult {
        let (parts, body) = request.into_parts();
        let redaction = Redaction::new(&self.fields, &parts.headers, &parts.uri);
        let (body, recorded_body) = match body.try_into_bytes() {
            Ok(bytes) => (Body::from(bytes.clone()), Some(redaction.body(&bytes))),
            Err(body) => (body, None),
        };
        let key = RequestKey {
            method: parts.method.to_string(),
            target: redaction.target(&parts.uri),
            body: recorded_body,
        };
        let headers = request_headers(&parts.headers);
        let result = next.run(http::Request::from_parts(parts, body)).await;
        let (outcome, result) = match result {
            Ok(response) => {
                let (parts, body) = response.into_parts();
                let (body, error) = receive(body).await;
                let recorded = RecordedResponse {
                    status: parts.status.as_u16(),
                    headers: response_headers(&parts.headers),
                    body: redaction.body(&body),
                    is_interrupted: error.is_some(),
                };
                let body = match error {
                    None => Body::from(body),
                    Some(_) => interrupted(body),
                };
                let response = http::Response::from_parts(parts, body);
                (Outcome::Response(recorded), Ok(response))
            }
            Err(error) => {
                let (kind, message) = (error.kind(), redaction.message(error.to_string()));
                (Outcome::Failure { kind, message }, Err(error))
            }
        };
        let exchange = RecordedExchange {
            request: key,
            outcome,
        };
        let line = format!("{}\n", exchange.to_json(&headers));
        let written = {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.write_all(line.as_bytes())
        };
        match written {
            Ok(()) => result,
            Err(error) => {
                let message = format!("the exchange could not be recorded: {error}");
                Err(TransportError::new(TransportErrorKind::Request, message))
            }
        }
    }
}

async fn receive(mut body: Body) -> Received {
    let mut received = BytesMut::new();
    while let Some(chunk) = body.chunk().await {
        match chunk {
            Ok(chunk) => received.extend_from_slice(&chunk),
            Err(error) => return (received.freeze(), Some(error)),
        }
    }
    (received.freeze(), None)
}

/// Returns a body that breaks after these bytes.
pub(super) fn interrupted(bytes: Bytes) -> Body {
    let length = bytes.len();
    Body::from_stream(Chunks::new(
        vec![bytes],
        std::time::Duration::ZERO,
        Some(length),
    ))
}
