//! How long a service asks to wait before a retry.

use std::time::Duration;

use http::{HeaderMap, header};

use super::{header_millis, header_str, moment};
use crate::runtime::spec::WireNames;

/// The longest delay that a service may ask for. The client does not wait longer.
pub(crate) const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);

/// Returns the delay in milliseconds, in seconds, as a duration such as `2s`, or until a moment. `None` if it is zero,
/// negative or invalid.
pub(crate) fn retry_after(headers: &HeaderMap, wire: &WireNames) -> Option<Duration> {
    let is_positive = |delay: &Duration| !delay.is_zero();
    let in_millis = |name: &&str| header_millis(headers, name).filter(is_positive);
    let standard = || moment::delay(header_str(headers, header::RETRY_AFTER.as_str())?);
    let mut names = wire.retry_after_ms.iter();
    names
        .find_map(in_millis)
        .or_else(standard)
        .filter(is_positive)
}
