//! An answer that is a success, not yet decoded.
//!
//! In: status, headers and a body that is there or still coming. Out: what replies are made of.
//! Must not know: what the body decodes to.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::super::error::{Error, ErrorBody};
use super::super::meta::{RateLimits, header_millis, header_text};
use super::super::spec::{OperationSpec, ServiceSpec};
use super::super::wire::body::Body;

/// How the body of an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// All of it, within the attempt: if it breaks off, the request is retried.
    Whole,
    /// As it comes.
    Stream,
    /// As it comes, and it must be events.
    Events,
}

/// An answer of the service that is a success.
pub struct Response {
    pub(crate) service: &'static ServiceSpec,
    pub(crate) operation: &'static OperationSpec,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ResponseBody,
    /// How long to wait for the next piece of a body that is still coming.
    pub(crate) idle: Duration,
    /// Whether what is declared must be there and fit.
    pub(crate) strict: bool,
    /// What reports the call; it ends when the answer is read.
    pub(crate) span: tracing::Span,
}

#[derive(Debug)]
pub(crate) enum ResponseBody {
    Whole(Bytes),
    Coming(Body),
}

impl Response {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The service's identifier of the request.
    pub fn request_id(&self) -> Option<&str> {
        header_text(&self.headers, self.service.wire.request_id)
    }

    /// The rate limits the answer reports.
    pub fn rate_limits(&self) -> RateLimits {
        RateLimits::read(&self.headers, &self.service.wire)
    }

    /// How long the service worked on the request.
    pub fn processing_time(&self) -> Option<Duration> {
        header_millis(&self.headers, self.service.wire.processing_ms)
    }

    /// How long to wait before asking again for something that is still being worked on.
    pub fn poll_after(&self) -> Option<Duration> {
        header_millis(&self.headers, self.service.wire.poll_after_ms)
    }

    /// The body as it comes.
    pub fn into_body(self) -> Body {
        match self.body {
            ResponseBody::Whole(bytes) => bytes.into(),
            ResponseBody::Coming(body) => body,
        }
    }

    /// Whether the answer says that it is of this media type, whatever its parameters.
    pub(crate) fn is_of_type(&self, media_type: &str) -> bool {
        self.essence().eq_ignore_ascii_case(media_type)
    }

    /// Whether the answer says that it is text of any kind.
    pub(crate) fn is_text(&self) -> bool {
        let kind = self.essence().split('/').next();
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("text"))
    }

    /// The media type without its parameters; empty if there is none.
    fn essence(&self) -> &str {
        let text = header_text(&self.headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
        text.split(';').next().unwrap_or_default().trim()
    }

    /// The bytes that are there; none of a body that is still coming.
    pub(crate) fn whole(&self) -> Bytes {
        match &self.body {
            ResponseBody::Whole(bytes) => bytes.clone(),
            ResponseBody::Coming(_) => Bytes::new(),
        }
    }

    /// Attaches this answer to an error about it. Its body reports no error, so it is not read for one.
    pub(crate) fn explain(&self, error: Error, body: Bytes) -> Error {
        self.explain_with(error, body, ErrorBody::default())
    }

    pub(crate) fn explain_with(&self, error: Error, body: Bytes, said: ErrorBody) -> Error {
        error
            .with_answer(self.service, self.status, self.headers.clone(), body, said)
            .with_operation(self.operation)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("operation", &self.operation.id)
            .field("status", &self.status.as_u16())
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}
