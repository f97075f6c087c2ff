//! Event streams, and accumulators that assemble events into complete values.

pub use crate::runtime::accumulate::Accumulator;
#[cfg(feature = "client")]
pub use crate::runtime::accumulate::{Accumulating, Interrupted};
#[cfg(feature = "client")]
pub use crate::runtime::sse::{EventNotice, EventNoticeKind, EventStream};
