//! Calls and streams for programs without an async runtime.

pub use crate::runtime::blocking::{Iter, Iterate, Wait, block_on};
