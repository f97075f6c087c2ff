//! Waiting for a fine-tuning job: `client.fine_tuning().jobs().retrieve(id).wait_until_settled()`.
//!
//! In: a job as it was retrieved. Out: the state it is in, and which are the last. A paused job is one of them: nothing
//! goes on until someone resumes it.

use crate::runtime::Settles;
use crate::types::FineTuningJob;

impl Settles for FineTuningJob {
    const SETTLED: &'static [&'static str] = &["succeeded", "failed", "cancelled", "paused"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
