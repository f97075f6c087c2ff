//! Waiting for a [batch](https://platform.openai.com/docs/api-reference/batch/object):
//! `client.batches().retrieve(id).wait_until_done()`.
//!
//! A failed batch is done too: check its `status`.

use crate::polling::LongRunning;
use crate::types::Batch;

impl LongRunning for Batch {
    const FINAL_STATES: &'static [&'static str] = &["completed", "failed", "expired", "cancelled"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
