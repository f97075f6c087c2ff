//! A successful response before it is decoded.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use tracing::Span;

use super::telemetry;
use crate::runtime::error::{Error, ErrorBody, ErrorResponse};
use crate::runtime::limits::Limits;
use crate::runtime::meta::RateLimits;
use crate::runtime::meta::{essence, header_millis, header_str, is_json};
use crate::runtime::spec::{OperationSpec, ServiceSpec};
use crate::runtime::wire::body::Body;

/// How the body of a response is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyMode {
    /// Entirely, as part of the attempt. If the connection breaks, the request is retried.
    Buffered,
    /// Chunk by chunk.
    Streaming,
    /// Chunk by chunk, as an event stream.
    Events,
}

/// A successful response.
pub struct Response {
    pub(crate) service: &'static ServiceSpec,
    pub(crate) operation: &'static OperationSpec,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ResponseBody,
    /// The timeout of each chunk of a streaming body.
    pub(crate) chunk_timeout: Duration,
    pub(crate) limits: Limits,
    /// The ID of the resource that the request deletes.
    pub(crate) deleted_id: Option<Box<str>>,
    /// Whether a mismatch with the declared type is an error.
    pub(crate) strict: bool,
    /// The span of the call. It ends when the response has been read.
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum ResponseBody {
    Buffered(Bytes),
    Streaming(Body),
}

impl Response {
    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the ID of the request in the logs of the service.
    pub fn request_id(&self) -> Option<&str> {
        header_str(&self.headers, self.service.wire.request_id)
    }

    /// Returns the rate limits that the response reports.
    pub fn rate_limits(&self) -> RateLimits {
        RateLimits::from_headers(&self.headers, &self.service.wire)
    }

    /// Returns how long the service spent on the request, if it reports that.
    pub fn processing_time(&self) -> Option<Duration> {
        header_millis(&self.headers, self.service.wire.processing_ms)
    }

    /// Returns how long to wait before polling a long-running resource again, if the service reports that.
    pub fn poll_after(&self) -> Option<Duration> {
        header_millis(&self.headers, self.service.wire.poll_after_ms)
    }

    /// Returns the body.
    pub fn into_body(mut self) -> Body {
        self.take_body()
    }

    /// Sets the body to a stream of bytes.
    pub(super) fn set_stream(&mut self, body: Body) {
        self.body = ResponseBody::Streaming(body);
    }

    /// Takes the body and leaves an empty one.
    pub(crate) fn take_body(&mut self) -> Body {
        let empty = ResponseBody::Buffered(Bytes::new());
        match std::mem::replace(&mut self.body, empty) {
            ResponseBody::Buffered(bytes) => bytes.into(),
            ResponseBody::Streaming(body) => body,
        }
    }

    /// Returns the body, if it is in memory. Otherwise it is empty.
    pub(crate) fn buffered(&self) -> Bytes {
        match &self.body {
            ResponseBody::Buffered(bytes) => bytes.clone(),
            ResponseBody::Streaming(_) => Bytes::new(),
        }
    }

    /// Returns whether the body is in memory and has no bytes.
    pub(crate) fn is_buffered_and_empty(&self) -> bool {
        matches!(&self.body, ResponseBody::Buffered(bytes) if bytes.is_empty())
    }

    /// Returns whether `content-type` is this media type, with any parameters.
    pub(crate) fn has_media_type(&self, media_type: &str) -> bool {
        self.media_type().eq_ignore_ascii_case(media_type)
    }

    /// Returns whether `content-type` is a JSON media type.
    pub(crate) fn is_json(&self) -> bool {
        is_json(self.media_type())
    }

    /// Returns whether `content-type` is `text/*`.
    pub(crate) fn is_text(&self) -> bool {
        let top_level = self.media_type().split('/').next();
        top_level.is_some_and(|name| name.eq_ignore_ascii_case("text"))
    }

    /// Returns the `content-type` header, for messages.
    pub(crate) fn content_type(&self) -> &str {
        header_str(&self.headers, header::CONTENT_TYPE.as_str()).unwrap_or("none")
    }

    /// Returns the media type without parameters. Empty if there is none.
    fn media_type(&self) -> &str {
        essence(header_str(&self.headers, header::CONTENT_TYPE.as_str()).unwrap_or_default())
    }

    /// Attaches this response to an error. The body itself is not an error.
    pub(crate) fn explain(&self, error: Error, body: Bytes) -> Error {
        self.explain_with(error, body, ErrorBody::default())
    }

    /// Attaches this response to an error, with the details that the body reports.
    pub(crate) fn explain_with(&self, error: Error, body: Bytes, details: ErrorBody) -> Error {
        let headers = self.headers.clone();
        let response = ErrorResponse::new(self.service, self.status, headers, body, details);
        let error = error.with_response(response).with_operation(self.operation);
        telemetry::record_error(&self.span, &error);
        error
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
