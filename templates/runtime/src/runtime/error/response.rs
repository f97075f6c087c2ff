//! The response that an error is about.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::ErrorBody;
#[cfg(feature = "rate-limits")]
use crate::runtime::meta::RateLimits;
use crate::runtime::meta::{header_str, retry_after};
use crate::runtime::spec::ServiceSpec;

/// A response, or an event in its body, that led to an error.
pub(crate) struct ErrorResponse {
    service: &'static ServiceSpec,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// What the body reports. Empty if the body itself is not an error.
    pub(super) details: ErrorBody,
    pub(super) retry_after: Option<Duration>,
}

impl ErrorResponse {
    pub(crate) fn new(
        service: &'static ServiceSpec,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        details: ErrorBody,
    ) -> Self {
        let retry_after = retry_after(&headers, &service.wire).or(details.retry_after);
        Self {
            service,
            status,
            headers,
            body,
            details,
            retry_after,
        }
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        header_str(&self.headers, self.service.wire.request_id)
    }

    #[cfg(feature = "rate-limits")]
    pub(super) fn rate_limits(&self) -> RateLimits {
        RateLimits::from_headers(&self.headers, &self.service.wire)
    }
}

/// The longest part of a body in a message, in bytes.
pub(crate) const EXCERPT: usize = 512;

/// Returns the start of a body, for messages.
pub(crate) fn excerpt(body: &[u8]) -> String {
    if body.is_empty() {
        return "the response has no body".to_owned();
    }
    let start = &body[..body.len().min(EXCERPT)];
    let mut excerpt = String::from_utf8_lossy(start).trim().to_owned();
    if excerpt.is_empty() {
        return "the body contains only whitespace".to_owned();
    }
    if body.len() > EXCERPT {
        excerpt.push('…');
    }
    excerpt
}
