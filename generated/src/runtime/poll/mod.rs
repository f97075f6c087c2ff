//! Polling work that the service does in the background, until it is done.

mod long_running;
mod states;
mod wait;

pub use long_running::LongRunning;
pub use states::States;
pub use wait::WaitUntilDone;

use crate::runtime::call::Call;
use crate::runtime::operation::Operation;
use crate::runtime::reply::Reply;

impl<O: Operation> Call<O>
where
    <O::Reply as Reply>::Output: LongRunning,
{
    /// Repeats the call until the service has finished the work.
    ///
    /// Failed work is not an error: check the returned state.
    pub fn wait_until_done(self) -> WaitUntilDone<O::Reply> {
        #[allow(unused_mut)] // without streams, all calls ask for plain responses
        let mut draft = self.into_draft();
        draft.request_plain_response();
        WaitUntilDone::new(draft)
    }
}
