//! Waiting for a [video](https://platform.openai.com/docs/api-reference/videos/object):
//! `client.videos().retrieve(id).wait_until_done()`.
//!
//! A failed video is done too: check its `status`.

use crate::polling::LongRunning;
use crate::types::VideoResource;

impl LongRunning for VideoResource {
    const FINAL_STATES: &'static [&'static str] = &["completed", "failed"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
