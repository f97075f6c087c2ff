//! Retries: the policy that decides whether and when, and the budget that calls share.

mod budget;
mod policy;

pub use budget::RetryBudget;
pub(crate) use policy::DefaultPolicy;
pub use policy::{Retry, RetryPolicy};
