//! Waiting for long-running work of the service.

pub use crate::runtime::poll::{LongRunning, States, WaitUntilDone};
