//! Accumulating streamed events into one value.

mod accumulator;
#[doc(hidden)]
pub mod choices;
#[doc(hidden)]
pub mod complete;
#[cfg(feature = "client")]
mod interrupted;
mod items;
#[doc(hidden)]
pub mod json_pieces;
#[doc(hidden)]
pub mod merge;
#[doc(hidden)]
pub mod pieces;
#[doc(hidden)]
pub mod received;
mod skeleton;
#[cfg(feature = "client")]
mod stream;
#[doc(hidden)]
pub mod unplaced;

pub use accumulator::Accumulator;
#[cfg(feature = "client")]
pub use interrupted::Interrupted;
#[doc(hidden)]
pub use skeleton::{set_received, skeleton, start_from};
#[cfg(feature = "client")]
pub use stream::Accumulating;
