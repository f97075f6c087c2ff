//! Waiting for a [run](https://platform.openai.com/docs/api-reference/runs/object):
//! `client.beta().threads().runs().retrieve(thread_id, id).wait_until_done()`.
//!
//! A failed run is done too: check its `status`. So is a run that requires action, since it does not continue until the
//! outputs of tools are submitted.

use super::run_status::FINAL_RUN_STATES;
use crate::polling::LongRunning;
use crate::types::RunObject;

impl LongRunning for RunObject {
    const FINAL_STATES: &'static [&'static str] = FINAL_RUN_STATES;

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
