//! Waiting for a batch: `client.batches().retrieve(id).wait_until_settled()`.
//!
//! In: a batch as it was retrieved. Out: the state it is in, and which are the last.

use crate::runtime::Settles;
use crate::types::Batch;

impl Settles for Batch {
    const SETTLED: &'static [&'static str] = &["completed", "failed", "expired", "cancelled"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
