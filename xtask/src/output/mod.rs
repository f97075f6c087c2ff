//! Files of the generator on disk: compared, then written or reported.
//!
//! In: a directory and the texts it should hold. Out: what differs, and a [`Transaction`] that changes that alone.
//! Knows nothing of what the texts are.

mod compare;
mod manifest;
mod ownership;
mod staging;
mod transaction;

#[cfg(test)]
mod tests;

pub use compare::{Comparison, compare};
pub use ownership::Ownership;
pub use transaction::Transaction;
