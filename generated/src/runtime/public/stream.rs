//! Event streams, and accumulators that assemble events into complete values.

#[cfg(feature = "client")]
pub use crate::runtime::accumulate::Accumulating;
pub use crate::runtime::accumulate::Accumulator;
#[cfg(feature = "client")]
pub use crate::runtime::accumulate::Interrupted;
#[cfg(feature = "client")]
pub use crate::runtime::sse::{EventNotice, EventNoticeKind, EventStream};
