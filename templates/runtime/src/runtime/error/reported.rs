//! Errors that a service reports although the status of the response is a success.

use http::StatusCode;

#[cfg(feature = "reported-errors")]
use super::{Error, ErrorBody};
#[cfg(feature = "reported-errors")]
use crate::runtime::error_kind::ErrorKind;
#[cfg(feature = "reported-errors")]
use crate::runtime::spec::ErrorRules;

/// Returns whether the same request may succeed after a response with this status.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 409 | 429 | 500..=599)
}

/// Creates the error that these details report. It has the kind of its code or type, that of a status in the body, or
/// `otherwise`.
#[cfg(feature = "reported-errors")]
pub(crate) fn reported_error(
    rules: &ErrorRules,
    details: &ErrorBody,
    otherwise: ErrorKind,
    message: String,
) -> Error {
    let codes = [details.code.as_deref(), details.error_type.as_deref()];
    let by_code = rules.kind_of(codes);
    let by_status = || details.status.map(ErrorKind::of_status);
    let in_success = || rules.kind_in_success_of(codes);
    let kind = by_code.or_else(by_status).or_else(in_success);
    let is_final = |code: &str| rules.final_codes.contains(&code);
    let is_transient = match details.status {
        Some(status) => is_transient(status),
        None => matches!(
            kind,
            Some(ErrorKind::RateLimit | ErrorKind::Server | ErrorKind::Unavailable)
        ),
    };
    let is_retryable = is_transient && !codes.into_iter().flatten().any(is_final);
    Error::new(kind.unwrap_or(otherwise), message).with_retryable(is_retryable)
}
