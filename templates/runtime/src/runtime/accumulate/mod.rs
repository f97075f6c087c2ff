//! Accumulating streamed events into one value.

#[cfg(feature = "accumulators")]
mod accumulator;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub mod choices;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub mod complete;
#[cfg(feature = "client")]
mod interrupted;
#[cfg(feature = "accumulators")]
mod items;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub mod json_pieces;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub mod merge;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub mod pieces;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub mod received;
#[cfg(feature = "accumulators")]
mod skeleton;
#[cfg(all(
    feature = "client",
    feature = "accumulators",
    feature = "event-streams"
))]
mod stream;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub mod unplaced;

#[cfg(feature = "accumulators")]
pub use accumulator::Accumulator;
#[cfg(feature = "client")]
pub use interrupted::Interrupted;
#[cfg(feature = "accumulators")]
#[doc(hidden)]
pub use skeleton::{set_received, skeleton, start_from};
#[cfg(all(
    feature = "client",
    feature = "accumulators",
    feature = "event-streams"
))]
pub use stream::Accumulating;
