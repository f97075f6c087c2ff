//! Retries: the policy that decides whether and when, and the budget that calls share.

#[cfg(feature = "retry-budget")]
mod budget;
mod policy;

#[cfg(feature = "retry-budget")]
pub use budget::RetryBudget;
pub(crate) use policy::DefaultPolicy;
pub use policy::{Retry, RetryPolicy};
