//! Waiting for a background response: `client.responses().retrieve(id).wait_until_settled()`.
//!
//! In: a response as it was retrieved. Out: the state it is in, and which are the last.

use crate::runtime::Settles;
use crate::types::Response;

impl Settles for Response {
    const SETTLED: &'static [&'static str] = &["completed", "failed", "cancelled", "incomplete"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_ref().map_or("", |status| status.as_str())
    }
}
