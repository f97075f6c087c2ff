//! Waiting for a video: `client.videos().retrieve(id).wait_until_settled()`.
//!
//! In: a video as it was retrieved. Out: the state it is in, and which are the last.

use crate::runtime::Settles;
use crate::types::VideoResource;

impl Settles for VideoResource {
    const SETTLED: &'static [&'static str] = &["completed", "failed"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
