//! Responses: futures of calls, values with their responses, downloads, and rate limits.

pub use crate::runtime::call::{Sending, SendingWithResponse, WithResponse};
pub use crate::runtime::download::Download;
pub use crate::runtime::error::DeclaredError;
pub use crate::runtime::error::Problem;
pub use crate::runtime::meta::{RateLimit, RateLimits};
pub use crate::runtime::send::Response;
