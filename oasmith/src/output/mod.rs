//! Generated files on disk: compared, then written or reported.
//!
//! Input: a directory and the files it should contain. Output: the differences, and a [`Transaction`] that applies only
//! those. Independent of what the files contain.

mod compare;
mod journal;
mod lock;
mod manifest;
mod ownership;
mod staging;
mod transaction;

#[cfg(test)]
mod interruption_tests;
#[cfg(test)]
mod tests;

pub use compare::{Comparison, compare};
pub use lock::Lock;
pub use ownership::Ownership;
pub use transaction::Transaction;
