//! Waiting for a background [response](https://platform.openai.com/docs/api-reference/responses/object):
//! `client.responses().retrieve(id).wait_until_done()`.
//!
//! A failed response is done too: check its `status`.

use crate::polling::LongRunning;
use crate::types::Response;

impl LongRunning for Response {
    const FINAL_STATES: &'static [&'static str] =
        &["completed", "failed", "cancelled", "incomplete"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_ref().map_or("", |status| status.as_str())
    }
}
