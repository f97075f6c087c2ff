//! What kind of failure an `Error` is.
//!
//! In: a status and, from the service's rules, codes with a kind of their own. Out: `ErrorKind`.
//! Must not know: where the status came from.

use http::StatusCode;

use super::super::spec::ErrorRules;

/// The kinds of failure, by what a caller can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// 400: the request is malformed.
    BadRequest,
    /// 401: the credential is missing or wrong.
    Authentication,
    /// 403: the credential does not allow this.
    Permission,
    /// 404: there is no such thing.
    NotFound,
    /// 409: the thing is in a state that does not allow this.
    Conflict,
    /// 422: the request is well-formed and still impossible.
    Unprocessable,
    /// 429: too many requests or tokens for now.
    RateLimit,
    /// The paid-for quota is used up; waiting does not help.
    Quota,
    /// 5xx: the service failed.
    Server,
    /// 503: the service is overloaded or down for now.
    Unavailable,
    /// Any other status that is not a success.
    Status,
    /// No connection, or it broke.
    Connection,
    /// It took longer than allowed.
    Timeout,
    /// The answer is not what the document promises.
    Decode,
    /// The event stream reported a failure or broke off.
    Stream,
    /// The call was given up before it was done.
    Cancelled,
    /// The request could not be made: invalid use of the client.
    Request,
    /// Reading or writing a file or another local source failed.
    Io,
    /// A tool that a model called has no output, and the run was to end then.
    Tool,
    /// A model still calls tools after as many rounds as there may be.
    Rounds,
}

impl ErrorKind {
    /// The kind of a status alone.
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

    /// The kind that the service's rules give to a code or type, if they give one.
    pub(crate) fn of_codes(rules: &ErrorRules, codes: [Option<&str>; 2]) -> Option<Self> {
        let given = |code: &str| rules.kinds.iter().find(|(known, _)| *known == code);
        codes
            .into_iter()
            .flatten()
            .find_map(given)
            .map(|(_, kind)| *kind)
    }

    /// In words, for messages.
    pub(crate) fn as_str(self) -> &'static str {
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
            Self::Decode => "the answer could not be decoded",
            Self::Stream => "the event stream failed",
            Self::Cancelled => "cancelled",
            Self::Request => "the request could not be made",
            Self::Io => "input or output failed",
            Self::Tool => "a tool failed",
            Self::Rounds => "too many rounds",
        }
    }
}

impl std::fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
