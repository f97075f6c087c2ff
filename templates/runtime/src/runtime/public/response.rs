//! Responses: futures of calls, values with their responses, downloads, and rate limits.

pub use crate::runtime::call::{Sending, SendingWithResponse, WithResponse};
#[cfg(feature = "downloads")]
pub use crate::runtime::download::Download;
#[cfg(feature = "declared-errors")]
pub use crate::runtime::error::DeclaredError;
#[cfg(feature = "problem-details")]
pub use crate::runtime::error::Problem;
#[cfg(feature = "rate-limits")]
pub use crate::runtime::meta::{RateLimit, RateLimits};
pub use crate::runtime::send::Response;
