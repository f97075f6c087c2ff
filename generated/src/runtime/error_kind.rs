//! The kinds of errors.

use std::fmt;

use http::StatusCode;

/// The kind of an [`Error`](crate::Error), by what a caller can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Status 400: the request is invalid.
    BadRequest,
    /// Status 401: the credential is missing or invalid.
    Authentication,
    /// Status 403: the credential does not permit this operation.
    Permission,
    /// Status 404: the resource does not exist.
    NotFound,
    /// Status 409: the state of the resource does not permit this operation.
    Conflict,
    /// Status 422: the request is well-formed but cannot be processed.
    Unprocessable,
    /// Status 429: too many requests or tokens in the current period.
    RateLimit,
    /// The quota is used up. Waiting does not help.
    Quota,
    /// Status 5xx: the service failed.
    Server,
    /// Status 503: the service is temporarily overloaded or down.
    Unavailable,
    /// Any other status that is not a success.
    Status,
    /// The connection could not be established, or it broke.
    Connection,
    /// The call took longer than its timeout, or the service responded with status 408.
    Timeout,
    /// The response does not match its type.
    Decode,
    /// The response or an event exceeds a limit of the client, such as `max_response_size`.
    Limit,
    /// The event stream reported a failure, or ended early.
    Stream,
    /// The call was cancelled.
    Cancelled,
    /// The request could not be built: the client was used incorrectly.
    Request,
    /// Reading or writing a file, or another local source, failed.
    Io,
    /// A tool call failed, and the run was configured to end in that case.
    Tool,
    /// The model still calls tools after the maximum number of rounds.
    Rounds,
}

impl ErrorKind {
    /// Returns the kind of an error response with this status.
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            400 => Self::BadRequest,
            401 => Self::Authentication,
            403 => Self::Permission,
            404 => Self::NotFound,
            408 => Self::Timeout,
            409 => Self::Conflict,
            422 => Self::Unprocessable,
            429 => Self::RateLimit,
            503 => Self::Unavailable,
            500..=599 => Self::Server,
            _ => Self::Status,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "bad request",
            Self::Authentication => "authentication failed",
            Self::Permission => "permission denied",
            Self::NotFound => "not found",
            Self::Conflict => "conflict",
            Self::Unprocessable => "unprocessable",
            Self::RateLimit => "rate limit reached",
            Self::Quota => "quota used up",
            Self::Server => "server error",
            Self::Unavailable => "service unavailable",
            Self::Status => "unexpected status",
            Self::Connection => "connection failed",
            Self::Timeout => "timed out",
            Self::Decode => "invalid response",
            Self::Limit => "limit exceeded",
            Self::Stream => "event stream failed",
            Self::Cancelled => "cancelled",
            Self::Request => "invalid request",
            Self::Io => "input or output failed",
            Self::Tool => "tool call failed",
            Self::Rounds => "too many rounds",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
