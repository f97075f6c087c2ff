//! Answers without a network, for tests of code that uses the client.
//!
//! In: answers, for all calls in their order or for each operation by itself. Out: a transport that gives them, and the
//! requests that were made.
//! Must not know: any service.

mod answer;
mod mock;
mod pieces;

pub use answer::Answer;
pub use mock::{Mock, Recorded};
