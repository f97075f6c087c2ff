//! The error type of the client.
//!
//! An error never contains headers of the request, which may contain credentials.

mod body;
mod chain;
pub mod content;
mod declared;
mod delay;
mod event_body;
mod flat;
mod fmt;
mod problem;
mod reported;
mod response;

use std::error::Error as StdError;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::error_kind::ErrorKind;
use crate::runtime::meta::RateLimits;
use crate::runtime::spec::{OperationSpec, ServiceSpec};
pub(crate) use body::ErrorBody;
pub(crate) use chain::chain;
pub use declared::DeclaredError;
pub(crate) use flat::{
    is_called_error, is_called_success, is_certain_error, is_error_name, is_part_of_error,
    is_truthy, is_wrapped_error,
};
pub use problem::Problem;
pub(crate) use reported::is_transient;
pub(crate) use reported::reported_error;
pub(crate) use response::{EXCERPT, ErrorResponse, excerpt};

/// An error of any type.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call failed.
///
/// [`kind`](Self::kind) indicates what a caller can do about it. If the service responded, the error carries the response:
/// its status, headers and body, and the details that the body reports. [`source`](StdError::source) is the error that
/// caused it: of a transport, of a credential provider, or an [`io::Error`](std::io::Error).
///
/// It is one pointer wide.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: &'static str,
    is_retryable: bool,
    retries: u32,
    path: Option<String>,
    source: Option<BoxError>,
    response: Option<ErrorResponse>,
}

impl Error {
    /// Creates an error without a response.
    ///
    /// It is retryable if its kind is [`ErrorKind::Connection`] or [`ErrorKind::Timeout`].
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: "",
            is_retryable: matches!(kind, ErrorKind::Connection | ErrorKind::Timeout),
            retries: 0,
            path: None,
            source: None,
            response: None,
        }))
    }

    /// Creates an error of kind [`ErrorKind::Request`].
    pub fn request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Request, message)
    }

    /// Creates the error of a response whose status is not a success.
    pub(crate) fn from_response(
        service: &'static ServiceSpec,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        let details = ErrorBody::parse(&body);
        let codes = [details.code.as_deref(), details.error_type.as_deref()];
        let kind = service.errors.kind_of(codes);
        let kind = kind.unwrap_or_else(|| ErrorKind::of_status(status));
        let message = match &details.message {
            Some(message) => message.clone(),
            None if status.is_redirection() => "the redirect was not followed".to_owned(),
            None => excerpt(&body),
        };
        let response = ErrorResponse::new(service, status, headers, body, details);
        Self::new(kind, message).with_response(response)
    }

    /// Attaches the response that the error is about.
    pub(crate) fn with_response(mut self, response: ErrorResponse) -> Self {
        self.0.response = Some(response);
        self
    }

    /// Sets the error that caused this one.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Sets whether the same request may succeed later.
    #[must_use]
    pub fn with_retryable(mut self, is_retryable: bool) -> Self {
        self.0.is_retryable = is_retryable;
        self
    }

    /// Turns a broken connection into a broken stream, which is not retried. A timeout stays a timeout.
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

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the message of the service, or a description of the failure.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the `operationId` of the call. Empty for an untyped call.
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// Returns the status of the response, if the service responded.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }

    /// Returns the error code that the service reports.
    pub fn code(&self) -> Option<&str> {
        self.details()?.code.as_deref()
    }

    /// Returns the error type that the service reports.
    pub fn error_type(&self) -> Option<&str> {
        self.details()?.error_type.as_deref()
    }

    /// Returns the parameter that the service reports as invalid.
    pub fn param(&self) -> Option<&str> {
        self.details()?.param.as_deref()
    }

    /// Returns the ID of the request in the logs of the service.
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id()
    }

    /// Returns the rate limits that the response reports.
    pub fn rate_limits(&self) -> RateLimits {
        let response = self.response();
        response.map(ErrorResponse::rate_limits).unwrap_or_default()
    }

    /// Returns the body of the response, or the event that the error is about.
    pub fn body(&self) -> Option<&Bytes> {
        self.response().map(|response| &response.body)
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(|response| &response.headers)
    }

    /// Returns how long the service asks to wait before a retry.
    pub fn retry_after(&self) -> Option<Duration> {
        self.response()?.retry_after
    }

    /// Returns whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// Returns how many times the request was retried.
    pub fn retries(&self) -> u32 {
        self.0.retries
    }

    /// Returns the location in the response, as a JSON Pointer, at which decoding failed.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    fn response(&self) -> Option<&ErrorResponse> {
        self.0.response.as_ref()
    }

    fn details(&self) -> Option<&ErrorBody> {
        self.response().map(|response| &response.details)
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
