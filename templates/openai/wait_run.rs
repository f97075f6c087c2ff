//! Waiting for a run: `client.beta().threads().runs().retrieve(thread, id).wait_until_settled()`.
//!
//! In: a run as it was retrieved. Out: the state it is in, and which are the last. A run that requires action is one of
//! them: nothing goes on until the tools' outputs are submitted.

use crate::runtime::Settles;
use crate::types::RunObject;

impl Settles for RunObject {
    const SETTLED: &'static [&'static str] = &[
        "requires_action",
        "completed",
        "incomplete",
        "failed",
        "cancelled",
        "expired",
    ];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
