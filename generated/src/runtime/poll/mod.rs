//! Waiting for something that the service works on: asking for it until it is done.
//!
//! In: a call that asks for it, and which of its states are the last. Out: its last state, or each of them as a stream.
//! Must not know: what is waited for.

mod states;
mod wait;

pub use states::States;
pub use wait::Wait;

use super::call::Call;
use super::reply::Reply;
use super::spec::Operation;

/// Something that the service works on.
pub trait Settles {
    /// The states in which nothing goes on any more, failures among them. In any other one, known or not, the work is
    /// still under way.
    const SETTLED: &'static [&'static str];

    /// The state it is in; empty if it says none.
    fn state(&self) -> &str;

    /// Whether nothing goes on any more.
    fn is_settled(&self) -> bool {
        Self::SETTLED.contains(&self.state())
    }
}

impl<O: Operation> Call<O>
where
    <O::Reply as Reply>::Output: Settles,
{
    /// Asks again and again until the service is done with it. Failures are states like others: look at what comes.
    pub fn wait_until_settled(self) -> Wait<O::Reply> {
        let mut draft = self.into_draft();
        draft.ask_for_plain();
        Wait::new(draft)
    }
}
