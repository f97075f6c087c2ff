//! The one error type.
//!
//! In: a failed answer, a failed exchange, a value that did not decode, invalid use. Out: `Error`, which says what kind
//! of failure it is, what the service said, and whether trying again makes sense.
//! Must not know: secrets; nothing that is kept here comes from the request's headers.

mod body;
mod kind;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::meta::{RateLimits, header_text};
use super::spec::{OperationSpec, ServiceSpec};
pub(crate) use body::ErrorBody;
pub use kind::ErrorKind;

/// Any error of another crate.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// How much of a body that is not understood goes into a message.
const SHOWN: usize = 400;

/// Why a call failed. One pointer wide.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: &'static str,
    retryable: bool,
    retries: u32,
    path: Option<String>,
    source: Option<BoxError>,
    answer: Option<FailedAnswer>,
}

/// What there is to know when the service answered at all.
struct FailedAnswer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    service: &'static ServiceSpec,
    said: ErrorBody,
    retry_after: Option<Duration>,
}

impl Error {
    /// An error of this kind without an answer of the service.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: "",
            retryable: matches!(kind, ErrorKind::Connection | ErrorKind::Timeout),
            retries: 0,
            path: None,
            source: None,
            answer: None,
        }))
    }

    /// Invalid use of the client.
    pub fn request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Request, message)
    }

    /// An answer with a status that is no success.
    pub(crate) fn of_answer(
        service: &'static ServiceSpec,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        let said = ErrorBody::read(&body);
        let codes = [said.code.as_deref(), said.error_type.as_deref()];
        let kind = ErrorKind::of_codes(&service.errors, codes)
            .unwrap_or_else(|| ErrorKind::of_status(status));
        let message = match &said.message {
            Some(message) => message.clone(),
            None if status.is_redirection() => "the redirect was not followed".to_owned(),
            None => excerpt(&body),
        };
        Self::new(kind, message).with_answer(service, status, headers, body, said)
    }

    /// Attaches the answer that led to this error.
    pub(crate) fn with_answer(
        mut self,
        service: &'static ServiceSpec,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        said: ErrorBody,
    ) -> Self {
        let retry_after = super::send::retry::retry_after(&headers, &service.wire);
        self.0.answer = Some(FailedAnswer {
            status,
            headers,
            body,
            service,
            said,
            retry_after,
        });
        self
    }

    /// The same error with the error that caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The same error, said to be worth another try or not.
    #[must_use]
    pub fn with_retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    /// A failure while a stream is read: what came cannot be asked for again, and a timeout stays one.
    pub(crate) fn in_stream(mut self) -> Self {
        if self.0.kind == ErrorKind::Connection {
            self.0.kind = ErrorKind::Stream;
        }
        self
    }

    pub(crate) fn with_operation(mut self, operation: &OperationSpec) -> Self {
        self.0.operation = operation.id;
        self
    }

    pub(crate) fn with_retries(mut self, retries: u32) -> Self {
        self.0.retries = retries;
        self
    }

    pub(crate) fn with_path(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the service said, or what went wrong here.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The `operationId` of the call; empty for an endpoint that is in no document.
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// The status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// The service's error code.
    pub fn code(&self) -> Option<&str> {
        self.answer().and_then(|answer| answer.said.code.as_deref())
    }

    /// The service's error type.
    pub fn error_type(&self) -> Option<&str> {
        self.answer()
            .and_then(|answer| answer.said.error_type.as_deref())
    }

    /// The parameter that the service found at fault.
    pub fn param(&self) -> Option<&str> {
        self.answer()
            .and_then(|answer| answer.said.param.as_deref())
    }

    /// The service's identifier of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.answer()
            .and_then(|answer| header_text(&answer.headers, answer.service.wire.request_id))
    }

    /// The rate limits that came with the answer.
    pub fn rate_limits(&self) -> RateLimits {
        self.answer()
            .map(|answer| RateLimits::read(&answer.headers, &answer.service.wire))
            .unwrap_or_default()
    }

    /// The body of the answer, or the event that reported the failure.
    pub fn body(&self) -> Option<&Bytes> {
        self.answer().map(|answer| &answer.body)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// How long the service asks to wait before another try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.answer().and_then(|answer| answer.retry_after)
    }

    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// How often the request was retried before this error was final.
    pub fn retries(&self) -> u32 {
        self.0.retries
    }

    /// Where in the answer decoding failed.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    fn answer(&self) -> Option<&FailedAnswer> {
        self.0.answer.as_ref()
    }
}

/// The start of a body that is not understood, fit for a message.
pub(crate) fn excerpt(body: &[u8]) -> String {
    if body.is_empty() {
        return "the answer has no body".to_owned();
    }
    let shown = &body[..body.len().min(SHOWN)];
    let mut text = String::from_utf8_lossy(shown).trim().to_owned();
    if body.len() > SHOWN {
        text.push('…');
    }
    text
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        if !inner.operation.is_empty() {
            write!(f, "{}: ", inner.operation)?;
        }
        write!(f, "{}", inner.kind)?;
        if let Some(status) = self.status() {
            write!(f, " ({}", status.as_u16())?;
            if let Some(code) = self.code().or(self.error_type()) {
                write!(f, " {code}")?;
            }
            write!(f, ")")?;
        }
        if !inner.message.is_empty() {
            write!(f, ": {}", inner.message)?;
        }
        if let Some(path) = self.path().filter(|path| !path.is_empty()) {
            write!(f, " at {path}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " [{id}]")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Error");
        shown.field("kind", &self.0.kind);
        shown.field("message", &self.0.message);
        if !self.0.operation.is_empty() {
            shown.field("operation", &self.0.operation);
        }
        if let Some(path) = &self.0.path {
            shown.field("path", path);
        }
        if let Some(answer) = &self.0.answer {
            shown.field("status", &answer.status.as_u16());
            shown.field("said", &answer.said);
            shown.field("request_id", &self.request_id());
            shown.field("body", &excerpt(&answer.body));
        }
        if let Some(source) = &self.0.source {
            shown.field("source", source);
        }
        shown.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
