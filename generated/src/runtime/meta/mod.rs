//! Metadata of a response: request ID, rate limits, processing time, retry delay, and the form of the body.

mod body_form;
mod duration;
mod media_type;
mod moment;
mod nesting;
mod rate_limits;
mod retry_after;

use std::time::Duration;

use http::HeaderMap;

pub(crate) use body_form::blank_start;
pub(crate) use body_form::{BodyForm, json_start, without_blanks};
pub(crate) use media_type::{essence, is_json};
pub(crate) use nesting::Nesting;
pub use rate_limits::{RateLimit, RateLimits};
pub(crate) use retry_after::{MAX_RETRY_AFTER, retry_after};

pub(crate) use duration::from_secs;
pub(crate) use moment::delay as parse_delay;

/// Returns the value of a header. `None` if the header is missing or its name is empty: the service has no such header.
pub(crate) fn header_str<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    if name.is_empty() {
        return None;
    }
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Returns the value of a header with a number of milliseconds, or with a duration that states its unit.
pub(crate) fn header_millis(headers: &HeaderMap, name: &str) -> Option<Duration> {
    let value = header_str(headers, name)?;
    match value.parse::<f64>() {
        Ok(millis) => from_secs(millis / 1000.0),
        Err(_) => duration::parse(value),
    }
}
