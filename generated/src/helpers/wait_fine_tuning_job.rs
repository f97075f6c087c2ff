//! Waiting for a [fine-tuning job](https://platform.openai.com/docs/api-reference/fine-tuning/object):
//! `client.fine_tuning().jobs().retrieve(id).wait_until_done()`.
//!
//! A failed job is done too: check its `status`. So is a paused job, since it does not continue until it is resumed.

use crate::polling::LongRunning;
use crate::types::FineTuningJob;

impl LongRunning for FineTuningJob {
    const FINAL_STATES: &'static [&'static str] = &["succeeded", "failed", "cancelled", "paused"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
