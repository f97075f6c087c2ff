//! Which error responses are retryable.

use crate::runtime::error::{Error, is_transient};
use crate::runtime::meta::header_str;
use crate::runtime::spec::ServiceSpec;

/// Returns whether a retry may succeed after this error response.
pub(crate) fn is_retryable(service: &ServiceSpec, error: &Error) -> bool {
    let codes = [error.code(), error.error_type()];
    let is_final = |code: &str| service.errors.final_codes.contains(&code);
    if codes.into_iter().flatten().any(is_final) {
        return false;
    }
    let advice = |headers| header_str(headers, service.wire.should_retry);
    match error.headers().and_then(advice) {
        Some("true") => true,
        Some("false") => false,
        _ => error.status().is_some_and(is_transient),
    }
}
