//! Event streams, and accumulators that assemble events into complete values.

#[cfg(all(
    feature = "client",
    feature = "accumulators",
    feature = "event-streams"
))]
pub use crate::runtime::accumulate::Accumulating;
#[cfg(feature = "accumulators")]
pub use crate::runtime::accumulate::Accumulator;
#[cfg(all(feature = "client", feature = "interrupted"))]
pub use crate::runtime::accumulate::Interrupted;
#[cfg(all(feature = "client", feature = "event-streams"))]
pub use crate::runtime::sse::{EventNotice, EventNoticeKind, EventStream};
